"""Imuran (azathioprine) taught in notebooks, with questions that answer back.

The names below are all that a lesson or an assignment calls. Each is imported when it is first
used, so that importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from imuran_edu.widgets import ask, quiz
    from imuran_edu.widgets.claims_game import claims_game
    from imuran_edu.widgets.evidence_views import claims_table, corrections
    from imuran_edu.widgets.explorer import explore
    from imuran_edu.widgets.figure import figure
    from imuran_edu.widgets.glossary_view import glossary
    from imuran_edu.widgets.progress import progress
    from imuran_edu.widgets.reference_views import reference_list
    from imuran_edu.widgets.today import today

__version__ = "0.1.0"
__all__ = [
    "ask",
    "claims_game",
    "claims_table",
    "corrections",
    "explore",
    "figure",
    "glossary",
    "progress",
    "quiz",
    "reference_list",
    "today",
]

_MODULES = {
    "ask": "imuran_edu.widgets",
    "claims_game": "imuran_edu.widgets.claims_game",
    "claims_table": "imuran_edu.widgets.evidence_views",
    "corrections": "imuran_edu.widgets.evidence_views",
    "explore": "imuran_edu.widgets.explorer",
    "figure": "imuran_edu.widgets.figure",
    "glossary": "imuran_edu.widgets.glossary_view",
    "progress": "imuran_edu.widgets.progress",
    "quiz": "imuran_edu.widgets",
    "reference_list": "imuran_edu.widgets.reference_views",
    "today": "imuran_edu.widgets.today",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'imuran_edu' has no attribute '{name}'")
    return getattr(import_module(_MODULES[name]), name)
