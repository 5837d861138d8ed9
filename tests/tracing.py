"""Libraries run without being traced: how much of the house the tests reach is asked, and tracing doubles their time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from pyhanko.sign.signers import PdfSigner
from sqlalchemy.orm import Session

from app.documents import verify

LIBRARIES: tuple[tuple[Any, str], ...] = (
    (Session, "_execute_internal"),
    (Session, "flush"),
    (PdfSigner, "sign_pdf"),
    (verify, "validate_pdf_signature"),
)
"""Where the house goes into a library for long. Of the house only ``Utc`` runs inside, which has its own tests."""


def leave_out() -> None:
    """Let tracing, where there is any, stop at the door of each library and go on behind it."""
    for holder, name in LIBRARIES:
        setattr(holder, name, _untraced(getattr(holder, name)))


def _untraced(work: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(work)
    def call(*args: Any, **kwargs: Any) -> Any:
        tracer: Any = sys.gettrace()
        if not hasattr(tracer, "stop"):  # nobody measures, or a debugger does
            return work(*args, **kwargs)
        tracer.stop()
        try:
            return work(*args, **kwargs)
        finally:
            tracer.start()

    return call
