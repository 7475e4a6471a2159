"""The family of errors whose message is written for a person: one line, with what mends it."""


class CourseError(Exception):
    """Something that a user can mend; a command prints the message and ends with exit code 1."""
