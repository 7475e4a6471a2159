"""What a student answered, kept safe on disk as `responses.json` beside the notebook."""

from imuran_edu.answers.responses_file import FILE_NAME, Entry, Responses, read_responses, to_json
from imuran_edu.answers.store import NotSavedError, Store

__all__ = [
    "FILE_NAME",
    "Entry",
    "NotSavedError",
    "Responses",
    "Store",
    "read_responses",
    "to_json",
]
