"""The recovery sheet: one page to print and lock away."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from app.documents.typography import markup, styles
from app.domain.clock import long_date

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.people import Service


def render_recovery_sheet(service: Service, owner_name: str, recovery_key: str, made_on: dt.date) -> bytes:
    """Return the sheet as a PDF. Whoever holds it can open the records, so it is never kept on the PC."""
    style = styles()
    lines = (
        ("service", service.name),
        ("title", "Recovery sheet"),
        ("body", f"Made on {long_date(made_on)} for {owner_name}."),
        ("heading", "The recovery key"),
        ("big", recovery_key),
        ("heading", "What it is for"),
        (
            "body",
            (
                "If every passphrase is lost, this key opens the records again and lets the registered "
                "manager choose a new passphrase and PIN."
            ),
        ),
        (
            "body",
            (
                "It cannot sign for anybody. Using it is written in the activity log, and a new sheet "
                "takes the place of this one."
            ),
        ),
        ("heading", "Where to keep it"),
        (
            "body",
            (
                "Print it, put it in a sealed envelope and lock it away, for example in the safe. Do not "
                "keep a copy on the PC."
            ),
        ),
        ("heading", "Put away"),
        ("body", "Date ____________________   Signature ______________________________"),
    )
    buffer = io.BytesIO()
    story: list[Paragraph | Spacer] = []
    for name, text in lines:
        story += [Paragraph(markup(text), style[name]), Spacer(1, 3 * mm)]
    SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=25 * mm,
        rightMargin=20 * mm,
        topMargin=22 * mm,
        title="Recovery sheet",
        lang="en-GB",
    ).build(story)
    return buffer.getvalue()
