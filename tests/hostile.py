"""Files made to hurt: broken, endless, nested, locked or lying about what they are.

Each is named for what is wrong with it. The suite sends them through the doors; ``tests/fuzz.py`` measures them.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Make = "Callable[[], bytes]"

# --- tables -------------------------------------------------------------------------------------------------

BOOK = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK = "http://schemas.openxmlformats.org/package/2006"
ROW = "<row><c t='inlineStr'><is><t>Name</t></is></c></row>"


def workbook(sheet: str | bytes = "", *, strings: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    """Return an Excel workbook whose one sheet is the text given, whatever it is."""
    types = (
        f'<Types xmlns="{PACK}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{PACK}/relationships"><Relationship Id="r1" '
        f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{BOOK}" xmlns:r="{REL}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACK}/relationships">'
        f'<Relationship Id="r1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet or sheet_of(ROW),
        "xl/sharedStrings.xml": strings or f'<sst xmlns="{BOOK}"></sst>',
    }
    return zipped({**parts, **(more or {})})


def sheet_of(rows: str) -> str:
    """Return the XML of a sheet with these rows."""
    return f'<worksheet xmlns="{BOOK}"><sheetData>{rows}</sheetData></worksheet>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def laughs(doctype: str = "", *, inside: str = "&l9;") -> str:
    """Return a sheet whose one cell is an entity of entities of entities."""
    entities = "".join(
        f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ha"}'
        + (f"&l{n - 1};" * 9 if n else "ha" * 9)
        + '">'
        for n in range(10)
    )
    cell = f"<row><c t='inlineStr'><is><t>{inside}</t></is></c></row>"
    return f"<?xml version='1.0'?><!DOCTYPE x [{doctype or entities}]>{sheet_of(cell)}"


def many_rows(count: int) -> bytes:
    """Return a workbook with so many rows."""
    return workbook(sheet_of("<row><c t='inlineStr'><is><t>A B</t></is></c></row>" * count))


TABLES: dict[str, Callable[[], bytes]] = {
    "xlsx with broken XML": lambda: workbook("<worksheet><sheetData><row>"),
    "xlsx with broken XML in a part beside": lambda: workbook(strings="<sst><si>"),
    "xlsx with entities of entities": lambda: workbook(laughs()),
    "xlsx with an entity of a file": lambda: workbook(
        laughs('<!ENTITY f SYSTEM "file:///etc/passwd">', inside="&f;")
    ),
    "xlsx with one long entity many times": lambda: workbook(
        laughs(f'<!ENTITY f "{"a" * 100_000}">', inside="&f;" * 2000)
    ),
    "xlsx with entities among its strings": lambda: workbook(strings=laughs()),
    "xlsx of 1.5 million rows": lambda: many_rows(1_500_000),
    "xlsx of 4 million empty rows": lambda: workbook(sheet_of("<row/>" * 4_000_000)),
    "xlsx with a row numbered 2 billion": lambda: workbook(
        sheet_of("<row r='2000000000'><c r='A2000000000'><v>1</v></c></row>")
    ),
    "xlsx with a cell far to the right": lambda: workbook(
        sheet_of("<row r='1'><c r='ZZZZZZ1'><v>1</v></c></row>")
    ),
    "xlsx with a row of 2 million cells": lambda: workbook(
        sheet_of(f"<row>{'<c><v>1</v></c>' * 2_000_000}</row>")
    ),
    "xlsx with 2 million strings": lambda: workbook(
        strings=f'<sst xmlns="{BOOK}">{"<si><t>a</t></si>" * 2_000_000}</sst>'
    ),
    "xlsx with 190 MB of nothing": lambda: workbook(sheet_of(" " * 190_000_000)),
    "xlsx nested 200,000 deep": lambda: workbook(sheet_of("<row>" * 200_000 + "</row>" * 200_000)),
    "xlsx that unpacks to a gigabyte": lambda: workbook(more={"xl/media/a": b"\0" * (1 << 30)}),
    "xlsx that lies about its size": lambda: lying(workbook(sheet_of(ROW * 400_000))),
    "xlsx with 60,000 parts": lambda: workbook(more={f"xl/p{n}.xml": b"" for n in range(60_000)}),
    "xlsx without a sheet": lambda: zipped({"[Content_Types].xml": "<Types/>"}),
    "xlsx locked with a password": lambda: locked_zip(workbook()),
    "xlsx with a number of 4,000 digits": lambda: workbook(
        sheet_of(f"<row><c><v>{'9' * 4000}</v></c></row>")
    ),
    "xlsx with a date beyond the calendar": lambda: workbook(
        sheet_of("<row><c t='d'><v>99999-99-99</v></c></row>")
    ),
    "old Excel (.xls)": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000,
    "csv of a million rows": lambda: b"Name,Job\n" + b"A B,carer\n" * 1_000_000,
    "csv of 20 MB of line ends": lambda: b"Name\n" + b"\n" * 20_000_000,
    "csv of 20 MB of commas": lambda: b"Name" + b"," * 20_000_000,
    "csv of one quoted cell of 20 MB": lambda: b'Name\n"' + b"a" * 20_000_000,
    "csv of 5,000 rows with 200 cells of 15": lambda: (
        b"Name" + (b"," + b"x" * 15) * 199 + b"\n" + ((b"," + b"x" * 15) * 199 + b"\n") * 4990
    ),
    "csv in UTF-16 with mark": lambda: "Name,Job\nZoë Ångström,carer\n".encode("utf-16"),
    "csv in UTF-16 big-endian without mark": lambda: "Name,Job\nZoë,carer\n".encode("utf-16-be"),
    "csv in UTF-32": lambda: "Name,Job\nZoë,carer\n".encode("utf-32"),
    "csv in UTF-7": lambda: "Name,Job\nZoë,carer\n".encode("utf-7"),
    "csv with control characters": lambda: b"Name\nA\x07\x1b[31m B\n",
    "csv with letters that turn the line round": lambda: "Name\nA \u202eB\u2066\n".encode("utf-8"),
    "csv with NULs": lambda: b"Name\nA\0B\n",
    "random bytes": lambda: bytes((n * 7919 + n // 255) % 256 for n in range(100_000)),
}


def lying(packed: bytes) -> bytes:
    """Return a ZIP whose directory says that its largest file is ten bytes long."""
    at, largest, where = 0, 0, -1
    while (at := packed.find(b"PK\x01\x02", at)) >= 0:
        size = struct.unpack_from("<I", packed, at + 24)[0]
        largest, where = max((largest, where), (size, at))
        at += 4
    out = bytearray(packed)
    struct.pack_into("<I", out, where + 24, 10)
    return bytes(out)


def locked_zip(packed: bytes) -> bytes:
    """Return a ZIP whose files say they need a password."""
    out, at = bytearray(packed), 0
    while (at := packed.find(b"PK\x01\x02", at)) >= 0:
        out[at + 8] |= 1
        at += 4
    at = 0
    while (at := packed.find(b"PK\x03\x04", at)) >= 0:
        out[at + 6] |= 1
        at += 4
    return bytes(out)


# --- TOML ---------------------------------------------------------------------------------------------------

HEAD = 'id = "own"\nversion = 1\nkind = "supervision"\ntitle = "Own"\n'
TOML: dict[str, Callable[[], bytes]] = {
    "one dotted key of 39 kB": lambda: b"a." * 19_500 + b"a = 1",
    "20,000 dotted keys": lambda: "\n".join(f"a{n}.b.c.d.e.f.g.h.i.j = 1" for n in range(20_000)).encode(),
    "40,000 keys under one dotted key": lambda: "\n".join(
        f"a.b.c.d.e.f.g.h.i.j.k{n} = 1" for n in range(40_000)
    ).encode(),
    "200,000 tables": lambda: b"[[sections]]\n" * 150_000,
    "60,000 named tables": lambda: "".join(f"[t{n}.a.b.c]\n" for n in range(60_000)).encode(),
    "dotted headers 900 deep, 300 times": lambda: "".join(
        f"[{'.'.join(['a'] * 900)}.b{n}]\n" for n in range(300)
    ).encode(),
    "lists 100,000 deep": lambda: b"a = " + b"[" * 100_000 + b"]" * 100_000,
    "lists 300 deep": lambda: b"a = " + b"[" * 300 + b"]" * 300,
    "tables in tables 50,000 deep": lambda: b"a = " + b"{a = " * 50_000 + b"1" + b"}" * 50_000,
    "a list of 1,000,000 numbers": lambda: b"a = [" + b"1," * 990_000 + b"]",
    "a text of 20 MB": lambda: b'title = "' + b"a" * 20_000_000 + b'"',
    "a text of 1.9 MB": lambda: HEAD.encode() + b'intro = "' + b"a" * 1_900_000 + b'"\n',
    "a number of 1.9 MB": lambda: b"a = " + b"9" * 1_900_000,
    "a comment of 1.9 MB": lambda: b"#" * 1_900_000,
    "900,000 empty lines": lambda: b"\n" * 1_900_000,
    "900,000 carriage returns": lambda: b"\r\n" * 900_000,
    "quotes without end": lambda: b'a = """' + b'""\\' * 400_000,
    "a form of 5,000 questions": lambda: form_of(5000),
    "a form of 15,000 empty sections": lambda: HEAD.encode() + b'[[sections]]\nid="a"\n' * 15_000,
    "a form whose every question has a fault": lambda: form_of(3000).replace(b'"long"', b'"nothing"'),
    "UTF-16": lambda: HEAD.encode("utf-16"),
    "NULs": lambda: b"\0" * 1000,
    "letters that turn the line round": lambda: HEAD.encode() + b'intro = "\xe2\x80\xaegnp.exe"',
    "a key again": lambda: b"a = 1\na = 2",
    "random bytes": lambda: bytes(range(256)) * 400,
}


def form_of(count: int) -> bytes:
    """Return a form file with so many questions."""
    return (
        HEAD
        + '[[sections]]\nid = "one"\ntitle = "One"\nstep = "talk"\n'
        + "".join(
            f'[[sections.fields]]\nid = "q{n}"\nlabel = "What?"\ntype = "long"\nby = "both"\n'
            for n in range(count)
        )
    ).encode()


# --- PDF ----------------------------------------------------------------------------------------------------


def pdf_of(
    pages: int = 1,
    catalog: str = "",
    page: str = "",
    content: bytes = b"",
    more: bytes = b"",
    stream: bytes = b"",
    box: str = "0 0 595 842",
) -> bytes:
    """Return a small PDF written by hand; ``stream`` is the whole object with the content of its pages."""
    kids = " ".join(f"{4 + n} 0 R" for n in range(pages))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        stream or b"<</Length " + str(len(content)).encode() + b">>stream\n" + content + b"\nendstream",
        *(f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 3 0 R{page}>>".encode() for _ in range(pages)),
        *([more] if more else []),
    ]
    out, at = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        at.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    xref = len(out)
    out += f"xref\n0 {len(at) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in at)
    out += f"trailer\n<</Size {len(at) + 1}/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF\n".encode()
    return bytes(out)


def revised(pdf: bytes, times: int, changed: bytes = b"") -> bytes:
    """Return a PDF with so many revisions added, each of which changes nothing (or the object given)."""
    out = bytearray(pdf)
    before = pdf.rfind(b"xref\n0 ")
    root = b"/Root 1 0 R"
    if b"/Root 1 0 R" not in pdf:
        start = pdf.rfind(b"/Root ")
        root = pdf[start : pdf.find(b"R", start + 5) + 1]
        before = int(pdf[pdf.rfind(b"startxref") + 9 :].split()[0])
    start = pdf.rfind(b"/Size ")
    size = int(pdf[start + 6 :].split()[0].split(b"/")[0].split(b">")[0]) if start >= 0 else 10
    for _ in range(times):
        table = b"xref\n0 0\n"
        if changed:
            table = f"xref\n1 1\n{len(out):010d} 00000 n \n".encode()
            out += b"1 0 obj\n" + changed + b"\nendobj\n"
        at = len(out)
        out += table + f"trailer\n<</Size {size}/Prev {before}".encode() + root
        out += f">>\nstartxref\n{at}\n%%EOF\n".encode()
        before = at
    return bytes(out)


def streamed(dictionary: str, data: bytes) -> bytes:
    """Return the body of a stream object, packed."""
    packed = zlib.compress(data, 9)
    return (
        f"<<{dictionary}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode() + packed + b"\nendstream"
    )


def wide_xref(count: int) -> bytes:
    """Return a PDF whose table of objects says it has so many."""
    whole = pdf_of()
    body = whole[: whole.rfind(b"xref\n0")]
    stream = streamed(
        f"/Type/XRef/Size {count}/W[1 4 2]/Root 1 0 R/Index[0 {count}]", b"\0\0\0\0\0\0\0" * count
    )
    return body + b"9 0 obj\n" + stream + f"\nendobj\nstartxref\n{len(body)}\n%%EOF\n".encode()


PDFS: dict[str, Callable[[], bytes]] = {
    "400 empty revisions": lambda: revised(pdf_of(), 400),
    "4,000 empty revisions": lambda: revised(pdf_of(), 4000),
    "10,000 empty revisions": lambda: revised(pdf_of(), 10_000),
    "100,000 empty revisions": lambda: revised(pdf_of(), 100_000),
    "2,000 revisions of the catalogue": lambda: revised(pdf_of(), 2000, b"<</Type/Catalog/Pages 2 0 R>>"),
    "a table of 5 million objects": lambda: wide_xref(5_000_000),
    "a table of 50 million objects": lambda: wide_xref(50_000_000),
    "a table said to be of 2 billion objects": lambda: pdf_of().replace(b"xref\n0 5", b"xref\n0 2000000000"),
    "a table that points at itself": lambda: endless_table(),  # noqa: PLW0108 - made below
    "200,000 pages": lambda: pdf_of(200_000),
    "pages that are their own parents": lambda: pdf_of().replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]"),
    "lists 100,000 deep": lambda: pdf_of(page="/A" + "[" * 100_000 + "]" * 100_000),
    "dictionaries 50,000 deep": lambda: pdf_of(page="/A" + "<</A" * 50_000 + " 1" + ">>" * 50_000),
    "a page of a gigabyte": lambda: pdf_of(stream=streamed("", b"0 0 m\n" * 170_000_000)),
    "a page of 60 MB of strokes": lambda: pdf_of(stream=streamed("", b"0 0 m 1 1 l S\n" * 4_000_000)),
    "a page packed twenty times": lambda: packed_again(20),
    "a page a kilometre wide": lambda: pdf_of(box="0 0 9e9 1"),
    "a page without width": lambda: pdf_of(box="0 0 0 842"),
    "a page a thousand times as tall as wide": lambda: pdf_of(box="0 0 1 14400"),
    "JavaScript": lambda: pdf_of(catalog="/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
    "a program to start": lambda: pdf_of(catalog="/OpenAction<</S/Launch/F(calc.exe)>>"),
    "a file inside": lambda: pdf_of(
        catalog="/Names<</EmbeddedFiles<</Names[(a.exe) 5 0 R]>>>>", more=b"<</Type/Filespec/F(a.exe)>>"
    ),
    "a password": lambda: locked_pdf(),  # noqa: PLW0108 - made below
    "a picture of 60,000 by 60,000": lambda: pdf_of(
        page="/Resources<</XObject<</I 5 0 R>>>>",
        content=b"595 0 0 842 0 0 cm /I Do",
        more=streamed(
            "/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray",
            b"\0" * (60000 // 8 * 60000),
        ),
    ),
    "an array of a million numbers where the fields stand": lambda: pdf_of(
        catalog="/AcroForm<</A[" + "1 " * 1_000_000 + "]>>"
    ),
    "20,000 signatures": lambda: pdf_of(
        catalog="/AcroForm<</Fields[" + "<</FT/Sig/T(a)/V<</Type/Sig>>>>" * 20_000 + "]>>"
    ),
    "cut in half": lambda: pdf_of()[:200],
    "only its first line": lambda: b"%PDF-1.7\n",
    "10 MB of brackets": lambda: b"%PDF-1.7\n" + b"<<[(" * 2_500_000,
    "10 MB of end marks": lambda: pdf_of() + b"startxref\n0\n%%EOF\n" * 550_000,
    "10 MB of object heads": lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 1_200_000 + b"%%EOF\n",
}


def endless_table() -> bytes:
    """Return a PDF whose table says that the one before it is itself."""
    whole = pdf_of()
    at = whole.rfind(b"xref\n0")
    return whole.replace(b"/Root 1 0 R>>", f"/Root 1 0 R/Prev {at}>>".encode())


def packed_again(times: int) -> bytes:
    """Return a PDF whose page is packed so many times over."""
    data = b"0 0 m\n" * 10_000_000
    for _ in range(times):
        data = zlib.compress(data, 9)
    body = (
        f"<</Filter[{'/FlateDecode' * times}]/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"
    )
    return pdf_of(stream=body)


def locked_pdf() -> bytes:
    """Return a PDF that needs a password."""
    import pikepdf  # noqa: PLC0415 - slow to load

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="more secret"))
    return out.getvalue()


# --- pictures -----------------------------------------------------------------------------------------------


def png_of(width: int, height: int, *, bits: int = 1, more: bytes = b"") -> bytes:
    """Return a PNG of one grey, of any size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    row = b"\0" + b"\0" * ((width * bits + 7) // 8)
    pack, lines = zlib.compressobj(9), []
    block = row * min(height, 1000)
    lines = [pack.compress(block) for _ in range(height // 1000)] + [pack.compress(row * (height % 1000))]
    head = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    data = b"".join(lines) + pack.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def png_text(count: int, size: int) -> bytes:
    """Return packed text parts of a PNG, each of which unpacks to ``size`` letters."""
    packed = zlib.compress(b"a" * size, 9)
    data = b"Comment\0\0" + packed
    one = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    return one * count


def jpeg_of(width: int = 40, height: int = 30, *, exif: bool = False) -> bytes:
    """Return a JPEG; with ``exif`` it says where it was taken, on which telephone, and how to turn it."""
    from PIL import Image  # noqa: PLC0415 - slow to load

    out = io.BytesIO()
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("black", (0, 0, width // 2, height // 2))
    marks = Image.Exif()
    if exif:
        marks[0x0110], marks[0x0112] = "Telephone 9", 6
        place = marks.get_ifd(0x8825)
        place.update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    picture.save(out, "JPEG", exif=marks)
    return out.getvalue()


def tall_jpeg() -> bytes:
    """Return a JPEG whose head says that it is 30,000 by 30,000 points."""
    out = bytearray(jpeg_of())
    at = out.find(b"\xff\xc0")
    struct.pack_into(">HH", out, at + 5, 30_000, 30_000)
    return bytes(out)


PICTURES: dict[str, Callable[[], bytes]] = {
    "PNG of 30,000 by 30,000": lambda: png_of(30_000, 30_000),
    "PNG of 9,400 by 9,400 in 16 bits": lambda: png_of(9400, 9400, bits=16),
    "PNG of a million by 80": lambda: png_of(1_000_000, 80),
    "PNG with 2,000 texts of a megabyte": lambda: png_of(10, 10, more=png_text(2000, 1_000_000)),
    "PNG cut in half": lambda: png_of(100, 100)[:60],
    "PNG with a wrong sum": lambda: png_of(100, 100)[:-20] + b"\0" * 20,
    "JPEG that says it is 30,000 by 30,000": lambda: tall_jpeg(),  # noqa: PLW0108 - made below
    "JPEG that is a PNG": lambda: b"\xff\xd8\xff" + png_of(10, 10),
    "PNG that is a program": lambda: b"\x89PNG\r\n\x1a\nMZ" + b"\0" * 5000,
    "an SVG": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "an empty file": lambda: b"",
}
