"""Where the course's data lie: in a checkout of the course, else inside the installed package."""

from __future__ import annotations

from pathlib import Path

MARK = Path("quizzes", "documents.yaml")


def _packaged(package: Path) -> Path:
    """Return where the installed package keeps lessons and practice questions.

    An editable install has no copy of them: there it is the checkout that the code lies in.
    """
    data, checkout = package / "course_data", package.parents[1]
    return checkout if not data.exists() and (checkout / MARK).is_file() else data


PACKAGED = _packaged(Path(__file__).parents[1])


def course_root(start: Path | None = None) -> Path | None:
    """Return the checkout that holds `start` (default: the working folder), or None.

    A checkout is the nearest folder upwards with a file `quizzes/documents.yaml`.
    """
    here = (start or Path.cwd()).resolve()
    return next((folder for folder in (here, *here.parents) if (folder / MARK).is_file()), None)


def find_data(*parts: str, start: Path | None = None) -> Path:
    """Return the path of a data file or folder of the course, such as `("quizzes", "claims")`.

    The checkout around `start` wins over the copy inside the package, so that an author who edits
    a bank sees the edit at once.

    Raises:
        FileNotFoundError: neither place has it.
    """
    root = course_root(start)
    for base in (root, PACKAGED):
        if base is not None and (path := base.joinpath(*parts)).exists():
            return path
    raise FileNotFoundError(f"the course has no {'/'.join(parts)}")
