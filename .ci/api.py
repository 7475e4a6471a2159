"""Write the API reference, from the docstrings.

.venv/bin/python .ci/api.py [FOLDER]
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from pkgutil import walk_packages

import pdoc
import pdoc.render

import imuran_edu
import imuran_edu.core


def main() -> None:
    """Write a page for each module of the package, and an index."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "api")
    # pdoc looks for names where a module keeps them; ours are imported when they are first used
    for package in (imuran_edu, imuran_edu.core):
        for name in package.__all__:
            setattr(package, name, getattr(package, name))
    modules = [each.name for each in walk_packages(imuran_edu.__path__, "imuran_edu.")]
    # a package without __all__ names its modules once more
    warnings.filterwarnings("ignore", "The module specification")
    pdoc.render.configure(docformat="google", show_source=False)
    pdoc.pdoc("imuran_edu", *modules, output_directory=folder)
    print(folder / "index.html")


if __name__ == "__main__":
    main()
