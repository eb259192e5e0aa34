"""Sessions that come one by one, in the browser of somebody who comes back: each is there from its day on."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.asking import served
from support.listener import Listener
from support.looking import overflow, small_targets, small_type
from support.visits import DESK, PHONE, STILL, Visit, Visitor

FIRST_DAY = dt.date(2026, 11, 2)
NEXT_DAY = dt.timedelta(days=1)


@pytest.fixture
def dist(made: Callable[[str], Path], tmp_path: Path) -> Path:
    """The page of a client, to whom one session comes each day."""
    shutil.copytree(made("client") / "dist", tmp_path / "dist")
    facts = tmp_path / "dist/show.json"
    told = json.loads(facts.read_text(encoding="utf-8"))
    told["client"]["drip"] = True
    facts.write_text(json.dumps(told), encoding="utf-8")
    return tmp_path / "dist"


def come(visit: Visit, day: dt.date) -> Page:
    visit.page.clock.set_fixed_time(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC))
    return visit.open()


def test_the_page_is_calm_before_the_first_day_and_what_was_saved_stays_as_the_next_one_comes(
    dist: Path, visitor: Visitor
) -> None:
    days = [FIRST_DAY - NEXT_DAY]
    with served(dist, today=lambda: days[-1]) as port:
        visit = visitor.visit(f"http://127.0.0.1:{port}/", STILL, fresh=True)
        page = come(visit, days[-1])
        expect(page.locator(".is-known h1")).to_have_text("The first session comes on Monday, November 2.")
        expect(page.locator("[data-begin]")).to_have_count(0)
        for width, height in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": height})
            assert (overflow(page), small_type(page), small_targets(page)) == (0, [], [])

        days.append(FIRST_DAY)
        page = come(visit, days[-1])
        expect(page.locator(".is-known h1")).to_have_text("Today: The Keeper's Logbook")
        expect(page.locator(".coming")).to_have_text("The next session comes on Tuesday, November 3.")
        Listener(visit).open().page.locator("main [data-choice=save]").click()
        expect(page.locator("main [data-choice=save]")).to_have_text("Saved \u2713")

        days.append(FIRST_DAY + NEXT_DAY)
        page = come(visit, days[-1])
        expect(page.locator(".is-known h1")).to_have_text("Today: One Plain Sentence")
        expect(page.locator(".rows [data-row-note]:visible").first).to_have_text("1 min, saved")
        assert visit.wrong == []
        visit.end()
