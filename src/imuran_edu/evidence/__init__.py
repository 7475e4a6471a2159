"""What the two documents say, what the authorities say of it, and the proof of both."""

from imuran_edu.evidence.facts import (
    Fact,
    course_facts,
    course_words,
    facts_of,
    load_facts,
    with_facts,
    words_of,
)
from imuran_edu.evidence.load import Evidence, course_lessons, load_evidence
from imuran_edu.evidence.model import Citation, Claim, Document, Lesson, Reference, Verdict
from imuran_edu.evidence.verify import passage_digest, verify_sources

__all__ = [
    "Citation",
    "Claim",
    "Document",
    "Evidence",
    "Fact",
    "Lesson",
    "Reference",
    "Verdict",
    "course_facts",
    "course_lessons",
    "course_words",
    "facts_of",
    "load_evidence",
    "load_facts",
    "passage_digest",
    "verify_sources",
    "with_facts",
    "words_of",
]
