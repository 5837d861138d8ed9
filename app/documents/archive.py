"""Finishing a PDF for keeping.

PDF/A-3a and PDF/UA-1, structure tree, attachment and empty signature fields.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

if TYPE_CHECKING:
    import datetime as dt

    from app.documents.tagging import Node, TaggedCanvas

PRODUCER = "Alongside"
WIDGET_PRINTED_LOCKED, PRINTED = 132, 4
"""Annotation flags Print and Locked (ISO 32000-1, 12.5.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """What a finished PDF says of itself. ``attachments`` maps a file name to its bytes."""

    title: str
    made_at: dt.datetime
    attachments: dict[str, bytes]


def finish(raw: bytes, canvas: TaggedCanvas, about: Finish) -> bytes:
    """Return the finished PDF: same input, same bytes."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        root = pdf.Root
        root.Lang = String("en-GB")
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        _structure(pdf, canvas)
        _colour(pdf)
        _metadata(pdf, about)
        for name, data in about.attachments.items():
            _attach(pdf, name, data, about.made_at)
        target = io.BytesIO()
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            fix_metadata_version=False,
        )
    return target.getvalue()


def _structure(pdf: pikepdf.Pdf, canvas: TaggedCanvas) -> None:
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    parents: list[list[Any]] = [[] for _ in pdf.pages]
    widgets = _fields(pdf, canvas, len(pdf.pages))
    tree.K = _element(pdf, canvas.root, tree, parents, widgets)
    numbers: list[Any] = []
    for index, page in enumerate(pdf.pages):
        page.obj.StructParents = index
        page.obj.Tabs = Name.S
        numbers += [index, pdf.make_indirect(Array(parents[index]))]
    for position, (_, element) in enumerate(widgets.values()):
        numbers += [len(pdf.pages) + position, element["element"]]
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = len(pdf.pages) + len(widgets)
    pdf.Root.StructTreeRoot = tree


def _element(
    pdf: pikepdf.Pdf, node: Node, parent: Any, parents: list[list[Any]], widgets: dict[str, Any]
) -> Any:
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.tag}"), P=parent))
    if node.title:
        element.Alt = String(node.title)
    if node.tag == "TH":
        element.A = Dictionary(O=Name.Table, Scope=Name.Column)
    kids: list[Any] = []
    for page, number in node.marks:
        kids.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[page].obj, MCID=number))
        row = parents[page]
        row.extend([None] * (number + 1 - len(row)))
        row[number] = element
    kids += [_element(pdf, child, element, parents, widgets) for child in node.children]
    if node.widget:
        widget, slot = widgets[node.widget]
        slot["element"] = element
        kids.append(Dictionary(Type=Name.OBJR, Obj=widget, Pg=widget.P))
    element.K = (
        kids[0] if len(kids) == 1 else Array(kids)
    )  # pyHanko looks for a field as Form.K.Obj, without an array (0.38)
    return element


def _fields(pdf: pikepdf.Pdf, canvas: TaggedCanvas, first_parent: int) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for position, (part, page, rectangle, node) in enumerate(canvas.fields):
        empty = pdf.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]), Resources=Dictionary()
        )
        widget = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(part),
                TU=String(node.title),
                F=WIDGET_PRINTED_LOCKED,
                Rect=Array([round(value, 2) for value in rectangle]),
                P=pdf.pages[page].obj,
                StructParent=first_parent + position,
                AP=Dictionary(N=empty),
            )
        )
        if Name.Annots not in pdf.pages[page].obj:
            pdf.pages[page].obj.Annots = Array([])
        pdf.pages[page].obj.Annots.append(widget)
        made[part] = (widget, {})
    if made:
        pdf.Root.AcroForm = pdf.make_indirect(
            Dictionary(Fields=Array([widget for widget, _ in made.values()]), SigFlags=1)
        )
    for target, page, rectangle, node in canvas.links:
        leads_to = _leads_to(pdf, canvas, target)
        link = _link(pdf, leads_to, page, rectangle, node, first_parent + len(made))
        made[node.widget] = (link, {})
    return made


def _leads_to(pdf: pikepdf.Pdf, canvas: TaggedCanvas, target: str) -> Any:
    """Return what a link does: go to a heading here, or open another file (ISO 32000-1, 12.6.4.2 and 3)."""
    if target.startswith("#"):
        page, top = canvas.anchors[target.removeprefix("#")]
        place = Array([pdf.pages[page].obj, Name.XYZ, None, round(top, 2), None])
        return Dictionary(S=Name.GoTo, D=place)
    return Dictionary(S=Name.GoToR, F=String(target), D=Array([0, Name.Fit]), NewWindow=True)


def _link(
    pdf: pikepdf.Pdf, leads_to: Any, page: int, rectangle: tuple[float, ...], node: Node, parent: int
) -> Any:
    """Return a link, with what it does, over a rectangle of a page."""
    link = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            F=PRINTED,
            Rect=Array([round(value, 2) for value in rectangle]),
            Border=Array([0, 0, 0]),
            Contents=String(node.title),
            P=pdf.pages[page].obj,
            StructParent=parent,
            A=leads_to,
        )
    )
    if Name.Annots not in pdf.pages[page].obj:
        pdf.pages[page].obj.Annots = Array([])
    pdf.pages[page].obj.Annots.append(link)
    return link


def _colour(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(_srgb(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    from PIL import ImageCms  # noqa: PLC0415 - only the first document needs it

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes(
        (7, 228, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0)
    )  # its date is the day it was made; a fixed one keeps output the same
    return bytes(profile)


def _metadata(pdf: pikepdf.Pdf, about: Finish) -> None:
    stamp = about.made_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    date = about.made_at.strftime("D:%Y%m%d%H%M%SZ")
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(about.title),
            Creator=String(PRODUCER),
            Producer=String(PRODUCER),
            CreationDate=String(date),
            ModDate=String(date),
        )
    )
    packet = XMP.format(title=escape(about.title), producer=PRODUCER, stamp=stamp, mark="\ufeff")
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)


def _attach(pdf: pikepdf.Pdf, name: str, data: bytes, made_at: dt.datetime) -> None:
    date = String(made_at.strftime("D:%Y%m%d%H%M%SZ"))
    stream = pdf.make_stream(
        data,
        Type=Name.EmbeddedFile,
        Subtype=Name("/application/json"),
        Params=Dictionary(Size=len(data), ModDate=date),
    )
    spec = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(name),
            UF=String(name),
            Desc=String("The record as data" if name == "record.json" else "Where the activity log stood"),
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(name), spec])))
    pdf.Root.AF = Array([spec])


XMP = """<?xpacket begin="{mark}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreatorTool>{producer}</xmp:CreatorTool><xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
