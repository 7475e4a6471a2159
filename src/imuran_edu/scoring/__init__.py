"""From a question and an answer to a score and a reason, and to feedback. Pure functions."""

from imuran_edu.scoring.feedback import Feedback, PartFeedback, feedback
from imuran_edu.scoring.result import Score, Status
from imuran_edu.scoring.score import score
from imuran_edu.scoring.wording import answer_in_words, key_in_words

__all__ = [
    "Feedback",
    "PartFeedback",
    "Score",
    "Status",
    "answer_in_words",
    "feedback",
    "key_in_words",
    "score",
]
