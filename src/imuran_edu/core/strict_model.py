"""The pydantic base of everything that is read from a data file."""

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A model that refuses unknown fields and cannot be changed after it was read.

    What validates it is made when it is first used: most models are parts of another one, which has
    theirs within its own.
    """

    model_config = ConfigDict(
        defer_build=True, extra="forbid", frozen=True, str_strip_whitespace=True
    )
