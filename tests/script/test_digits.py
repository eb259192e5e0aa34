"""Digits as languages write them."""

from __future__ import annotations

import pytest
from babel import Locale

from audiogen.script.digits import in_digits_of, numbering_system

OWN_DIGITS = ("ar_EG", "bn", "ccp", "dz", "fa", "ff_Adlm", "mni_Mtei", "mr", "my", "nqo", "sat")


@pytest.mark.parametrize("tag", OWN_DIGITS)
def test_digits_of_a_language_mean_what_ours_do_and_nothing_else_changes(tag: str) -> None:
    written = in_digits_of(Locale.parse(tag), "0123456789: a %")
    assert [int(digit) for digit in written[:10]] == list(range(10))
    assert not set(written[:10]) & set("0123456789")
    assert written[10:] == ": a %"


def test_digits_that_browsers_do_not_know_are_latin_ones() -> None:
    assert [numbering_system(Locale.parse(tag)) for tag in ("ar_MA", "de", "hnj")] == ["latn"] * 3
