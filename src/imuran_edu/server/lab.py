"""Open the course in JupyterLab: lay out the lessons, sign those we ship, start the server."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from imuran_edu.core.paths import PACKAGED, course_root
from imuran_edu.server.lesson_copies import lay_out

START = "00_start_here.ipynb"
HOME = "imuran-course"
CONFIG = Path(__file__).with_name("jupyter_config")
# before 4.5 JupyterLab keeps cells out of view hidden, and their widgets wait for the reader
CONFIG_BEFORE_4_5 = Path(__file__).with_name("jupyter_config_before_4_5")


def course_folder(here: Path) -> Path:
    """Return the folder that JupyterLab shall open: a checkout, or a copy of the lessons.

    Without a checkout the lessons are laid out in `imuran-course/notebooks` in `here`, and brought
    up to those that are installed; one that its reader changed is kept.
    """
    if root := course_root(here):
        return root
    folder = here / HOME
    for laid in lay_out(folder / "notebooks"):
        if laid.aside:
            print(f"{laid.name} has been corrected; your changed copy is now {laid.aside.name}.")
    return folder


def sign_lessons(folder: Path) -> list[str]:
    """Sign each lesson in `folder` that is the very one we ship, and return their names.

    A notebook that merely has a lesson's name, or has changed, is not signed: signing lets its
    code run as it opens.
    """
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    signed = []
    for shipped in sorted((PACKAGED / "notebooks").glob("*.ipynb")):
        path = folder / "notebooks" / shipped.name
        try:
            same = path.read_bytes() == shipped.read_bytes()
        except OSError:
            continue
        if same:
            notary.sign(nbformat.read(path, as_version=4))
            signed.append(path.name)
    return signed


def open_course(arguments: Sequence[str]) -> None:
    """Run JupyterLab at the start page, until it is stopped.

    Args:
        arguments: passed on to JupyterLab as they are.

    Raises:
        SystemExit: JupyterLab could not start, or its arguments are wrong.
    """
    folder = course_folder(Path.cwd())
    sign_lessons(folder)
    # no question about news over a student's first lesson; it holds for this start only
    from jupyterlab import __version__ as version

    older = tuple(map(int, version.split(".")[:2])) < (4, 5)
    paths = [str(CONFIG_BEFORE_4_5)] if older else []
    paths += [str(CONFIG), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(path for path in paths if path)
    # as the default address, so that the address that Jupyter prints is the start page too
    options = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/notebooks/{START}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and "--allow-root" not in arguments:
        # in a container there is often no other user, and Jupyter would only refuse
        from imuran_edu.core.console import print_error  # Binder has no rich

        print_error("Running as root: JupyterLab is told to allow it.")
        options.append("--allow-root")
    from jupyterlab.labapp import LabApp

    # in this process, so that Ctrl+C reaches it and nothing is imported twice
    LabApp.launch_instance([*options, *arguments])
