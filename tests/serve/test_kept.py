"""What is kept in memory, and that it is never too much."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from audiogen.serve.kept import KeptBytes


class Maker:
    """Notes what is made."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def of(self, key: str, size: int) -> Callable[[], bytes]:
        def make() -> bytes:
            self.made.append(key)
            return key.encode() * size

        return make


def test_what_is_kept_is_not_made_again() -> None:
    kept, maker = KeptBytes(10), Maker()
    assert [kept.get("a", maker.of("a", 4)) for _ in range(3)] == [b"aaaa"] * 3
    assert maker.made == ["a"]


def test_what_nobody_asked_for_lately_goes_first() -> None:
    kept, maker = KeptBytes(10), Maker()
    for key in "abacab":
        kept.get(key, maker.of(key, 4))
    assert maker.made == ["a", "b", "c", "b"]


def test_what_is_too_large_is_made_each_time_and_drives_nothing_out() -> None:
    kept, maker = KeptBytes(10), Maker()
    for key, size in (("a", 4), ("b", 11), ("b", 11), ("a", 4)):
        kept.get(key, maker.of(key, size))
    assert maker.made == ["a", "b", "b"]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 12)), max_size=30))
def test_there_is_never_more_than_may_be(asked: list[tuple[str, int]]) -> None:
    kept = KeptBytes(10)
    for key, size in asked:
        name = f"{key}{size}"
        assert kept.get(name, lambda key=key, size=size: key.encode() * size) == key.encode() * size  # type: ignore[misc]
        assert kept.size <= 10
