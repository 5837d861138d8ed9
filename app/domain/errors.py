"""Faults that a person can do something about.

Every message has the same shape: what happened, what is safe, what to do. The code is for IT staff.
"""

from __future__ import annotations


class AlongsideError(Exception):
    """A fault told in plain words.

    ``str(error)`` is the whole message; ``code`` such as ``R-21`` is for IT.
    """

    code = "R-00"

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class NotAllowedError(AlongsideError):
    """The person signed in may not do or see this."""

    code = "A-01"


class NotFoundError(AlongsideError):
    """There is no such person, record or action."""

    code = "R-04"


class WrongSecretError(AlongsideError):
    """The passphrase, PIN, one-time code or recovery key does not match."""

    code = "K-01"


class TooManyTriesError(AlongsideError):
    """A wait is running after wrong tries. ``seconds`` is how long is left."""

    code = "K-02"

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class WeakSecretError(AlongsideError):
    """The new passphrase or PIN is too easy to guess."""

    code = "K-03"


class StateError(AlongsideError):
    """The record is not in a state in which this can be done (for example already sealed)."""

    code = "R-05"


class IncompleteError(AlongsideError):
    """Something that must be filled in is missing. ``fields`` names each field key with its sentence."""

    code = "R-06"

    def __init__(self, message: str, fields: dict[str, str]) -> None:
        super().__init__(message)
        self.fields = fields


class TextError(AlongsideError):
    """A text cannot be kept or sealed as it stands (for example a lone surrogate or too long)."""

    code = "R-07"


class DayError(TextError):
    """What was typed is not a day that can be meant here; the message says why not."""

    code = "R-08"


class VaultInUseError(AlongsideError):
    """Another copy of the program has these records open."""

    code = "R-21"


class VaultPlaceError(AlongsideError):
    """Records cannot be kept in this folder (network drive, cloud-synced, read-only)."""

    code = "R-22"


class VaultDamagedError(AlongsideError):
    """The vault or its key file is damaged. The original is never changed."""

    code = "R-23"


class VaultMissingError(AlongsideError):
    """There are no records in this folder yet."""

    code = "R-24"


class VaultNewerError(AlongsideError):
    """The vault was written by a newer Alongside."""

    code = "R-25"


class StorageFullError(AlongsideError):
    """There is no room left on the disk, or the disk refused to write."""

    code = "R-26"


class VaultMovedError(AlongsideError):
    """The records file was moved, replaced or deleted while it was open."""

    code = "R-29"


class DocumentError(AlongsideError):
    """A PDF could not be made, read or signed."""

    code = "D-01"


class UnreadableDocumentError(DocumentError):
    """The file is not a PDF that can be read."""

    code = "D-02"


class CatalogError(AlongsideError):
    """A form file has a fault; the message names the file and the line."""

    code = "C-01"


class StoppedError(AlongsideError):
    """Somebody stopped long work before it was done."""

    code = "R-30"
