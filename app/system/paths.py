"""Where data of this PC and this person's settings live on each platform."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from pathlib import Path

NAME = "Alongside"


def default_vault_dir() -> Path:
    """Return the folder for the service's records.

    Shared by the accounts of a Windows PC, the person's own elsewhere.
    """
    if sys.platform == "win32":
        return platformdirs.site_data_path(NAME, appauthor=False) / "data"
    return platformdirs.user_data_path(NAME.lower(), appauthor=False) / "data"


def default_demo_dir() -> Path:
    """Return the folder for the demo, apart from any real records."""
    return platformdirs.user_data_path(NAME.lower(), appauthor=False) / "demo"


def known_services_dir() -> Path:
    """Return the folder for public certificates of services known on this PC."""
    return platformdirs.user_data_path(NAME.lower(), appauthor=False) / "known-services"


def kept_aside_file() -> Path:
    """Return the file that says where words were kept that the records could not take."""
    return platformdirs.user_data_path(NAME.lower(), appauthor=False) / "kept-aside.json"


def preferences_file() -> Path:
    """Return the file for this person's look settings."""
    return platformdirs.user_config_path(NAME.lower(), appauthor=False) / "look.json"


def logs_dir() -> Path:
    """Return the folder for the log of the program's own faults."""
    return platformdirs.user_log_path(NAME.lower(), appauthor=False)
