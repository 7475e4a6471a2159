"""Questions: the model, the reader, the rules of a bank, scores and feedback, the public view."""

from imuran_edu.questions.feedback import Feedback, PartFeedback, feedback
from imuran_edu.questions.load import find_bank, load_bank
from imuran_edu.questions.model import (
    Bank,
    Case,
    Categorise,
    Essay,
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from imuran_edu.questions.public import public_view, version
from imuran_edu.questions.result import Score, Status
from imuran_edu.questions.score import score
from imuran_edu.questions.to_text import answer_in_words, key_in_words

__all__ = [
    "Bank",
    "Case",
    "Categorise",
    "Essay",
    "Feedback",
    "Matching",
    "MultipleResponse",
    "Numeric",
    "Ordering",
    "PartFeedback",
    "Question",
    "Score",
    "ShortText",
    "SingleChoice",
    "Status",
    "TrueFalse",
    "answer_in_words",
    "feedback",
    "find_bank",
    "key_in_words",
    "load_bank",
    "public_view",
    "score",
    "version",
]
