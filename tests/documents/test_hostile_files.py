"""PDFs and pictures made to hurt are refused, or not checked, in a sentence; a photo keeps no place and no telephone."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from app.documents.marks import left_out, without_marks
from app.documents.opening import why_no_pdf, why_no_picture
from app.documents.pages import page_image
from app.documents.photo import drawable
from app.documents.verify import check
from app.domain.errors import UnreadableDocumentError
from app.domain.signing import Verdict
from tests import hostile
from tests.documents.test_sealed_pdf import sealed
from tests.scans import pdf as scanned
from tests.scans import picture
from tests.team import Team

BUSY = "would keep this PC busy"
NOT_CHECKED = {
    "400 empty revisions": "added to more than 32 times",
    "10,000 empty revisions": "added to more than 32 times",
    "2,000 revisions of the catalogue": "added to more than 32 times",
    "10 MB of end marks": "added to more than 32 times",
    "a table of 5 million objects": BUSY,
    "a table that points at itself": "damaged",
    "an array of a million numbers where the fields stand": BUSY,
    "10 MB of brackets": "damaged",
    "10 MB of object heads": "damaged",
    "cut in half": "damaged",
    "JavaScript": "Nobody has signed",
    "a password": "Nobody has signed",
}
NOT_KEPT = {
    "10,000 empty revisions": "saved more than 1,000 times",
    "a page of 60 MB of strokes": BUSY,
    "a page packed twenty times": BUSY,
    "JavaScript": "holds a program",
    "a program to start": "holds a program",
    "a password": "needs a password",
    "pages that are their own parents": "damaged",
    "cut in half": "damaged",
    "10 MB of brackets": "damaged",
}
NOT_SHOWN = {
    "a table of 50 million objects": BUSY,
    "10,000 empty revisions": "saved more than 1,000 times",
    "a table of 5 million objects": BUSY,
    "a page of 60 MB of strokes": BUSY,
    "a page a thousand times as tall as wide": "cannot be shown",
    "pages that are their own parents": "cannot be shown",
    "a password": "cannot be shown",
}


@pytest.mark.parametrize("what", NOT_CHECKED)
def test_a_pdf_made_to_hurt_is_not_checked_and_the_answer_says_why(what: str) -> None:
    found = check(hostile.PDFS[what](), "a.pdf", ())
    assert found.verdict is Verdict.NOT_CHECKED
    assert NOT_CHECKED[what] in found.sentence


@pytest.mark.parametrize("what", NOT_KEPT)
def test_a_pdf_made_to_hurt_is_not_kept_with_a_record(what: str) -> None:
    assert NOT_KEPT[what] in (why_no_pdf(hostile.PDFS[what]()) or "it is kept")


@pytest.mark.parametrize("what", NOT_SHOWN)
def test_a_pdf_made_to_hurt_is_not_drawn_on_screen(what: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=NOT_SHOWN[what]):
        page_image(hostile.PDFS[what](), 0, 800)


def test_a_sealed_record_with_hundreds_of_empty_revisions_is_not_checked_and_one_of_a_few_is_changed(
    team: Team,
) -> None:
    pdf = sealed(team, "We talked about breakfast.")
    assert check(hostile.revised(pdf, 3), "a.pdf", ()).verdict is Verdict.CHANGED
    found = check(hostile.revised(pdf, 400), "a.pdf", ())
    assert found.verdict is Verdict.NOT_CHECKED
    assert "once for each signature" in found.sentence
    assert why_no_pdf(pdf) is None


@seed(5)
@settings(max_examples=40, deadline=None, database=None)
@given(st.randoms(use_true_random=False))
def test_a_pdf_damaged_anywhere_gets_an_answer_and_nothing_escapes(chance: random.Random) -> None:
    data = bytearray(chance.choice((scanned(), hostile.pdf_of(3), hostile.wide_xref(50))))
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data))
        data[at : at + chance.choice((0, 1, 30))] = chance.choice(
            (b"", b"<<", b"[", b"/Prev 9", b"\xff", b"999999999")
        )
    check(bytes(data), "a.pdf", ())
    why_no_pdf(bytes(data))
    try:
        page_image(bytes(data), 0, 100)
    except UnreadableDocumentError as error:
        assert "was not changed" in str(error)


@pytest.mark.parametrize(
    "what", ["PNG of 30,000 by 30,000", "PNG of a million by 80", "PNG of 9,400 by 9,400 in 16 bits"]
)
def test_a_picture_that_would_fill_the_memory_is_refused_and_never_drawn(what: str) -> None:
    data = hostile.PICTURES[what]()
    assert "more than 40 million points" in (why_no_picture(data, "PNG") or "")
    assert drawable(data) is None


def test_a_photo_says_no_longer_where_it_was_taken_and_looks_the_same() -> None:
    photo = hostile.jpeg_of(exif=True) + b"a film behind the photo"
    assert left_out(photo) == "where and when it was taken was left out"
    kept = without_marks(photo)
    assert len(kept) < len(photo)
    assert b"Telephone" not in kept
    assert b"film" not in kept
    assert left_out(kept) == ""
    with Image.open(io.BytesIO(photo)) as before, Image.open(io.BytesIO(kept)) as after:
        assert dict(after.getexif()) == {0x0112: before.getexif()[0x0112]} == {0x0112: 6}
        assert ImageChops.difference(before.convert("RGB"), after.convert("RGB")).getbbox() is None
    upright = without_marks(hostile.jpeg_of())
    assert without_marks(upright) == upright
    assert left_out(upright) == ""


def test_a_png_keeps_its_points_and_no_words_beside_them() -> None:
    data = hostile.png_of(20, 10, more=hostile.png_text(3, 50))
    assert without_marks(data) == hostile.png_of(20, 10)
    noise = picture()
    assert without_marks(noise) == noise
    assert without_marks(data[:-7]) == data[:-7]
    assert without_marks(scanned()) == scanned()


@seed(9)
@settings(max_examples=60, deadline=None, database=None)
@given(st.randoms(use_true_random=False))
def test_a_damaged_photo_is_cleaned_or_left_as_it_is_and_nothing_escapes(chance: random.Random) -> None:
    data = bytearray(
        chance.choice((hostile.jpeg_of(exif=True), picture("JPEG", (24, 24)), hostile.png_of(9, 9)))
    )
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(3, len(data))] = chance.randrange(256)
    cut = bytes(data[: chance.randrange(8, len(data) + 1)])
    without_marks(cut)
    left_out(cut)
