"""`imuran-edu hub check` and `name`: what the hub does by itself, done by hand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from imuran_edu.core.console import print_error, print_line
from imuran_edu.server.hub.accounts import account_name
from imuran_edu.server.hub.check import check_hub
from imuran_edu.server.hub.settings import read_settings

CONFIG: Final = Path("/etc/imuran-hub")  # where course/hub/README.md puts the configuration


def check_here() -> int:
    """Check the settings of the environment and print the findings; return the exit code."""
    if os.geteuid() != 0:
        print_error("Only root can look into the homes: run this as root.")
        return 1
    settings, problems = read_settings(os.environ)
    findings = [] if problems else check_hub(settings, CONFIG if CONFIG.is_dir() else None)
    lines = [*problems, *(str(each) for each in findings if each.stops)]
    for note in (each for each in findings if not each.stops):
        print_line(f"Note: {note}")
    for line in lines:
        print_line(line)
    if lines:
        print_error(f"{len(lines)} to mend; until then the hub does not start.")
        return 1
    print_line("Students cannot read what is the instructor's.")
    return 0


def name_of(sign_in: str) -> int:
    """Print the account of whom the platform knows by this name; return the exit code."""
    print_line(account_name(read_settings(os.environ)[0], sign_in))
    return 0
