"""Slips with one-time codes, to cut apart and hand over: one a person, eight on a page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from app.documents.typography import LINE, markup, styles
from app.domain.clock import long_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from app.domain.people import Service

MARGIN, ACROSS, HEIGHT = 12 * mm, 2, 66 * mm
HOW = (
    "Choose your name on the lock screen of Alongside and type this code. Then choose a PIN that only you "
    "know. The code counts once, and for 72 hours. Whoever gave it out must not use it, nor watch you choose."
)


def render_slips(service: Service, codes: Sequence[tuple[str, str]], made_on: dt.date) -> bytes:
    """Return a PDF of slips for (name, one-time code)."""
    style = styles()
    slips: list[list[Any]] = [
        [
            Paragraph(markup(service.name), style["service"]),
            Paragraph(markup(name), style["heading"]),
            Paragraph(markup(code), style["big"]),
            Paragraph(markup(HOW), style["body"]),
            Paragraph(markup(f"Made on {long_date(made_on)}"), style["service"]),
        ]
        for name, code in codes
    ]
    rows = [slips[place : place + ACROSS] for place in range(0, len(slips), ACROSS)]
    rows[-1] += [[]] * (ACROSS - len(rows[-1]))
    table = Table(
        rows,
        colWidths=[(A4[0] - 2 * MARGIN) / ACROSS] * ACROSS,
        rowHeights=HEIGHT,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.5, LINE, 0, (3, 3)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 4 * mm),
            ("LEFTPADDING", (0, 0), (-1, -1), 5 * mm),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5 * mm),
        ],
    )
    buffer = io.BytesIO()
    SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title="One-time codes",
        lang="en-GB",
    ).build([table])
    return buffer.getvalue()
