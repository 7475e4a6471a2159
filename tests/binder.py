"""The script that renders Binder's requirements, for tests to call."""

from __future__ import annotations

import importlib.util
import sys
from typing import Any

from tests.courses import ROOT

_spec = importlib.util.spec_from_file_location("binder", ROOT / ".ci" / "binder.py")
assert _spec is not None
assert _spec.loader is not None
binder: Any = importlib.util.module_from_spec(_spec)
sys.modules.setdefault("binder", binder)
_spec.loader.exec_module(binder)
