"""Draw what stands for each explorer without a kernel, and say which are not in step."""

from __future__ import annotations

import json

from imuran_edu.authoring.drawn_from import digest_of, out_of_step
from imuran_edu.core import Problem
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.widgets.explorer_spec import explorer_names, explorer_spec, still_file


def draw_explorers() -> list[str]:
    """Draw every explorer that has changed since it was drawn, and return their names.

    Raises:
        InputError: the file of an explorer is faulty.
    """
    changed = []
    for name in explorer_names():
        digest = explorer_digest(name)
        if _noted(name) != digest:
            from imuran_edu.widgets.explorer import stills

            made = {"made-from": digest, "stills": stills(name)}
            text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
            still_file(name).parent.mkdir(exist_ok=True)
            write_if_changed(still_file(name), text)
            changed.append(name)
    return changed


def explorer_problems() -> list[Problem]:
    """Say which explorers are faulty or not drawn as their files now stand."""
    return out_of_step("explorers", explorer_names(), explorer_digest, _noted)


def explorer_digest(name: str) -> str:
    """Return a digest of all that the pictures of an explorer are drawn from.

    Raises:
        ValueError: there is no explorer of that name.
        InputError: its file is faulty.
    """
    spec = explorer_spec(name)
    presets = [each.values for each in spec.presets]
    data = json.dumps([spec.still, presets], sort_keys=True, default=str)
    return digest_of(data, "explorers", name)


def _noted(name: str) -> str:
    """Return the digest that the pictures note; nothing if there are none."""
    try:
        return str(json.loads(still_file(name).read_text(encoding="utf-8"))["made-from"])
    except (FileNotFoundError, ValueError, KeyError):
        return ""
