"""What a Range header asks for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.serve.ranges import spans_of

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "spans"),
    [
        ("bytes=0-0", [(0, 1)]),
        ("bytes=100-", [(100, 1000)]),
        ("bytes=-50", [(950, 1000)]),
        ("bytes=-5000", [(0, 1000)]),
        ("bytes=900-5000", [(900, 1000)]),
        ("bytes = 0-1", [(0, 2)]),
        ("bytes=10-19,0-4", [(0, 5), (10, 20)]),
        ("bytes=0-9,5-14,15-19", [(0, 20)]),
        ("bytes=0-9,,2000-", [(0, 10)]),
        ("bytes=1000-", []),
        ("bytes=-0", []),
        ("bytes=1000-,2000-", []),
    ],
)
def test_what_a_header_asks_for_is_given_in_order_and_once(header: str, spans: list[tuple[int, int]]) -> None:
    assert spans_of(header, SIZE) == tuple(spans)


@pytest.mark.parametrize(
    "header",
    [
        *(
            "s=1-2",
            "bytes",
            "bytes=",
            "bytes=9-5",
            "bytes=a-b",
            "bytes=1-2,x",
            "bytes=--1",
            "bytes=1-2-3",
            "bytes=+1-2",
        ),
        *("bytes=" + ",".join(f"{n}-{n}" for n in range(0, 400, 2)), f"bytes={'9' * 5000}-", "bytes=٣-٤"),
    ],
)
def test_what_makes_no_sense_or_is_meant_to_wear_out_is_ignored(header: str) -> None:
    assert spans_of(header, SIZE) is None


@given(st.text(max_size=40) | st.from_regex(r"bytes=(\d{0,4}-\d{0,4},?){1,5}"), st.integers(0, 1000))
def test_no_header_asks_for_more_than_there_is(header: str, size: int) -> None:
    spans = spans_of(header, size) or ()
    assert all(0 <= span.first < span.end <= size for span in spans)
    assert all(a.end < b.first for a, b in pairwise(spans))
    assert sum(span.size for span in spans) <= size
