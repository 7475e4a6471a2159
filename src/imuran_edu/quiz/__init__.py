"""What the student sees: a practice quiz, and one graded question."""

from imuran_edu.quiz.ask import NotAnsweredError, ask
from imuran_edu.quiz.practice import quiz

__all__ = ["NotAnsweredError", "ask", "quiz"]
