"""`python -m tests.gallery FOLDER`."""

import sys
from pathlib import Path

from tests.gallery import write

for path in write(Path(sys.argv[1] if len(sys.argv) > 1 else "gallery")):
    print(path)
