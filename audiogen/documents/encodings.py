"""From the bytes of a text file to its text, whatever program saved it."""

from __future__ import annotations

import codecs
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    # UTF-32 begins with the mark of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE: Final = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_FEW_OF: Final = 100
"""Text may hold a stray byte of control among this many others; more of them are no text."""
_LEAST_SHARE: Final = 0.1
"""Of spaces, signs and figures, which are ASCII, among the letters of any language."""
_TYPOGRAPHY: Final = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2013\u2014\u2026\u00bf\u00a1\u2022\u00a0"
"""Quotes, dashes, dots, signs before Spanish sentences, bullets, and spaces that do not break."""
_WITHIN: Final = "\u2019\u2013\u2014"
"""What stands between two letters, too."""


def decoded(data: bytes, declared: str | None = None) -> str | None:
    """The text; None for bytes that are no text in any encoding known here.

    Args:
        data: the whole file.
        declared: the encoding that the file names, believed where its bytes allow that.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if b"\0" in data:
        return _wide(data)
    if _is_binary(data):
        return None
    for encoding in ("utf-8", declared or "", _narrow(data)):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", errors="replace")


def _wide(data: bytes) -> str | None:
    """Text in which every second byte, or three of four, are zero because its letters are Latin."""
    best, most = None, 0.0
    for encoding in _WIDE:
        text = data.decode(encoding, errors="replace")
        # the wrong order of bytes gives other signs than those of which there are some in every text
        signs = sum(letter.isascii() for letter in text if letter.isprintable()) / max(1, len(text))
        signs = signs if signs > _LEAST_SHARE else 0
        if "\ufffd" not in text[:-1] and "\0" not in text and signs > most:
            best, most = text, signs
    return best


def _is_binary(data: bytes) -> bool:
    controls = sum(data.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32)))
    return controls > max(1, len(data) // _FEW_OF)


def _narrow(data: bytes) -> str:
    """Windows-1252 or Mac Roman: the one in which more of the signs beyond ASCII stand where writing has them."""
    return max(("cp1252", "mac-roman"), key=lambda encoding: _likelihood(data.decode(encoding, errors="replace")))


def _likelihood(text: str) -> int:
    return sum(_fits(*three) for three in zip(f" {text}", text, f"{text[1:]} ", strict=False) if three[1] > "\x7f")


def _fits(before: str, sign: str, after: str) -> int:
    if sign in _TYPOGRAPHY:
        return -1 if sign not in _WITHIN and before.isalpha() and after.isalpha() else 1
    if sign.islower():
        return 1 if before.isalpha() or after.isalpha() else 0
    if sign.isupper():
        return -2 if before.islower() else 0
    return -1
