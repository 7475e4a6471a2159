"""The command `imuran-edu`: each command parses its arguments and calls a package."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.core

from imuran_edu import __version__
from imuran_edu.cli.author import author
from imuran_edu.cli.console import checkout, fail, run, seen_from
from imuran_edu.cli.formats import question_files
from imuran_edu.cli.grade import grade, wanted_banks
from imuran_edu.cli.results import results
from imuran_edu.cli.server import by_files, hub
from imuran_edu.core import InputError
from imuran_edu.core.console import print_error, print_line
from imuran_edu.core.patches import skip_iri_grammar


class _Commands(typer.core.TyperGroup):
    """Lists the commands with the whole first sentence of each, over two lines where it must."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list."""
        found = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        rows = [
            (name, " ".join((each.help or "").split("\n\n")[0].split()))
            for name, each in found.items()
            if each and not each.hidden
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


app = typer.Typer(
    cls=_Commands,
    help="A course on azathioprine in Jupyter notebooks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
sources = typer.Typer(help="The documents that the course is drawn from.", no_args_is_help=True)
app.add_typer(sources, name="sources")
app.add_typer(author)
app.add_typer(question_files)
app.add_typer(grade)
app.add_typer(results)
app.add_typer(by_files)
app.add_typer(hub, name="hub")


def _print_version(wanted: bool) -> None:
    if wanted:
        print_line(f"imuran-edu {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """A course on azathioprine in Jupyter notebooks."""


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context) -> None:
    """Open the course in JupyterLab at its start page.

    Further arguments go to JupyterLab: imuran-edu lab --port 9000 --no-browser
    """
    from imuran_edu.server.lab import open_course

    open_course(context.args)


@app.command()
def check() -> None:
    """Check that register, questions, schema, lessons and built assignments are in step.

    Each finding is one line: file:line: message. Exit code 1 if there is any.
    """
    gc.disable()  # nearly all that is read is kept to the end, which is near
    from imuran_edu.authoring import check_course

    root = checkout()
    problems = check_course(root)
    for problem in seen_from(root, problems):
        print_line(problem)
    if problems:
        print_error(f"{len(problems)} to mend.")
        raise typer.Exit(1)
    print_line("Everything is in step.")


@app.command()
def coverage(
    page: Annotated[
        Path | None, typer.Option("--page", help="Where the page goes; course/coverage.html.")
    ] = None,
) -> None:
    """Write which lessons and questions stand behind each claim and objective.

    The page also counts types and levels by bank. Exit code 1 if a goal of quizzes/goals.yaml is
    missed; each is one line.
    """
    from imuran_edu.authoring.coverage import measure
    from imuran_edu.authoring.coverage_page import as_page, summary
    from imuran_edu.authoring.targets import load_goals, shortfalls
    from imuran_edu.core.atomic_write import write_if_changed

    root = checkout()
    try:
        found = measure(root)
        missed = shortfalls(found, load_goals(root))
    except InputError as error:
        fail(error)
    target = page or root / "course" / "coverage.html"
    write_if_changed(target, as_page(found, missed))
    for line in (*summary(found), *missed):
        print_line(line)
    print_line(f"The whole table: {target}")
    if missed:
        print_error(f"{len(missed)} goals are missed.")
        raise typer.Exit(1)
    print_line("Every goal is met.")


@app.command()
def build(
    assignments: Annotated[
        list[str] | None, typer.Argument(help="Names of graded banks; all of them if none.")
    ] = None,
) -> None:
    """Turn graded banks into nbgrader assignments under course/source/, without their keys.

    The schema that editors use, the register of resume codes, the facts in the lessons' texts,
    their minutes and stops, and the drawings of figures and explorers are brought up to date too.
    """
    from imuran_edu.authoring.build_course import build_course

    root = checkout()
    wanted = wanted_banks(sorted((root / "quizzes" / "graded").glob("*.yaml")), assignments)
    try:
        for line in build_course(root, wanted):
            print_line(line)
    except InputError as error:
        fail(error)


@app.command()
def publish(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder outside the checkout, such as a clone.")
    ],
) -> None:
    """Write what learners get into DIR, for a public repository: no graded bank, no answers.

    What an earlier call wrote there is replaced. Exit code 1, and nothing is written, if a lesson
    or a public file names a graded question.
    """
    from imuran_edu.authoring.publish import PublishError
    from imuran_edu.authoring.publish import publish as write

    try:
        write(checkout(), folder)
    except (PublishError, InputError) as error:
        fail(error)
    print_line(f"published to {folder}")


@app.command()
def site(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder of its own for the pages.")
    ],
    assignment: Annotated[
        str | None,
        typer.Option(
            "--assignment", metavar="NAME", help="Write this assignment, in place of the course."
        ),
    ] = None,
) -> None:
    """Write the course as static pages into DIR, for a web space, a stick or a phone.

    No server is needed: DIR/index.html opens in any browser, from a disk too, and the browser
    keeps the answers. With --assignment NAME the page asks that assignment without its key and
    makes the file to hand in; nothing links to it. What an earlier call wrote there is replaced.
    Exit code 1, and nothing is written, if a page names a graded question of another folder or
    says what only a key says.
    """
    from imuran_edu.site.assignment import write_assignment
    from imuran_edu.site.write import SiteError, write_site

    try:
        if assignment is None:
            files = write_site(folder)
        else:
            files = write_assignment(checkout(), assignment, folder)
    except (SiteError, InputError, FileNotFoundError) as error:
        fail(error)
    print_line(f"wrote {len(files)} files; open {folder / 'index.html'}")


@sources.command()
def verify(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder that holds your copies.")
    ],
) -> None:
    """Prove that your copies of the documents hold the passages that were read.

    Every passage that is missing or differs is named. Exit code 1 if there is any.
    """
    from imuran_edu.evidence import load_evidence, verify_sources

    if not folder.is_dir():
        fail(f"{folder}: is not a folder; name the one that holds your copies")
    try:
        evidence = load_evidence()
    except (InputError, FileNotFoundError) as error:
        fail(error)
    findings = list(verify_sources(evidence, folder))
    wrong = [(name, message) for name, message in findings if message]
    for name, message in wrong:
        print_line(f"{name}: {message}")
    passages = [message for name, message in findings if name in evidence.claims]
    if wrong:
        count = sum(message is not None for message in passages)
        print_error(f"{count} of {len(passages)} passages are missing or differ.")
        raise typer.Exit(1)
    documents = " and ".join(evidence.documents)
    print_line(f"All {len(passages)} passages of {documents} are the ones that were read.")


def main() -> None:
    """Run the command, and end Python with its exit code."""
    skip_iri_grammar()
    run(app)
