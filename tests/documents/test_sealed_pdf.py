"""The sealed PDF stands up to tools that are not ours, to tampering and to hostile text."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from app.documents.verify import check
from app.domain.kinds import Kind
from app.domain.signing import Verdict
from tests.team import Team, filled

HOSTILE = "<b>bold</b> & <img src='file:///etc/passwd'> ) Tj ET %%EOF \u202egnp.exe\u202c \U0001f600 שלום \x07 zażółć ŵ ŷ Łucja"

FOOTER, ONE_LINE, PAGE = 40, 20, 842
"""Points of a page: where its foot begins, a line with its gap, its height."""


def tool(name: str) -> str:
    """Return a tool's path; without it the claim cannot be tested, and the launcher installs it."""
    path = shutil.which(name)
    assert path is not None, f"{name} is missing; python3 dev.py test installs it"
    return path


def logo() -> bytes:
    """Return a small picture with a see-through corner."""
    import io  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    buffer = io.BytesIO()
    Image.new("RGBA", (120, 60), (20, 89, 127, 128)).save(buffer, "PNG")
    return buffer.getvalue()


def sealed(team: Team, words: str) -> bytes:
    """Return the PDF of a sealed supervision with the words in every long field."""
    record = team.sign(team.write(team.deputy, team.worker, words=words, action="Offer two choices at tea"))
    pdf = team.house.records.view(team.worker, record.id).pdf
    assert pdf is not None
    return pdf


def authority(team: Team, folder: Path) -> Path:
    """Return the service's public certificate as exported."""
    team.house.transfer.export(team.owner, folder / "certificate")
    return folder / "certificate" / "service-certificate.cer"


def test_poppler_says_both_signatures_are_valid_and_trusted(team: Team, tmp_path: Path) -> None:
    file = tmp_path / "record.pdf"
    file.write_bytes(sealed(team, "We talked about breakfast."))
    database = tmp_path / "nss"
    database.mkdir()
    certutil = tool("certutil")
    subprocess.run([certutil, "-N", "-d", f"sql:{database}", "--empty-password"], check=True)
    certificate = authority(team, tmp_path)
    subprocess.run(
        [certutil, "-A", "-d", f"sql:{database}", "-n", "service", "-t", "CT,C,C", "-i", str(certificate)],
        check=True,
    )
    shown = subprocess.run(
        [tool("pdfsig"), "-nssdir", str(database), str(file)], check=True, capture_output=True, text=True
    ).stdout
    assert shown.count("Signature is Valid") == 2
    assert shown.count("Certificate is Trusted") == 2
    assert shown.count("Total document signed") == 1


def test_each_signature_says_the_moment_that_is_printed_in_its_box(team: Team) -> None:
    first = team.clock.now()
    found = check(sealed(team, "We talked about breakfast."), "record.pdf", ())
    assert [one.signed_at for one in found.signatures] == [first, first]


def test_qpdf_finds_no_fault(team: Team, tmp_path: Path) -> None:
    file = tmp_path / "record.pdf"
    file.write_bytes(sealed(team, "We talked about breakfast."))
    shown = subprocess.run([tool("qpdf"), "--check", str(file)], check=False, capture_output=True, text=True)
    assert shown.returncode == 0, shown.stdout + shown.stderr


def test_a_changed_byte_anywhere_in_signed_content_is_noticed(team: Team) -> None:
    pdf = sealed(team, "We talked about breakfast.")
    trusted = trusted_by(team)
    assert check(pdf, "record.pdf", trusted).verdict is Verdict.UNCHANGED
    holes = [range(m.start(1), m.end(1)) for m in re.finditer(rb"/Contents <([0-9a-fA-F]+)>", pdf)]
    chance = random.Random(7)
    for _ in range(40):
        offset = chance.randrange(len(pdf))
        if any(offset in hole for hole in holes):
            continue
        changed = bytearray(pdf)
        changed[offset] ^= 1 << chance.randrange(8)
        assert check(bytes(changed), "record.pdf", trusted).verdict in {
            Verdict.CHANGED,
            Verdict.NOT_CHECKED,
        }, offset


def test_bytes_added_after_the_last_signature_are_noticed(team: Team) -> None:
    import io  # noqa: PLC0415

    import pikepdf  # noqa: PLC0415

    pdf = sealed(team, "We talked about breakfast.")
    assert check(pdf + b"\n% more", "record.pdf", trusted_by(team)).verdict in {
        Verdict.CHANGED,
        Verdict.NOT_CHECKED,
    }
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.docinfo["/Title"] = "Another title"
        target = io.BytesIO()
        opened.save(target)
    assert check(target.getvalue(), "record.pdf", trusted_by(team)).verdict in {
        Verdict.CHANGED,
        Verdict.NOT_CHECKED,
    }


def test_a_record_cut_back_to_its_first_signature_is_not_whole(team: Team) -> None:
    pdf = sealed(team, "We talked about breakfast.")
    ends = [m.end() for m in re.finditer(rb"%%EOF\r?\n?", pdf)]
    found = check(pdf[: ends[-2]], "record.pdf", trusted_by(team))
    assert found.verdict is Verdict.CHANGED
    assert "missing" in found.sentence


def test_another_service_s_signature_is_unchanged_but_unknown(team: Team) -> None:
    found = check(sealed(team, "Words."), "record.pdf", ())
    assert (found.verdict, found.known, found.exit_code) == (Verdict.UNCHANGED, False, 3)


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"[" * 5000, bytes(range(256)) * 40]
)
def test_a_file_that_is_no_record_gets_a_sentence(data: bytes) -> None:
    found = check(data, "file.pdf", ())
    assert found.verdict is Verdict.NOT_CHECKED
    assert found.sentence.endswith(".")


def test_hostile_text_is_printed_whole_with_marks_for_what_no_font_draws(team: Team, tmp_path: Path) -> None:
    text = extracted(sealed(team, HOSTILE), tmp_path)
    for shown in (
        "<b>bold</b>",
        "<img src='file:///etc/passwd'>",
        ") Tj ET %%EOF",
        "[U+202E",
        "[U+1F600",
        "[U+05E9",
        "[U+0007",
        "zażółć ŵ ŷ Łucja",
    ):
        assert shown in text, shown


def test_a_very_long_text_and_a_very_long_word_are_printed_whole(team: Team, tmp_path: Path) -> None:
    record = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    words = " ".join(f"w{n}" for n in range(50_000))
    content = filled(record.form, record.record.content, "short")
    content = replace(
        content, answers={**content.answers, "practice.gone_well": words, "practice.concerns": "x" * 5000}
    )
    team.house.writing.store(team.deputy, record.record.id, content, record.record.revision)
    done = team.sign(team.house.writing.finish(team.deputy, record.record.id).value)
    pdf = team.house.records.view(team.worker, done.id).pdf
    assert pdf is not None
    text = "".join(extracted(pdf, tmp_path, "-raw").split())
    without_footers = re.sub(r"S-0001,version1·[0-9a-f]{16}Page\d+of\d+", "", text)
    assert "x" * 5000 in without_footers
    assert words.replace(" ", "") in without_footers


def test_the_record_is_attached_as_data_and_its_hash_is_printed(team: Team, tmp_path: Path) -> None:
    import hashlib  # noqa: PLC0415
    import io  # noqa: PLC0415
    import json  # noqa: PLC0415

    import pikepdf  # noqa: PLC0415

    pdf = sealed(team, "We talked about breakfast.")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        data = opened.attachments["record.json"].get_file().read_bytes()
        assert str(opened.Root.Lang) == "en-GB"
        assert str(opened.docinfo["/Title"]).startswith("Supervision S-0001")
    assert json.loads(data)["about"]["name"] == "Tomasz Birch"
    assert hashlib.sha256(data).hexdigest() in extracted(pdf, tmp_path)


def test_days_are_in_words_how_to_check_fills_less_than_half_a_page_and_no_heading_stands_alone(
    team: Team, tmp_path: Path
) -> None:
    import pypdfium2  # noqa: PLC0415

    for lines in (1, 9, 14):
        words = "\n".join(["We talked about breakfast."] * lines)
        record = team.sign(team.write(team.deputy, team.worker, words=words))
        pdf = team.house.records.view(team.worker, record.id).pdf
        assert pdf is not None
        text = extracted(pdf, tmp_path)
        assert not re.search(r"\d{4}-\d\d-\d\d", text)
        assert "Tue 24 Nov 2026, 14:00 (14:00 UTC)" in text
        document = pypdfium2.PdfDocument(pdf)
        below = {}
        for mark in document.get_toc():
            place = mark.get_dest()
            assert place is not None
            page, top = document[place.get_index()], place.get_view()[1][1]
            here = page.get_textpage()
            lowest = [here.get_rect(n)[1] for n in range(here.count_rects())]
            below[mark.get_title()] = top - min(low for low in lowest if low > FOOTER)
        assert min(below.values()) > ONE_LINE, below
        assert 0 < below["How to check this record"] < PAGE / 2
        document.close()


def trusted_by(team: Team) -> tuple[bytes, ...]:
    """Return the certificate this PC knows."""
    from app.system.known_services import known  # noqa: PLC0415

    assert team
    return known().certificates


def extracted(pdf: bytes, folder: Path, *options: str) -> str:
    """Return a PDF's text as poppler reads it."""
    file = folder / "text.pdf"
    file.write_bytes(pdf)
    return subprocess.run(
        [tool("pdftotext"), *options, str(file), "-"], check=True, capture_output=True, text=True
    ).stdout
