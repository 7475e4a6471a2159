"""What a class's practice shows: which objectives are weak. Without names unless asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from imuran_edu.answers.attempts import Attempt, by_question
from imuran_edu.answers.mastery import standing
from imuran_edu.answers.progress_file import MAX_BYTES, RefusedError, read_practice
from imuran_edu.core import InputError, find_data
from imuran_edu.core.console import print_error, print_line
from imuran_edu.evidence import course_lessons
from imuran_edu.questions import load_bank

FEW: Final = 5  # learners below which a share says who they are


@dataclass
class ObjectiveCount:
    """What a class did with the questions of one objective.

    Attributes:
        lesson: the lesson's title.
        text: of the objective.
        questions: how many there are.
        asked: first answers of a day, over all learners and questions.
        right: how many of them were right without help.
        mastered: how many question-and-learner pairs are mastered.
        struggling: files whose last word on at least one question is a miss.
    """

    lesson: str
    text: str
    questions: int = 0
    asked: int = 0
    right: int = 0
    mastered: int = 0
    struggling: list[str] = field(default_factory=list)


def practice_report(files: list[Path], names: bool = False) -> int:
    """Print what practice files of a class show; return the exit code.

    Args:
        files: files for a class, or progress files; a folder stands for those in it.
        names: whether files are named under the objectives that their learners miss.
    """
    try:
        read, problems = _read(files)
        if read:
            for line in _lines(_counted(read), len(read), names):
                print_line(line)
    except (InputError, OSError) as error:
        print_error(error)
        return 1
    for problem in problems:
        print_error(problem)
    return 1 if problems or not read else 0


def _read(files: Iterable[Path]) -> tuple[dict[str, tuple[Attempt, ...]], list[str]]:
    """Return the attempts of each file by its name, and what is wrong with the others."""
    listed = [
        path
        for each in files
        for path in (sorted(each.glob("*.json")) if each.is_dir() else [each])
    ]
    read: dict[str, tuple[Attempt, ...]] = {}
    problems = [] if listed else ["no files: name practice files, or a folder that holds them"]
    for path in listed:
        try:
            if path.stat().st_size > MAX_BYTES:
                raise RefusedError(f"is larger than any such file ({MAX_BYTES / 1e6:g} MB)")
            read[str(path)] = read_practice(path.read_text(encoding="utf-8", errors="replace"))
        except RefusedError as error:
            problems.append(f"{path}: {error}; left out")
        except OSError as error:
            problems.append(f"{path}: cannot be read: {error.strerror}; left out")
    return read, problems


def _counted(read: dict[str, tuple[Attempt, ...]]) -> list[ObjectiveCount]:
    counts, parts = _objectives()
    for name, attempts in read.items():
        tried = by_question(attempts)
        for objective, question_parts in parts:
            count = counts[objective]
            standings = [standing(tried.get(part, [])) for part in question_parts]
            count.mastered += all(each.mastered for each in standings)
            if any(each.missed for each in standings) and name not in count.struggling:
                count.struggling.append(name)
            for part in question_parts:
                firsts = _firsts(tried.get(part, []))
                count.asked += len(firsts)
                count.right += sum(a.share == 1 and not a.hint and not a.shown for a in firsts)
    return list(counts.values())


def _firsts(attempts: Iterable[Attempt]) -> list[Attempt]:
    """Return the first attempt of each day: the others came after feedback."""
    days: dict[str, Attempt] = {}
    for attempt in attempts:
        days.setdefault(attempt.day, attempt)
    return list(days.values())


def _objectives() -> tuple[dict[str, ObjectiveCount], list[tuple[str, list[str]]]]:
    """Return a count for each objective of the course, and the parts of each question of it."""
    counts = {
        objective.id: ObjectiveCount(lesson.title, objective.text)
        for lesson in course_lessons()
        for objective in lesson.objectives
    }
    parts: list[tuple[str, list[str]]] = []
    for path in sorted(find_data("quizzes", "practice").glob("*.yaml")):
        for question in load_bank(path).questions:
            if question.predict or question.objective not in counts:
                continue
            counts[question.objective].questions += 1
            parts.append(
                (question.objective, [each.id for each in question.parts] or [question.id])
            )
    return counts, parts


def _lines(counts: list[ObjectiveCount], learners: int, names: bool) -> Iterator[str]:
    """Yield the report: the weakest objective first, those that nobody met at the end."""
    many = "" if learners == 1 else "s"
    yield f"{learners} learner{many}. Of first answers of a day, right without help:"
    met = sorted((each for each in counts if each.asked), key=lambda each: each.right / each.asked)
    for each in met:
        share = each.right / each.asked
        whole = each.mastered / (each.questions * learners)
        yield f"{share:5.0%} of {each.asked:4}  mastered {whole:4.0%}  {each.lesson}: {each.text}"
        if names and each.struggling:
            yield f"{'':24}missed by {', '.join(Path(name).name for name in each.struggling)}"
    unmet = [each for each in counts if not each.asked and each.questions]
    if unmet:
        yield f"Nobody has practised {len(unmet)} of {len(counts)} objectives yet."
    if learners < FEW:
        yield f"With fewer than {FEW} learners these shares tell of persons: keep them to yourself."
