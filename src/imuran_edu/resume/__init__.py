"""Progress that a learner takes along: one file, a short code, and how two places merge. Pure."""

from imuran_edu.resume.code import CodeError, read_code, write_code
from imuran_edu.resume.file import ProgressFile, RefusedError, read_progress, write_progress
from imuran_edu.resume.merge import BY_CODE, Merged, add_code, merge
from imuran_edu.resume.register import Register, load_register
from imuran_edu.resume.standing import Standing, standing

__all__ = [
    "BY_CODE",
    "CodeError",
    "Merged",
    "ProgressFile",
    "RefusedError",
    "Register",
    "Standing",
    "add_code",
    "load_register",
    "merge",
    "read_code",
    "read_progress",
    "standing",
    "write_code",
    "write_progress",
]
