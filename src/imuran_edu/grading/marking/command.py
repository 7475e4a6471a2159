"""The command `mark`: open the page, and serve it until it is ended."""

from __future__ import annotations

import webbrowser
from pathlib import Path

from imuran_edu.core.console import print_error, print_line
from imuran_edu.grading.marking.journal import MarkJournal
from imuran_edu.grading.marking.server import MarkingServer
from imuran_edu.grading.marking.session import MarkingSession, agreements
from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse, find_course


def mark(
    assignment: str,
    folder: Path | None,
    marker: str,
    second: int = 0,
    port: int = 0,
    browser: bool = True,
) -> int:
    """Serve the marking page until Ctrl-C; return the exit code.

    Args:
        assignment: name of the assignment.
        folder: folder of the course; None for the default.
        marker: who marks.
        second: how many answers are marked a second time; 0 to mark for good.
        port: of 127.0.0.1; 0 for any that is free.
        browser: whether a browser is opened.
    """
    from imuran_edu.grading.nbgrader.written_answers import WrittenAnswers

    try:
        course = find_course(folder)
        answers = WrittenAnswers(NbgraderCourse(course, assignment, "Autograde"))
        session = MarkingSession(answers, MarkJournal(course, assignment), marker, second)
        server = MarkingServer(session, port)
    except GradingError as error:
        print_error(error)
        return 1
    except OSError as error:
        print_error(f"--port {port}: {error.strerror}; leave it out for any that is free")
        return 1
    with server:
        try:
            print_line(f"Mark at {server.address}")
            print_line("End with Ctrl-C; every mark is saved as it is given.")
            if browser:
                webbrowser.open(server.address)
            server.serve_forever()
        except KeyboardInterrupt:
            print_line(f"Ended. Write the pages: imuran-edu feedback {assignment}")
    return 0


def report_agreement(assignment: str, folder: Path | None) -> int:
    """Print how far the people who marked agree, question by question; return the exit code."""
    try:
        course = find_course(folder)
    except GradingError as error:
        print_error(error)
        return 1
    journal = MarkJournal(course, assignment)
    told = False
    for question in journal.questions():
        for found in agreements(journal, question, journal.markers(question)):
            told = True
            kappa = "not defined" if found["kappa"] is None else f"{found['kappa']:.2f}"
            print_line(
                f"{question}: {' and '.join(found['markers'])}: weighted kappa {kappa}, "
                f"{found['same']} of {found['answers']} the same"
            )
    if not told:
        print_error(
            f"{assignment}: no two people have marked the same answers; "
            f"imuran-edu mark {assignment} --as NAME --second 20"
        )
    return 0 if told else 1
