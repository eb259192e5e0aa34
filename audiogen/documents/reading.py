"""One way to read a document, whatever its format."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Final

from audiogen.documents.encodings import decoded
from audiogen.documents.furniture import without_furniture
from audiogen.documents.headings import with_headings
from audiogen.documents.kinds import SAVE_OTHERWISE, BinaryFormat, binary_format, has_name_of_markdown, text_format
from audiogen.documents.languages import language_of
from audiogen.documents.manuscript import Manuscript
from audiogen.documents.passages import NOT_READ, RawManuscript, blocks_of, omissions_of
from audiogen.documents.plain import read_plain
from audiogen.documents.tables import without_table_furniture
from audiogen.errors import AudiogenError

_LARGEST_BYTES: Final = 100_000_000
"""Of a document with its pictures."""
_LARGEST_TEXT_BYTES: Final = 6_000_000
"""Of a text without any: twice a very long novel."""
_DECLARED: Final = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
"""Where a web page names its encoding."""


def read_manuscript(path: Path) -> Manuscript:
    """What a document says: Word, LibreOffice, PDF, HTML, Markdown or plain text.

    Nothing is fetched, whatever the document points at, and nothing that it holds is run.

    Raises:
        AudiogenError: the file cannot be read, is of another kind, or has no text; the hint says how to save it.
    """
    data = _bytes_of(path)
    content = _content(path, data)
    passages = with_headings(without_furniture(without_table_furniture(content.passages)))
    blocks = blocks_of(passages)
    if not blocks:
        msg = f"{path} has no text that could be spoken"
        pictured = any(passage.reason == NOT_READ for passage in passages)
        hint = "it holds pictures: type the words that they show" if pictured else "look whether this is the right file"
        raise AudiogenError(msg, hint=hint)
    text = "\n".join(block.text for block in blocks)
    return Manuscript(path, blocks, omissions_of(passages), content.title, language_of(text, content.language))


def _bytes_of(path: Path) -> bytes:
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            msg = f"{path} is a folder"
            raise AudiogenError(msg, hint="name a document in it")
        if not stat.S_ISREG(about.st_mode):
            msg = f"{path} is a device or a pipe, not a file"
            raise AudiogenError(msg, hint="name a document")
        if about.st_size > _LARGEST_BYTES:
            msg = f"{path} is too large ({about.st_size / 1e6:.0f} MB; at most {_LARGEST_BYTES / 1e6:.0f} MB are read)"
            raise AudiogenError(msg, hint="save it without its pictures, or divide it into several documents")
        data = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}"
        raise AudiogenError(msg, hint="check its name and its permissions") from error
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        msg = f"{path} is empty"
        raise AudiogenError(msg, hint="look whether it was saved, and whether this is the right file")
    return data


def _content(path: Path, data: bytes) -> RawManuscript:
    known = binary_format(str(path), data)
    if known:
        return _of_bytes(known, data, str(path))
    if len(data) > _LARGEST_TEXT_BYTES:
        msg = f"{path} is too large for a text ({len(data) / 1e6:.0f} MB)"
        raise AudiogenError(msg, hint="divide it into several documents")
    declared = _DECLARED.search(data[:4096])
    text = decoded(data, declared[1].decode("ascii", "replace") if declared else None)
    if text is None:
        msg = f"{path} is no document that audiogen reads"
        raise AudiogenError(msg, hint=SAVE_OTHERWISE)
    return _of_text(path, text)


def _of_bytes(kind: BinaryFormat, data: bytes, name: str) -> RawManuscript:
    # a document needs one reader, and the others are not loaded for it
    if kind == "word":
        from audiogen.documents.word import read_word  # noqa: PLC0415 - loaded when it is needed

        return read_word(data, name)
    if kind == "opendocument":
        from audiogen.documents.opendocument import read_opendocument  # noqa: PLC0415 - loaded when it is needed

        return read_opendocument(data, name)
    from audiogen.documents.pdf import read_pdf  # noqa: PLC0415 - loaded when it is needed

    return read_pdf(data, name)


def _of_text(path: Path, text: str) -> RawManuscript:
    kind = text_format(path, text)
    if kind == "html":
        from audiogen.documents.html import read_html  # noqa: PLC0415 - loaded when it is needed

        return read_html(text)
    if kind == "markdown":
        from audiogen.documents.markdown import read_markdown  # noqa: PLC0415 - loaded when it is needed

        return read_markdown(text, tags=has_name_of_markdown(path))
    return read_plain(text)
