"""What may be attached to a record: a picture or a PDF of a paper form, never a program."""

from __future__ import annotations

import re

from app.domain.errors import TextError

BIGGEST = 15 * 1024 * 1024
TYPES = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
)


def check_file(name: str, data: bytes) -> tuple[str, str]:
    """Return the name to keep and the type of a file, by what it holds and not by what it is called.

    Raises TextError.
    """
    if len(data) > BIGGEST:
        message = (
            f"“{name}” is larger than {BIGGEST // 1024 // 1024} MB. Nothing was added. Scan it in grey, "
            "or photograph it smaller."
        )
        raise TextError(message)
    kind = next(((mime, ending) for begin, mime, ending in TYPES if data.startswith(begin)), None)
    if kind is None:
        message = (
            f"“{name}” is not a PDF, PNG or JPEG. Nothing was added. Scan or photograph the paper and "
            "try again."
        )
        raise TextError(message)
    stem = re.sub(r"[^\w .()-]", "", name.rsplit(".", 1)[0]).strip(". ")[:80] or "scan"
    return f"{stem}.{kind[1]}", kind[0]
