"""What the two documents say, what the authorities say of it, and the proof of both."""

from imuran_edu.evidence.load import Evidence, load_evidence
from imuran_edu.evidence.model import Citation, Claim, Document, Lesson, Reference, Verdict
from imuran_edu.evidence.verify import passage_digest, verify_sources

__all__ = [
    "Citation",
    "Claim",
    "Document",
    "Evidence",
    "Lesson",
    "Reference",
    "Verdict",
    "load_evidence",
    "passage_digest",
    "verify_sources",
]
