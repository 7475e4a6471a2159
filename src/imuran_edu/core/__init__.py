"""Where the course's files are, and how to read them with line numbers.

What reads YAML is imported when it is first used: Jupyter's server starts without it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from imuran_edu.core.paths import course_root, find_data

if TYPE_CHECKING:
    from imuran_edu.core.yaml_source import InputError, Problem, Source, read_yaml, validate

__all__ = ["InputError", "Problem", "Source", "course_root", "find_data", "read_yaml", "validate"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'imuran_edu.core' has no attribute '{name}'")
    return getattr(import_module("imuran_edu.core.yaml_source"), name)
