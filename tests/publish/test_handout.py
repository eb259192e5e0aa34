"""The sheet that hands a page over: one file, in the show's language, with an address that can be scanned and typed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from support.publishing import show

from audiogen.publish.handout import handout
from audiogen.script.page_texts import languages

ADDRESS = "https://clients.example.org/p/Jx0Qh2-vLk8RtY_sMnBw4A/"
DAY = dt.date(2026, 12, 31)


def sheet(language: str = "en", address: str = ADDRESS, last_day: dt.date | None = DAY, **of: object) -> str:
    return handout(show(language=language, **of), address, last_day, 40)


def words(text: str) -> str:
    body = text.partition("<body>")[2]
    return " ".join(re.sub("<[^>]+>", "", body).split())


def test_it_needs_no_other_file_and_asks_nobody() -> None:
    text = sheet()
    assert not re.search(r"\b(?:src|href)=|url\(|@import|<script|<link", text)
    assert "@page { size: A5;" in text
    assert '<meta name="robots" content="noindex">' in text
    assert '<meta name="referrer" content="no-referrer">' in text


def test_it_says_whose_page_it_is_and_how_it_is_opened() -> None:
    said = words(sheet(author="Quiet Practice", email="you@example.org"))
    assert "From Quiet Practice" in said
    assert ADDRESS in said
    assert "Point the camera of a phone at the square" in said
    assert "The page opens until December 31, 2026." in said
    assert "you@example.org" in said


def test_it_says_nothing_of_the_show() -> None:
    said = sheet(title="Persimmon evenings", description="About persimmons.")
    assert "ersimmon" not in said


def test_without_a_last_day_none_is_said() -> None:
    assert "until" not in words(sheet(last_day=None))


@pytest.mark.parametrize("language", languages())
def test_it_speaks_the_shows_language(language: str) -> None:
    text = sheet(language)
    assert f'<html lang="{language}" dir="ltr">' in text
    assert ("Only for you" in text) == (language == "en")
    assert "2026" in words(text)


def test_what_it_says_in_another_language_is_marked() -> None:
    text = sheet("ar")
    assert '<html lang="ar" dir="rtl">' in text
    assert '<ol lang="en">' in text
    assert '<p class="address" dir="ltr">' in text


def test_an_address_goes_on_in_another_line_behind_slashes_alone() -> None:
    (typed,) = re.findall(r'<p class="address" dir="ltr">(.*?)</p>', sheet())
    assert re.findall(r">([^<]+)</span><wbr>", typed) == [
        "https://",
        "clients.example.org/",
        "p/",
        "Jx0Qh2-vLk8RtY_sMnBw4A/",
    ]


def test_the_code_is_drawn_in_the_middle_of_a_light_ground_with_its_margin() -> None:
    text = sheet()
    ground = re.search(r'<rect x="43" y="15" width="62" height="62"', text)
    code = re.search(r'<svg x="50" y="22" width="48" height="48" viewBox="0 0 (\d+) \1">', text)
    assert ground
    assert code
    assert 4 * 48 / int(code[1]) <= 7, "a QR code has a margin of four of its squares"


def test_signs_of_markup_in_a_name_are_letters() -> None:
    assert "From A &amp; &lt;B&gt;" in sheet(author="A & <B>")
