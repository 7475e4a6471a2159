"""`imuran-edu hub check` and `name`: what the hub does by itself, done by hand."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from imuran_edu.server.hub.accounts import account_name
from imuran_edu.server.hub.check import check_hub
from imuran_edu.server.hub.settings import read_settings

CONFIG: Final = Path("/etc/imuran-hub")  # where course/hub/README.md puts the configuration


def check_here() -> int:
    """Check the settings of the environment, print one line for each finding, return exit code."""
    if os.geteuid() != 0:
        print("Only root can look into the homes: run this as root.", file=sys.stderr)
        return 1
    settings, problems = read_settings(os.environ)
    findings = [] if problems else check_hub(settings, CONFIG if CONFIG.is_dir() else None)
    lines = [*problems, *(str(each) for each in findings if each.stops)]
    for note in (each for each in findings if not each.stops):
        print(f"Note: {note}")
    for line in lines:
        print(line)
    if lines:
        print(f"{len(lines)} to mend; until then the hub does not start.", file=sys.stderr)
        return 1
    print("Students cannot read what is the instructor's.")
    return 0


def name_of(sign_in: str) -> int:
    """Print the account of a person whom the platform knows by this name, return exit code."""
    print(account_name(read_settings(os.environ)[0], sign_in))
    return 0
