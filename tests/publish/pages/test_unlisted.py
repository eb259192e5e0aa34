"""A session that is found by its address alone: a whole page, to which nothing leads."""

from __future__ import annotations

import json
from pathlib import Path

from support.pages import PageReader, show_page, site
from support.publishing import episode, in_length, publish_small, undrawn_covers

from audiogen.publish.facts import ClientSession, ForClient, read_publication

ONE, THREE = episode(1), episode(3)
HIDDEN = episode(2, listing={"unlisted": True}, title="For a few")
LONG = in_length(1200, 2, listing={"unlisted": True}, title="For a few")
ALL = (ONE, HIDDEN, LONG, THREE)


def page(slug: str) -> PageReader:
    return site(*ALL)[f"sessions/{slug}.html"]


def test_the_shows_page_says_nothing_of_it() -> None:
    found = show_page(*ALL)
    assert "02-session" not in found.text
    assert "For a few" not in found.text
    assert [each["slug"] for each in found.facts["sessions"]] == ["01-session", "03-session"]


def test_it_has_a_page_that_plays_all_its_lengths_and_has_no_place_among_the_others() -> None:
    found = page("02-session")
    assert "For a few" in found.words
    [session] = found.facts["sessions"]
    assert session["unlisted"] is True
    assert [each["name"] for each in session["tracks"]] == ["02-session", "02-session-20m"]
    assert "Session 2" not in found.words
    assert " of 2" not in found.words


def test_the_others_are_counted_without_it_and_lead_past_it() -> None:
    first, last = page("01-session"), page("03-session")
    assert "Session 1 of 2" in first.words
    assert "Session 2 of 2" in last.words
    assert [each["href"] for each in first.with_class("next")] == ["../sessions/03-session.html"]
    assert [each.with_class("next") for each in (last, page("02-session"))] == [[], []]


def test_search_engines_are_told_to_leave_it_out_and_of_no_other_page() -> None:
    robots = {
        path: [each["content"] for each in found.all("meta") if each.get("name") == "robots"]
        for path, found in site(*ALL).items()
    }
    assert robots == {
        "index.html": [],
        "sessions/01-session.html": [],
        "sessions/02-session.html": ["noindex"],
        "sessions/03-session.html": [],
    }
    assert page("02-session").linked_data is None
    # whoever is sent the address sees what it is
    assert page("02-session").properties["og:title"] == "For a few"


def test_its_files_are_there_and_no_phone_is_told_to_keep_them(tmp_path: Path) -> None:
    with undrawn_covers():
        publish_small(tmp_path, *ALL)
    named = read_publication(tmp_path).named
    assert {"sessions/02-session.html", HIDDEN.file} <= named
    assert (tmp_path / "sessions/02-session.html").is_file()
    kept = json.loads((tmp_path / "offline.json").read_text(encoding="utf-8"))
    assert [each["page"] for each in kept["sessions"]] == ["sessions/01-session.html", "sessions/03-session.html"]
    for name in ("offline.json", "feed.xml", "index.html"):
        assert "02-session" not in (tmp_path / name).read_text(encoding="utf-8")


def test_a_client_who_has_it_has_it_among_the_others() -> None:
    client = ForClient(sessions=(ClientSession(slug="02-session"), ClientSession(slug="01-session")))
    pages = site(ONE, HIDDEN, client=client)
    assert [each["slug"] for each in pages["index.html"].facts["sessions"]] == ["02-session", "01-session"]
    assert "Session 1 of 2" in pages["sessions/02-session.html"].words
