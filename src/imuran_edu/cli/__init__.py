"""The command `imuran-edu`."""

from imuran_edu.cli.app import app, main

__all__ = ["app", "main"]
