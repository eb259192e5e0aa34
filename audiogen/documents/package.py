"""Documents that are archives of XML: their parts, read within limits, and with nothing fetched from elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

from audiogen.errors import AudiogenError

_LARGEST_PART_BYTES: Final = 32_000_000
"""Of one part when it is unpacked, without pictures; a novel has 5 MB."""
_HEAD_BYTES: Final = 65_536
"""A document type stands before the first element."""
_LONGEST_NUMBER: Final = 7
_COPY_ANEW: Final = "open it in the program that made it, and save it again; or copy it anew from where it comes from"


DAMAGES: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
"""How reading an archive fails; a way of packing that is not known is a RuntimeError, too."""


class BrokenPackageError(AudiogenError):
    """A document of which parts are missing, cut off or too large."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of one document."""

    name: str
    """Of the file, for messages."""
    archive: zipfile.ZipFile

    @classmethod
    def of(cls, data: bytes, name: str) -> Package:
        """Open an archive.

        Raises:
            AudiogenError: it cannot be opened.
        """
        try:
            return cls(name, zipfile.ZipFile(io.BytesIO(data)))
        except DAMAGES as error:
            msg = f"{name} is damaged: not all of it is there"
            raise BrokenPackageError(msg, hint=_COPY_ANEW) from error

    def names(self) -> list[str]:
        """Of all parts."""
        return self.archive.namelist()

    def part(self, part: str) -> ET.Element | None:
        """The root of a part that is XML; None where there is no such part.

        Raises:
            AudiogenError: the part is too large, or damaged.
        """
        try:
            with self.archive.open(part) as file:
                data = file.read(_LARGEST_PART_BYTES + 1)
        except KeyError:
            return None
        except DAMAGES as error:
            msg = f"{self.name} is damaged: its part {part} cannot be unpacked"
            raise BrokenPackageError(msg, hint=_COPY_ANEW) from error
        return xml_root(data, self.name)


def xml_root(data: bytes, name: str) -> ET.Element:
    """The root of a document in XML.

    Raises:
        AudiogenError: it is too large or damaged, or declares entities, which no word processor does.
    """
    if len(data) > _LARGEST_PART_BYTES:
        msg = f"{name} holds more than {_LARGEST_PART_BYTES / 1e6:.0f} MB of text when it is unpacked"
        raise BrokenPackageError(msg, hint="divide it into several documents")
    try:
        _refuse_document_type(data)
        return ET.fromstring(data)  # noqa: S314 - entities were refused above
    except (ET.ParseError, expat.ExpatError, ValueError, LookupError) as error:
        msg = f"{name} is damaged: {error}"
        raise BrokenPackageError(msg, hint=_COPY_ANEW) from error


def _refuse_document_type(data: bytes) -> None:
    """Stop at a declaration of entities: a few lines of them can unfold to more than any memory holds."""

    def refuse(*_: object) -> None:
        msg = "it declares a document type, which no word processor does"
        raise ValueError(msg)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(data[:_HEAD_BYTES], False)  # noqa: FBT003 - the parameter has no name


def local(element: ET.Element) -> str:
    """The name of an element without its namespace: there are two for Word, and what is read has the same names."""
    return element.tag.rpartition("}")[2]


def attribute(element: ET.Element | None, name: str) -> str | None:
    """The value of an attribute, whatever its namespace."""
    if element is None:
        return None
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), None)


def child(element: ET.Element | None, name: str) -> ET.Element | None:
    """The first child of this name."""
    return next((inner for inner in element if local(inner) == name), None) if element is not None else None


def descendants(element: ET.Element, name: str) -> Iterator[ET.Element]:
    """All elements of this name within another, in their order."""
    return (inner for inner in element.iter() if local(inner) == name)


def spaced(text: str | None) -> str:
    """Text of an element; where its file has a line end, programs show a space."""
    return re.sub(r"\s", " ", text or "")


def whole_number(said: str | None, otherwise: int) -> int:
    """The number that an attribute says; another where it says none."""
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) < _LONGEST_NUMBER else otherwise
