"""QTI 1.2 as Canvas reads and writes it: both ways."""

from __future__ import annotations

from imuran_edu.questions.formats._qti12_read import read, recognises
from imuran_edu.questions.formats._qti12_write import write

TITLE = "QTI 1.2 (Canvas)"

__all__ = ["TITLE", "read", "recognises", "write"]
