"""Every Python that a test starts reads this first; see `imuran_edu.core.patches`.

It says the one line itself, so that a child loads nothing of the course that it does not ask for.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
