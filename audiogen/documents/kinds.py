"""Which format a file has, told by what is in it: names end as people like, and programs save as they like."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

from audiogen.documents.package import DAMAGES, Package
from audiogen.errors import AudiogenError
from audiogen.script.yaml.contents import foreign_kind

BinaryFormat: TypeAlias = Literal["word", "opendocument", "pdf"]
TextFormat: TypeAlias = Literal["html", "markdown", "plain"]

SAVE_OTHERWISE: Final = "save it as .docx, .odt, .pdf, .html, .md or .txt"
"""What helps with every document that cannot be read."""
_PROTECTED: Final = "EncryptedPackage".encode("utf-16-le")
"""In the list of contents of an Office file that asks for a password."""
_MARKDOWN_NAMES: Final = (".md", ".markdown", ".mdown", ".mkd")
_MARKDOWN_HEADING: Final = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_HTML: Final = re.compile(
    r"\s*<(!doctype html|!--|html|head|body|article|main|section|div|h[1-6]|p|meta|table)\b", re.IGNORECASE
)
_XHTML: Final = re.compile(r"\s*<\?xml[^>]*>\s*(<!--.*?-->\s*)?<(!doctype html|html)\b", re.IGNORECASE | re.DOTALL)
_FLAT_OPENDOCUMENT: Final = re.compile(rb"(\xef\xbb\xbf)?\s*<\?xml.{0,2000}<office:document\b", re.DOTALL)
_MAIL: Final = re.compile(rb"[A-Za-z-]+: (?:[^\n]*\S[^\n]*\n)*?mime-version: ", re.IGNORECASE)
"""The head of an e-mail as programs save it: lines without an empty one between, of which one says this."""
_LONGEST_HEAD: Final = 16_384
_LONGEST_KIND: Final = 200
_MOST_NAMES: Final = 10_000
"""Files within an archive whose names are looked at."""


def binary_format(name: str, data: bytes) -> BinaryFormat | None:
    """The format of a file that is no plain text; None for one that may be.

    Args:
        name: of the file, for messages.
        data: all of the file.

    Raises:
        AudiogenError: the file is of a kind that is not read.
    """
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return "pdf"
    if _FLAT_OPENDOCUMENT.match(data):
        return "opendocument"
    names = _names_inside(name, data) if data.startswith(b"PK") else []
    if any(inside.casefold() == "word/document.xml" for inside in names):
        return "word"
    known = foreign_kind(data[:4096] + "\n".join(names).encode(errors="replace"))
    if known and known[0] == "a Word document":
        return "word"
    if known and known[0] == "a LibreOffice document":
        return "opendocument"
    if _PROTECTED in data and data.startswith(b"\xd0\xcf\x11\xe0"):
        msg = f"{name} is protected by a password"
        raise AudiogenError(msg, hint="open it, remove the password, and save it again")
    if _MAIL.match(data[:_LONGEST_HEAD]):
        msg = f"{name} is an e-mail"
        raise AudiogenError(msg, hint="copy its text into a document, and save that as .docx or .txt")
    if known:
        msg = f"{name} is {known[0]}"
        raise AudiogenError(msg, hint=_hints().get(known[0], SAVE_OTHERWISE))
    return None


def text_format(path: Path, text: str) -> TextFormat:
    """The format of a text."""
    if _HTML.match(text) or _XHTML.match(text):
        return "html"
    if has_name_of_markdown(path) or len(_MARKDOWN_HEADING.findall(text)) > 1:
        return "markdown"
    return "plain"


def has_name_of_markdown(path: Path) -> bool:
    """Whether a file is called one of Markdown; a text may look like it by chance."""
    return path.suffix.casefold() in _MARKDOWN_NAMES


def _names_inside(name: str, data: bytes) -> list[str]:
    """What an archive says of itself, and the names of its files."""
    package = Package.of(data, name)
    try:
        with package.archive.open("mimetype") as file:
            said = file.read(_LONGEST_KIND).decode("ascii", errors="replace")
    except (KeyError, *DAMAGES):
        said = ""
    return [said, *package.names()[:_MOST_NAMES]]


@cache
def _hints() -> dict[str, str]:
    return dict(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["hints"])
