"""Start a person's own server: lay out the lessons in the home, then become JupyterHub's server.

JupyterHub runs this as that person, so nothing here is done with an administrator's rights.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from imuran_edu.server.lab import course_folder, sign_lessons


def main() -> None:
    """Lay out and sign the lessons, then start the server with the arguments given."""
    try:
        sign_lessons(course_folder(Path.home()))
    except Exception as error:  # a full disk or a broken signature file: the server still helps
        print(f"The lessons could not be laid out: {error}", file=sys.stderr)
    server = Path(sys.executable).with_name("jupyterhub-singleuser")
    os.execv(server, [str(server), *sys.argv[1:]])


if __name__ == "__main__":
    main()
