"""Delete everything of a learner in one folder."""

from __future__ import annotations

from imuran_edu.answers.attempts import FILE_NAME
from imuran_edu.answers.folder_lock import Timeout, folder_lock
from imuran_edu.answers.store import NotSavedError, Store
from imuran_edu.core.words import _


def delete_all(store: Store) -> None:
    """Remove answers and attempts, files set aside, and what waits in memory.

    Raises:
        NotSavedError: the folder cannot be written; some may be left.
    """
    folder = store.path.parent
    try:
        with folder_lock(folder):
            for path in [*folder.glob("responses*.json"), folder / FILE_NAME]:
                path.unlink(missing_ok=True)
    except (Timeout, OSError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NotSavedError(_("Not everything was deleted: {reason}.", reason=reason)) from None
    store.forget_waiting()
