"""A class on JupyterHub: its settings, its accounts, and the check that keeps students out.

`course/hub/jupyterhub_config.py` is the only caller besides the command. Nothing here imports
JupyterHub or nbgrader.
"""

from imuran_edu.server.hub.accounts import account_name, prepare_account
from imuran_edu.server.hub.check import Finding, check_hub
from imuran_edu.server.hub.own_dates import own_dates
from imuran_edu.server.hub.settings import Settings, read_settings

__all__ = [
    "Finding",
    "Settings",
    "account_name",
    "check_hub",
    "own_dates",
    "prepare_account",
    "read_settings",
]
