"""Documents of every format, made by hand from the same blocks, as the usual programs would write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Literal

from audiogen.documents.manuscript import TextBlock, TextRun

Headings = Literal["declared", "bold", "bare"]
"""How headings show: as what they are, as paragraphs in bold letters, as short lines like any other."""
FORMATS = ("docx", "odt", "pdf", "html", "md", "txt")

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def heading(text: str, level: int = 1) -> TextBlock:
    return TextBlock("heading", (TextRun(text),), 1, level)


def paragraph(*runs: str | TextRun) -> TextBlock:
    return TextBlock("paragraph", tuple(TextRun(run) if isinstance(run, str) else run for run in runs), 1)


def item(text: str) -> TextBlock:
    return TextBlock("item", (TextRun(text),), 1)


def italic(text: str) -> TextRun:
    return TextRun(text, italic=True)


def bold(text: str) -> TextRun:
    return TextRun(text, bold=True)


def write_document(path: Path, blocks: Iterable[TextBlock], headings: Headings = "declared") -> Path:
    """A document of the format that its name ends with."""
    path.write_bytes(document(path.suffix.removeprefix("."), blocks, headings))
    return path


def document(kind: str, blocks: Iterable[TextBlock], headings: Headings = "declared") -> bytes:
    """The bytes of a document of one of `FORMATS`."""
    return _MAKERS[kind]([_shown(block, headings) for block in blocks])


def _shown(block: TextBlock, headings: Headings) -> TextBlock:
    if block.kind != "heading" or headings == "declared":
        return block
    return paragraph(*(TextRun(run.text, run.italic, headings == "bold" or run.bold) for run in block.runs))


def word(body: str, **parts: str) -> bytes:
    """A Word document around paragraphs in WordprocessingML; `styles="…"` is another part of it."""
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {name: f"{content}.{name.rstrip('123')}+xml" for name in parts} | {
        "document": f"{content}.document.main+xml"
    }
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items())
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        + "".join(
            f'<Relationship Id="p{name}" Type="{office}/{name.rstrip("123")}" Target="{name}.xml"/>' for name in parts
        )
        + "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        **{f"word/{name}.xml": f'<w:{name} xmlns:w="{_WORD}">{part}</w:{name}>' for name, part in parts.items()},
    }
    return zipped(files)


def word_paragraph(*runs: str | TextRun, properties: str = "") -> str:
    """One paragraph in WordprocessingML."""
    said = (TextRun(run) if isinstance(run, str) else run for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(map(_word_run, said))}</w:p>"


def open_document(body: str, styles: str = "") -> bytes:
    """A LibreOffice text around paragraphs in OpenDocument, with automatic styles."""
    names = "".join(f' xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "style", "table", "drawing"))
    names += f' xmlns:draw="{_ODF}:drawing:1.0" xmlns:fo="{_ODF}:xsl-fo-compatible:1.0"'
    names += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    kind = "application/vnd.oasis.opendocument.text"
    files = {
        "mimetype": kind,
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>',
        "content.xml": f"<office:document-content{names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles{names}/>",
        "meta.xml": f"<office:document-meta{names}/>",
    }
    return zipped(files)


def zipped(files: dict[str, str]) -> bytes:
    """An archive of texts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            # a program that asks what kind of document it is reads this one part without unpacking
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return data.getvalue()


def pdf(pages: Sequence[Sequence[tuple[float, float, str, str]]], *, title: str = "") -> bytes:
    """A PDF of lines: for each the distance from the left and from the bottom, "F1 11" or "F2 16", and its text.

    F1 is Helvetica, F2 is bold, F3 is oblique.
    """
    fonts = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")
    named = " ".join(f"/F{number} {number + 3} 0 R" for number in (1, 2, 3))
    first = 7
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Title ({_pdf_text(title)}) >>",
        *(f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>" for font in fonts),
    ]
    for index, lines in enumerate(pages):
        stream = "".join(f"BT /{font} Tf {x:g} {y:g} Td ({_pdf_text(text)}) Tj ET\n" for x, y, font, text in lines)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << {named} >> >> "
            f"/Contents {first + 2 * index + 1} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}endstream")
    return _pdf_file(objects)


def _pdf_file(objects: list[str]) -> bytes:
    data, offsets = b"%PDF-1.4\n", list[int]()
    for number, text in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return data + (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info 3 0 R >>\n"
        f"startxref\n{len(data)}\n%%EOF\n"
    ).encode("cp1252")


def _pdf_text(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _word_run(run: TextRun) -> str:
    looks = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "")
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in run.text.split("\n"))
    return f"<w:r><w:rPr>{looks}</w:rPr>{lines}</w:r>"


def _docx(blocks: Sequence[TextBlock]) -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in range(1, 7)
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    in_list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    properties = {"heading": '<w:pStyle w:val="Heading{}"/>', "item": in_list, "paragraph": ""}
    body = (word_paragraph(*block.runs, properties=properties[block.kind].format(block.level)) for block in blocks)
    return word("".join(body), styles=styles, numbering=numbering)


def _odt(blocks: Sequence[TextBlock]) -> bytes:
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
    )
    return open_document("".join(map(_odt_block, blocks)), styles)


def _odt_block(block: TextBlock) -> str:
    text = "".join(map(_odt_run, block.runs))
    if block.kind == "heading":
        return f'<text:h text:outline-level="{block.level}">{text}</text:h>'
    inside = f"<text:p>{text}</text:p>"
    return f"<text:list><text:list-item>{inside}</text:list-item></text:list>" if block.kind == "item" else inside


def _odt_run(run: TextRun) -> str:
    text = escape(run.text).replace("\n", "<text:line-break/>")
    for style, is_so in (("T1", run.bold), ("T2", run.italic)):
        text = f'<text:span text:style-name="{style}">{text}</text:span>' if is_so else text
    return text


def _html(blocks: Sequence[TextBlock]) -> bytes:
    tags = {"heading": "h{}", "item": "li", "paragraph": "p"}
    body = ""
    for block in blocks:
        tag = tags[block.kind].format(block.level)
        text = f"<{tag}>{''.join(map(_html_run, block.runs))}</{tag}>"
        body += f"<ul>{text}</ul>\n" if block.kind == "item" else f"{text}\n"
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n{body}</body></html>\n'.encode()


def _html_run(run: TextRun) -> str:
    text = escape(run.text).replace("\n", "<br>")
    for tag, is_so in (("b", run.bold), ("i", run.italic)):
        text = f"<{tag}>{text}</{tag}>" if is_so else text
    return text


def _md(blocks: Sequence[TextBlock]) -> bytes:
    begins = {"heading": lambda level: "#" * level + " ", "item": lambda _: "- ", "paragraph": lambda _: ""}
    return "\n\n".join(begins[block.kind](block.level) + "".join(map(_md_run, block.runs)) for block in blocks).encode()


def _md_run(run: TextRun) -> str:
    signs = r"\`*_{}[]<>()#+-.!|~&"
    text = "".join(f"\\{sign}" if sign in signs else sign for sign in run.text).replace("\n", "\\\n")
    marks = ("**" if run.bold else "") + ("*" if run.italic else "")
    return f"{marks}{text}{marks[::-1]}"


def _txt(blocks: Sequence[TextBlock]) -> bytes:
    return "\n\n".join(("- " if block.kind == "item" else "") + block.text for block in blocks).encode()


def _pdf(blocks: Sequence[TextBlock]) -> bytes:
    pages: list[list[tuple[float, float, str, str]]] = [[]]
    height = 780.0
    for block in blocks:
        font = "F2 16" if block.kind == "heading" else "F2 11" if block.runs[0].bold else "F1 11"
        font = "F3 11" if block.runs[0].italic else font
        for line in _wrapped(("\N{BULLET} " if block.kind == "item" else "") + block.text):
            if height < 80:
                pages.append([])
                height = 780.0
            pages[-1].append((72, height, font, line))
            height -= 14
        height -= 14
    return pdf(pages)


def _wrapped(text: str, width: int = 85) -> list[str]:
    lines = [""]
    for word_ in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word_) > width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word_
    return lines


_MAKERS: dict[str, Callable[[Sequence[TextBlock]], bytes]] = {
    "docx": _docx,
    "odt": _odt,
    "pdf": _pdf,
    "html": _html,
    "md": _md,
    "txt": _txt,
}
