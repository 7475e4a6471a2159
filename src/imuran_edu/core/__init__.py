"""Where the course's files are, and how to read them with line numbers."""

from imuran_edu.core.paths import course_root, find_data
from imuran_edu.core.yaml_source import InputError, Problem, Source, read_yaml, validate

__all__ = ["InputError", "Problem", "Source", "course_root", "find_data", "read_yaml", "validate"]
