"""Questions: the types, the reader, the rules of a bank, scores and feedback, the public view."""

from imuran_edu.questions.bank import Bank
from imuran_edu.questions.feedback import feedback
from imuran_edu.questions.load import find_bank, kept_bank, load_bank
from imuran_edu.questions.public import (
    PracticeQuestion,
    PublicQuestion,
    practice_questions,
    public_view,
    version,
)
from imuran_edu.questions.question_type import Question, QuestionType
from imuran_edu.questions.result import Feedback, PartFeedback, Score, Status
from imuran_edu.questions.score import score
from imuran_edu.questions.to_text import answer_in_words

__all__ = [
    "Bank",
    "Feedback",
    "PartFeedback",
    "PracticeQuestion",
    "PublicQuestion",
    "Question",
    "QuestionType",
    "Score",
    "Status",
    "answer_in_words",
    "feedback",
    "find_bank",
    "kept_bank",
    "load_bank",
    "practice_questions",
    "public_view",
    "score",
    "version",
]
