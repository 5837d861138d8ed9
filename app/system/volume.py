"""Whether a folder is a safe home for the records: on this PC's own disk and in nobody's cloud."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.domain.errors import VaultPlaceError

NETWORK_FILE_SYSTEMS = frozenset(
    {
        "cifs",
        "smb3",
        "smbfs",
        "nfs",
        "nfs4",
        "afs",
        "9p",
        "sshfs",
        "fuse.sshfs",
        "davfs",
        "fuse.davfs2",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "afpfs",
        "webdav",
    }
)
CLOUD_NAMES = (
    "OneDrive",
    "Dropbox",
    "Google Drive",
    "GoogleDrive",
    "iCloudDrive",
    "iCloud Drive",
    "Mobile Documents",
    "CloudStorage",
    "Box Sync",
    "Nextcloud",
    "pCloudDrive",
)
DRIVE_REMOTE = 4


def check_place(folder: Path) -> None:
    """Raise VaultPlaceError when records cannot be kept in this folder because it is on a shared drive."""
    if is_network(folder):
        message = (
            f"Records can’t be kept on a shared drive ({folder}). Keep them on this PC and make backups "
            "to the drive instead."
        )
        raise VaultPlaceError(message)


def warn_place(folder: Path) -> str | None:
    """Return a warning when a cloud service copies this folder, or None."""
    resolved = folder.resolve()
    synced = [
        Path(os.environ[name])
        for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
        if os.environ.get(name)
    ]
    cloud = next(
        (part for part in resolved.parts if any(part.startswith(name) for name in CLOUD_NAMES)), None
    )
    if cloud or any(resolved.is_relative_to(root) for root in synced):
        return (
            f"“{cloud or 'OneDrive'}” copies this folder to the internet and can damage records while they "
            "are open. Choose a folder on this PC only, and put backups in the cloud folder instead."
        )
    return None


def is_network(folder: Path) -> bool:
    """Whether the folder lies on a network drive."""
    text = str(folder)
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        if text.startswith(("\\\\", "//")):
            return True
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor) == DRIVE_REMOTE)
    return mount_type(folder, Path("/proc/mounts")) in NETWORK_FILE_SYSTEMS


def mount_type(folder: Path, mounts: Path) -> str:
    """Return the file system type that holds a folder, by a Linux table of mounts.

    Empty when there is no table.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    resolved, best = folder.resolve(), ("", "")
    for line in lines:
        _, point, kind, *_ = line.split(" ")
        place = point.replace("\\040", " ")
        if resolved.is_relative_to(place) and len(place) >= len(best[0]):
            best = (place, kind)
    return best[1]
