"""Text files as any program saved them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiogen.documents.encodings import decoded

QUOTED = "\u201cI\u2019m here,\u201d she said \u2013 and sat."


@pytest.mark.parametrize(
    "text", [QUOTED, "Sch\u00f6ne Gr\u00fc\u00dfe", "\u00c9lan \u00e0 l'\u00e9cole", "na\u00efve", "plain"]
)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman"]
)
def test_an_encoding_is_known_with_or_without_a_mark(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


def test_what_the_file_names_is_believed_where_its_bytes_are_no_utf_8() -> None:
    polish = "Za\u017c\u00f3\u0142\u0107"
    assert decoded(polish.encode("iso8859-2"), "iso-8859-2") == polish
    assert decoded(polish.encode(), "iso-8859-2") == polish
    assert decoded(b"caf\xe9", "no-such-encoding") == "caf\u00e9"


def test_what_is_no_text_is_none() -> None:
    assert decoded(bytes(range(32)) * 9) is None


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_any_bytes_are_text_or_none(data: bytes) -> None:
    assert decoded(data) is None or isinstance(decoded(data), str)
