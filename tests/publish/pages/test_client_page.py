"""A client's page: whose it is, the session of the day, and nothing else of the show."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest
from support.pages import PageReader, site
from support.publishing import GUID, episode, put_in_place, show, undrawn_covers

from audiogen.publish.facts import ClientSession, ForClient, read_publication, without_show
from audiogen.publish.site import publish
from audiogen.script.model import Notes, Show

THREE = tuple(episode(number, notes=Notes(content="Touches on old hurt.")) for number in (1, 2, 3))
OF_SHOW = ("zanzibar", "meridian", "quillon")
"""Words that stand in what a show says of itself."""
MESSAGE = "Before the call, if it suits. 5 < 6 & more"


def practice(**facts: object) -> Show:
    """A show that says of itself what no client is to read."""
    told = {
        "title": "Zanzibar Evenings",
        "description": "The meridian, as it is heard.",
        "link": "https://quillon.example/home",
        "base_url": "https://quillon.example/trust",
        "copyright": "2026 by Quillon",
        "category": "Health & Fitness > Zanzibar",
    }
    return show(**{**told, "author": "Your practice", "email": "practice@example.org", **facts})


def course(*slugs: str, start: dt.date | None = None) -> ForClient:
    """Sessions of a client, one a day from a day on."""
    days = (start + dt.timedelta(days=at) if start else None for at in range(len(slugs)))
    sessions = (ClientSession(slug=slug, day=day) for slug, day in zip(slugs, days, strict=True))
    return ForClient(message=MESSAGE, sessions=tuple(sessions))


@cache
def pages(client: ForClient, count: int = 3, of: Show | None = None) -> dict[str, PageReader]:
    return site(*THREE[:count], of=of or practice(), client=client)


def home(client: ForClient | None = None, count: int = 3, of: Show | None = None) -> PageReader:
    return pages(client or ForClient(), count, of)["index.html"]


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("client") / "c1"
    put_in_place(folder, THREE)
    with undrawn_covers():
        client = course("09-of-others", "02-session", "01-session", "03-session", start=dt.date(2026, 11, 1))
        publish(practice(order="episodic"), GUID, THREE, folder, folder.parent, client=client)
    return folder


def test_it_says_from_whom_it_is_what_today_brings_and_what_the_practitioner_says_in_this_order() -> None:
    found = re.sub(r"\s+", " ", home(course("02-session")).words)
    first = ("From Your practice", "Today: Session c", MESSAGE, "Begin", "1 min 31 sec.", "Touches on old hurt.")
    below = ("Later", "Only for you", "Made for you alone.", "Write to Your practice")
    places = [found.index(each, found.index("Help now")) for each in (*first, *below)]
    assert places == sorted(places)
    assert [each["href"] for each in home().all("a") if "mailto" in each.get("href", "")] == [
        "mailto:practice@example.org"
    ]


def test_there_is_nothing_to_write_to_where_the_show_names_no_address() -> None:
    assert "Write to" not in home(of=practice(email=None)).words


def test_without_a_message_no_place_is_kept_for_one() -> None:
    assert home().with_class("message") == []
    assert len(home(course("01-session")).with_class("message")) == 1


def test_a_client_is_met_in_the_words_of_the_show() -> None:
    own = without_show(practice(language="de", words=(("begin", "Los geht es"),)))
    found = home(of=own)
    assert found.all("html")[0]["lang"] == "de"
    assert "Los geht es" in found.words


def test_help_and_care_are_those_of_the_show() -> None:
    found = home(of=practice(helplines=[{"name": "Night line", "call": "0800"}], notes={"care": "Go gently."}))
    assert [each["href"] for each in found.having("data-help")] == ["#helplines"]
    assert "Go gently." in found.words
    assert len([each for each in found.all("a") if each.get("href") == "tel:0800"]) == 2


def test_no_file_that_is_published_for_a_client_says_anything_of_the_show(dist: Path) -> None:
    texts = {path: path.read_bytes().decode(errors="replace").casefold() for path in dist.rglob("*") if path.is_file()}
    assert len(texts) > 20
    assert [path.name for path, text in texts.items() for word in OF_SHOW if word in text or word in path.name] == []
    assert not (dist / "feed.xml").exists()


def test_sessions_stand_in_the_clients_order_each_on_its_day_whatever_is_not_built_yet(dist: Path) -> None:
    sessions = PageReader((dist / "index.html").read_text(encoding="utf-8")).facts["sessions"]
    assert [(each["slug"], each["day"]) for each in sessions] == [
        ("02-session", "2026-11-02"),
        ("01-session", "2026-11-03"),
        ("03-session", "2026-11-04"),
    ]


def test_a_session_that_is_listed_no_more_is_of_no_day_to_come() -> None:
    sessions = home(course("02-session", "03-session", start=dt.date(2026, 3, 1))).facts["sessions"]
    assert [each["day"] for each in sessions] == ["2026-03-01", "2026-03-02", "1970-01-01"]
    assert ["day" in each for each in home(course("02-session")).facts["sessions"]] == [False] * 3


def test_of_sessions_that_are_not_published_nothing_is_told(dist: Path) -> None:
    assert "09-of-others" not in (dist / "show.json").read_text(encoding="utf-8")
    client = read_publication(dist).client
    assert client is not None
    assert (client.message, len(client.sessions)) == (MESSAGE, 3)


def test_what_an_earlier_version_published_for_a_client_is_still_theirs(dist: Path, tmp_path: Path) -> None:
    text = (dist / "show.json").read_text(encoding="utf-8")
    before = re.sub(r'"client": \{.*?\n  \}', '"private": PRIVATE', text, flags=re.DOTALL)
    for private in (True, False):
        (tmp_path / "show.json").write_text(before.replace("PRIVATE", str(private).lower()), encoding="utf-8")
        assert read_publication(tmp_path).private is private


@pytest.mark.parametrize("found", pages(course("02-session")).values())
def test_no_page_of_a_clients_is_known_by_the_shows_name_or_to_search_engines(found: PageReader) -> None:
    assert {"name": "robots", "content": "noindex"} in found.all("meta")
    assert "description" not in {each.get("name") for each in found.all("meta")}
    assert {link["rel"] for link in found.all("link")} == {"expect", "icon", "manifest", "modulepreload", "stylesheet"}
    title = re.findall("<title>(.*?)</title>", found.text)
    assert title[0] in {"From Your practice", "Session b", "Session c", "Session d"}


def test_a_page_behind_a_password_can_be_put_on_a_home_screen_since_browsers_send_it_for_the_manifest_too() -> None:
    for found in pages(course("02-session")).values():
        (manifest,) = (link for link in found.all("link") if link["rel"] == "manifest")
        assert manifest["crossorigin"] == "use-credentials"


def test_the_program_of_a_clients_pages_is_loaded_with_them_and_with_no_others() -> None:
    def loads(found: PageReader) -> bool:
        return any("/client." in f"/{each['href'].rpartition('/')[2]}" for each in found.all("link"))

    assert all(map(loads, pages(ForClient()).values()))
    assert not any(map(loads, site(*THREE).values()))


def test_the_first_session_is_offered_where_no_program_runs_and_the_others_are_rows() -> None:
    found = home(course("02-session", "03-session", "01-session"))
    assert [each["href"] for each in found.having("data-begin")] == ["sessions/02-session.html"]
    assert [each["data-slug"] for each in found.having("data-slug")] == ["02-session", "03-session", "01-session"]
    assert [each["href"] for each in found.having("data-slug")][1:] == [
        "sessions/03-session.html",
        "sessions/01-session.html",
    ]


def test_no_day_is_named_that_only_a_program_can_know() -> None:
    named = [
        [each for each in home(client).having("data-today-day") if "hidden" not in each]
        for client in (course("01-session"), course("01-session", start=dt.date(2026, 11, 2)))
    ]
    assert [len(each) for each in named] == [1, 0]


def test_the_end_of_a_session_offers_the_next_only_where_none_waits_for_its_day() -> None:
    slugs = ("02-session", "01-session", "03-session")
    offered = [
        pages(client)["sessions/02-session.html"].with_class("next")
        for client in (course(*slugs), course(*slugs, start=dt.date(2026, 11, 2)))
    ]
    assert [[each["href"] for each in found] for found in offered] == [["../sessions/01-session.html"], []]


def test_a_client_with_one_session_is_not_told_how_many_there_are() -> None:
    alone, several = (pages(ForClient(), count)["sessions/01-session.html"].words for count in (1, 3))
    assert "Session 1 of 3" in several
    assert "Session 1 of" not in alone
    assert ("All sessions" in several, "All sessions" in alone) == (True, False)
    assert "All sessions" not in home(count=1).words


def test_a_client_for_whom_nothing_is_finished_still_has_a_page() -> None:
    assert "From Your practice" in home(count=0).words


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "The next session comes on November 9, 2026."),
        ("de", "Die nächste Übung kommt am 9. November 2026."),
        ("fr", "La prochaine séance arrive le 9 novembre 2026."),
        ("pt", "Próxima sessão: 9 de novembro de 2026."),
    ],
)
def test_where_sessions_come_one_by_one_it_says_when_the_next_one_does(language: str, told: str) -> None:
    client = course("01-session").model_copy(update={"drip": True, "next_day": dt.date(2026, 11, 9)})
    found = home(client, 1, practice(language=language))
    assert told in found.words
    assert [each["data-next-day"] for each in found.having("data-next-day")] == ["2026-11-09"]


def test_before_the_first_day_it_says_when_the_first_session_comes() -> None:
    client = ForClient(message=MESSAGE, drip=True, next_day=dt.date(2026, 11, 9))
    found = home(client, 0)
    assert "The first session comes on November 9, 2026." in found.words
    assert "Today" not in found.words
    assert MESSAGE in found.words


def test_where_all_sessions_are_there_nothing_is_said_of_a_next_one() -> None:
    assert "comes on" not in home(course("01-session", start=dt.date(2026, 11, 1)), 1).words
