"""A file kept with a record is opened once, so that nothing is sealed that nobody can read."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pikepdf
import pytest

from app.documents.marks import left_out
from app.documents.pages import page_image
from app.documents.photos_in_pdf import STAYS
from app.domain.errors import NotAllowedError, StateError, TextError
from app.domain.kinds import Kind
from app.services.records.scans import BIGGEST, FileType, as_kept, check_file, read_file
from tests.hostile import jpeg_of
from tests.scans import huge_picture, pdf, picture
from tests.team import Team

WORD = b"PK\x03\x04" + b"\x00" * 200
HEIC = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 200


@pytest.mark.parametrize(
    ("name", "data", "kept", "kind"),
    [
        ("sheet.pdf", pdf(), "sheet.pdf", FileType.PDF),
        ("photo.JPG", picture("JPEG"), "photo.jpg", FileType.JPEG),
        ("scan.png", picture("PNG"), "scan.png", FileType.PNG),
        ("../../évil.exe", picture("PNG"), "évil.png", FileType.PNG),
        ("photo.png", picture("JPEG"), "photo.jpg", FileType.JPEG),
        ("???.pdf", pdf(), "scan.pdf", FileType.PDF),
        ("printed only.pdf", pdf(owner="owner"), "printed only.pdf", FileType.PDF),
        ("trailing.pdf", pdf() + b"\n" * 300, "trailing.pdf", FileType.PDF),
        ("x" * 200 + ".pdf", pdf(), "x" * 80 + ".pdf", FileType.PDF),
    ],
    ids=["pdf", "jpeg", "png", "path", "named png", "odd name", "owner password", "trailing", "long name"],
)
def test_a_file_anybody_can_open_is_kept_by_what_it_holds(
    name: str, data: bytes, kept: str, kind: FileType
) -> None:
    assert check_file(name, data) == (kept, kind)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"\x00" * 4000, "is empty"),
        (b"%PDF-1.7 not really", "is damaged or cut short"),
        (pdf()[: len(pdf()) // 2], "is damaged or cut short"),
        (pdf()[:-60], "is damaged or cut short"),
        (pdf(user="open sesame"), "needs a password to open"),
        (pdf(user="open sesame", owner="me"), "needs a password to open"),
        (pdf(0), "has no pages"),
        (picture("JPEG")[:200], "is damaged or cut short"),
        (picture("JPEG")[: len(picture("JPEG")) // 2], "is damaged or cut short"),
        (b"\xff\xd8\xff" + b"telephone" * 90, "is damaged or cut short"),
        (picture("PNG")[: len(picture("PNG")) // 2], "is damaged or cut short"),
        (b"\x89PNG\r\n\x1a\n" + picture("JPEG"), "is damaged or cut short"),
        (huge_picture(), "more than 40 million points"),
        (WORD, "is not a PDF, PNG or JPEG"),
        (HEIC, "is not a PDF, PNG or JPEG"),
        (b"MZ\x90" + b"\x00" * 90, "is not a PDF, PNG or JPEG"),
        (b"%PDF-" + b"0" * BIGGEST, "is larger than 15 MB"),
    ],
    ids=["nothing", "zeros", "words", "half pdf", "pdf without end", "password", "two passwords", "no pages", "jpeg of 200 bytes",
         "half jpeg", "no jpeg", "half png", "png that is a jpeg", "huge", "word", "heic", "program", "large"],
)  # fmt: skip
def test_a_file_nobody_can_open_is_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(TextError, match=why) as told:
        check_file("sheet.pdf", data)
    assert "“sheet.pdf”" in str(told.value)
    assert "Nothing was added" in str(told.value)


def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(TextError, match=r"“gone\.pdf” is no longer there"):
        read_file(tmp_path / "gone.pdf")
    with pytest.raises(TextError, match="is a folder"):
        read_file(tmp_path)
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(BIGGEST + 1)
    with pytest.raises(TextError, match=r"“large\.pdf” is larger than 15 MB"):
        read_file(large)
    most = tmp_path / "most.pdf"
    with most.open("wb") as file:
        file.truncate(BIGGEST)
    assert len(read_file(most)) == BIGGEST


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an account that may read everything")
def test_a_file_this_account_may_not_read_is_refused_in_words(tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(pdf())
    locked.chmod(0)
    with pytest.raises(TextError, match=r"“locked\.pdf” cannot be read\. Another program may have it open"):
        read_file(locked)


def test_a_path_no_system_can_hold_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(TextError, match="cannot be read"):
        read_file(tmp_path / ("x" * 300 + ".pdf"))


def test_an_office_file_is_no_scan(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<w/>")
    with pytest.raises(TextError, match="whatever its name says"):
        check_file(path.name, read_file(path))


def test_a_file_is_added_to_a_draft_and_taken_off_again_and_stays_once_it_is_finished(
    team: Team, tmp_path: Path
) -> None:
    scans, path = team.house.scans, tmp_path / "sheet.pdf"
    path.write_bytes(pdf())
    draft = team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value.record
    first = scans.attach_file(team.leader, draft.id, path).value
    assert (first.name, first.type, first.size) == ("sheet.pdf", "application/pdf", len(pdf()))
    scans.detach(team.leader, first.id)
    assert team.house.writing.draft(team.leader, draft.id).attachments == ()
    with pytest.raises(NotAllowedError):
        scans.attach_file(team.worker, draft.id, path)
    record = team.write(team.deputy, team.worker)
    with pytest.raises(StateError, match="Nothing was added"):
        scans.attach_file(team.deputy, record.id, path)


def test_a_finished_record_keeps_its_files(team: Team) -> None:
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    kept = team.house.scans.attach(team.deputy, draft.record.id, "a.png", picture()).value
    record = team.write(team.deputy, team.worker)
    assert record.id == draft.record.id
    with pytest.raises(StateError, match="its files stay with it"):
        team.house.scans.detach(team.deputy, kept.id)


def test_no_file_is_kept_with_what_only_its_writer_can_read(team: Team) -> None:
    draft = team.house.writing.start(team.worker, Kind.REFLECTION, team.worker.person_id).value.record
    with pytest.raises(StateError, match="that others may read"):
        team.house.scans.attach(team.worker, draft.id, "a.png", picture())


def photographed(*, signed: bool = False) -> bytes:
    """Return a PDF whose page is a photo that says where it was taken; as if signed, when asked."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(300, 400))
    photo = made.make_stream(jpeg_of(exif=True), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    photo.stream_dict.Width, photo.stream_dict.Height = 40, 30
    photo.stream_dict.ColorSpace, photo.stream_dict.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    photo.stream_dict.Filter = pikepdf.Name.DCTDecode
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=photo))
    page.Contents = made.make_stream(b"q 40 0 0 30 0 0 cm /P Do Q")
    if signed:
        made.Root.Signed = made.make_indirect(pikepdf.Dictionary(ByteRange=[0, 1, 2, 3]))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_photo_in_a_pdf_is_kept_without_where_it_was_taken_but_a_signed_file_as_it_is(team: Team) -> None:
    before = photographed()
    assert b"Exif\0\0MM" in before or b"Exif\0\0II" in before
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value.record
    kept = team.house.scans.attach(team.deputy, draft.id, "page.pdf", before).value
    with team.house.store.read() as work:
        _, after = work.attachments.get(kept.id)
    assert check_file("page.pdf", after)[1] is FileType.PDF
    assert page_image(after, 0, 60) == page_image(before, 0, 60)
    assert left_out(next(raw for raw in streams(before) if raw.startswith(b"\xff\xd8"))) == (
        "where and when it was taken was left out"
    )
    assert [left_out(raw) for raw in streams(after) if raw.startswith(b"\xff\xd8")] == [""]
    assert as_kept(before)[1] == "where and when it was taken was left out"
    signed = photographed(signed=True)
    assert as_kept(signed) == (signed, STAYS)
    scan = pdf()
    assert as_kept(scan) == (scan, "")
    assert as_kept(b"%PDF-1.7 no more") == (b"%PDF-1.7 no more", "")


def streams(data: bytes) -> list[bytes]:
    """Return every stream of a PDF as it stands there."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        return [one.read_raw_bytes() for one in opened.objects if isinstance(one, pikepdf.Stream)]
