"""The printed sheet: one page of A5 in every language, on which all words and the whole code have their room."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from support.publishing import show
from support.visits import Visitor

from audiogen.publish.handout import handout
from audiogen.script.page_texts import languages

SHORT = "https://clients.example.org/p/Jx0Qh2-vLk8RtY_sMnBw4A/"
LONG = f"https://www.a-practice-with-a-rather-long-name-beside-the-old-market.example.org/clients/of-ours{SHORT[27:]}"
LONG_NAME = "Practice for rest, sleep and quiet minutes beside the old market, with all of its people"
ROOM = """() => {
  const sheet = document.querySelector("main");
  const code = document.querySelector("svg svg").getBoundingClientRect();
  return [sheet.scrollHeight <= sheet.clientHeight, sheet.scrollWidth <= sheet.clientWidth, code.width];
}"""
LEAST_CODE_PX = 110
"""29 mm: a phone's camera reads it from a hand's width away."""


@pytest.fixture
def page(visitor: Visitor) -> Iterator[Page]:
    context = visitor.browser.new_context(viewport={"width": 800, "height": 900}, offline=True)
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


@pytest.mark.parametrize("language", [*languages(), "ar"])
@pytest.mark.parametrize(("author", "address"), [("Quiet Practice", SHORT), (LONG_NAME, LONG)])
def test_all_of_it_stands_on_one_page_of_a5(page: Page, language: str, author: str, address: str) -> None:
    of = show(language=language, author=author, email="you@example.org")
    page.set_content(handout(of, address, dt.date(2026, 12, 31), 40))
    high, wide, code_px = page.evaluate(ROOM)
    assert (high, wide) == (True, True)
    assert code_px > LEAST_CODE_PX
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", printed)) == 1
    (width_pt, height_pt) = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)[0]
    assert (round(float(width_pt)), round(float(height_pt))) == (420, 595)
