"""Questions: the model, the reader, the rules a bank must keep, the view a student may have."""

from imuran_edu.bank.load import find_bank, load_bank
from imuran_edu.bank.model import (
    Bank,
    Case,
    Categorise,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    ShortText,
    Single,
    TrueFalse,
    Written,
)
from imuran_edu.bank.public import public_view, version

__all__ = [
    "Bank",
    "Case",
    "Categorise",
    "Matching",
    "Multiple",
    "Numeric",
    "Ordering",
    "Question",
    "ShortText",
    "Single",
    "TrueFalse",
    "Written",
    "find_bank",
    "load_bank",
    "public_view",
    "version",
]
