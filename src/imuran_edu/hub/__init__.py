"""Public names for the configuration of a hub; the code is in `imuran_edu.server.hub`."""

from imuran_edu.server.hub.accounts import account_name, prepare_account
from imuran_edu.server.hub.check import Finding, check_hub
from imuran_edu.server.hub.settings import Settings, read_settings

__all__ = [
    "Finding",
    "Settings",
    "account_name",
    "check_hub",
    "prepare_account",
    "read_settings",
]
