"""Which clients take compressed texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from audiogen.serve.encoding import prefers_gzip


def asked(*headers: str) -> bool:
    return prefers_gzip(Headers(raw=[(b"accept-encoding", header.encode("latin-1")) for header in headers]))


@pytest.mark.parametrize(
    "header",
    [
        *(
            "gzip",
            "GZip",
            "deflate, gzip;q=1.0, *;q=0.5",
            "br, gzip",
            "*",
            "x-gzip",
            "gzip;q=0.001",
            "identity;q=0, gzip",
        ),
        *("gzip ; q=0.5", "gzip;q=0.8, identity;q=0.8", "*;q=0, gzip", "br;q=1.0, , gzip;Q=0.2"),
    ],
)
def test_whoever_takes_gzip_gets_it(header: str) -> None:
    assert asked(header)


@pytest.mark.parametrize(
    "header",
    [
        *("", "identity", "br", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzip;q=0.5, identity", "*, gzip;q=0", "gzipped"),
        *("gzip;q=2", "gzip;q=-1", "gzip;level=9", "gzip;q=0.12345", "gzip deflate"),
    ],
)
def test_whoever_does_not_take_it_or_would_rather_not_gets_none(header: str) -> None:
    assert not asked(header)


def test_a_header_may_stand_there_twice_or_not_at_all() -> None:
    assert asked("br", "gzip")
    assert not asked("gzip", "identity, gzip;q=0")
    assert not asked()


@given(st.text(st.characters(max_codepoint=255), max_size=40))
def test_no_header_does_harm(header: str) -> None:
    assert asked(header) in (True, False)
