"""What the student sees: a practice quiz, and one graded question."""

from imuran_edu.widgets.ask import NotAnsweredError, ask
from imuran_edu.widgets.practice import quiz

__all__ = ["NotAnsweredError", "ask", "quiz"]
