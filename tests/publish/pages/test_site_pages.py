from __future__ import annotations

import datetime as dt
import re

import pytest
from support.pages import PUBLIC, PageReader, session_page, show_page, site
from support.publishing import SPECIAL, episode, in_length, publication, show

from audiogen.artwork.colours import scheme_colours
from audiogen.publish.facts import ForClient
from audiogen.publish.pages.app_folder import app_folder
from audiogen.publish.pages.policy import POLICY
from audiogen.publish.pages.site_pages import render_pages
from audiogen.publish.words.language import Language
from audiogen.script.model import Notes

TWO = (episode(1), episode(2))
LENGTHS = (episode(1, bed="sea"), in_length(1200), in_length(30, caveats=("Use headphones.",)), episode(2))
LOCAL = "http://localhost:8000"


def every_page() -> list[PageReader]:
    return [*site(*LENGTHS).values()]


def test_the_show_has_a_page_and_so_has_each_session() -> None:
    assert list(site(*LENGTHS)) == ["index.html", "sessions/01-session.html", "sessions/02-session.html"]


@pytest.mark.parametrize("found", every_page())
def test_nothing_is_fetched_from_elsewhere_and_every_address_is_relative(found: PageReader) -> None:
    fetched = [facts["src"] for facts in found.having("src")]
    fetched += [facts["href"] for facts in found.all("link") if facts["rel"] != "canonical"]
    assert len(fetched) > 4
    assert not [address for address in fetched if "//" in address or address.startswith("/")]


def test_the_style_fetches_nothing() -> None:
    made = render_pages(publication(show(), TWO), TWO, PUBLIC)
    sheets = [text for path, text in made.loaded.items() if path.endswith(".css")]
    assert len(sheets) >= 3
    assert not [text for text in sheets if "url(" in text or "@import" in text]


@pytest.mark.parametrize("found", every_page())
def test_every_file_that_a_page_loads_is_published_with_it(found: PageReader) -> None:
    made = render_pages(publication(show(), LENGTHS), LENGTHS, PUBLIC)
    named = [facts["src"] for facts in found.all("script") if "src" in facts]
    named += [each["href"] for each in found.all("link") if each["rel"] in {"stylesheet", "modulepreload", "icon"}]
    assert {name.removeprefix("../") for name in named} <= set(made.loaded)


@pytest.mark.parametrize("found", every_page())
def test_nothing_in_a_page_would_be_blocked_by_its_policy(found: PageReader) -> None:
    [policy] = [each["content"] for each in found.all("meta") if each.get("http-equiv") == "Content-Security-Policy"]
    assert policy == POLICY
    assert "unsafe" not in policy
    assert "<style" not in found.text
    assert not [name for _, facts in found.elements for name in facts if name == "style" or name.startswith("on")]
    assert all(
        "src" in facts or facts["type"] in {"application/json", "application/ld+json"} for facts in found.all("script")
    )


@pytest.mark.parametrize("found", every_page())
def test_references_and_identities_are_sound(found: PageReader) -> None:
    identities = [facts["id"] for facts in found.having("id")]
    assert len(identities) == len(set(identities))
    named = [facts["aria-labelledby"] for facts in found.having("aria-labelledby")]
    inside = [facts["href"][1:] for _, facts in found.elements if re.match("#(?!t=)", facts.get("href", ""))]
    assert {*named, *inside} <= set(identities)


@pytest.mark.parametrize("found", every_page())
def test_landmarks_are_there_and_every_button_and_field_has_a_name(found: PageReader) -> None:
    assert [len(found.all(name)) for name in ("main", "h1", "aside")] == [1, 1, 1]
    for attributes, content in re.findall(r"<button([^>]*)>(.*?)</button>", found.text, re.DOTALL):
        assert "aria-label" in attributes or re.sub(r"<[^>]+>", "", content).strip(), attributes
    labels = {each["for"] for each in found.all("label")}
    assert all("aria-label" in field or field["id"] in labels for field in found.all("input"))


def test_every_length_plays_without_a_program() -> None:
    players = session_page(*LENGTHS).all("audio")
    assert [player["src"] for player in players] == [f"../{LENGTHS[at].media[0].file}" for at in (0, 2, 1)]
    assert [player["aria-label"] for player in players] == ["Session b", "Session b, 30 sec", "Session b, 20 min"]
    assert all("controls" in player and player["preload"] == "none" for player in players)


def test_phrases_of_the_transcript_know_when_they_sound() -> None:
    spans = [facts for facts in session_page(episode(1)).all("span") if "data-end" in facts]
    assert [(float(each["data-start"]), float(each["data-end"])) for each in spans] == [
        (1, 3.25),
        (4, 9),
        (25, 26),
        (62, 66),
    ]


def test_times_in_the_transcript_are_links_and_words_are_not() -> None:
    found = session_page(episode(1))
    assert [facts["href"] for facts in found.all("a") if "data-start" in facts] == ["#t=1", "#t=25", "#t=62"]


def test_the_program_of_a_session_knows_its_chapters_and_every_breath() -> None:
    facts = session_page(*TWO).facts
    [session] = facts["sessions"]
    [track] = session["tracks"]
    assert (facts["page"], session["page"]) == ("session", "../sessions/01-session.html")
    assert [(at["start_s"], at["title"]) for at in track["chapters"]] == [
        (0, "Arriving"),
        (20.5, "Breathing"),
        (60, "Closing"),
    ]
    assert [(breath["kind"], breath["start_s"], breath["end_s"]) for breath in track["breaths"]] == [
        ("in", 25, 29),
        ("out", 29, 35),
    ]


def test_the_program_of_the_show_knows_every_track_by_its_identity_and_nothing_that_only_a_session_needs() -> None:
    facts = show_page(*LENGTHS).facts
    told = [
        (track["name"], track["length"], track["main"], track["sounds"][0]["guid"], track["sounds"][0]["src"])
        for session in facts["sessions"]
        for track in session["tracks"]
    ]
    own, longer, short, second = LENGTHS
    assert told == [
        ("01-session-30s", "30 sec", False, "guid-of-01-session-30s", short.media[0].file),
        ("01-session", "1 min 31 sec", True, "guid-of-01-session", own.media[0].file),
        ("01-session-20m", "20 min", False, "guid-of-01-session-20m", longer.media[0].file),
        ("02-session", "1 min 31 sec", True, "guid-of-02-session", second.media[0].file),
    ]
    assert not [track for session in facts["sessions"] for track in session["tracks"] if track["breaths"]]


@pytest.mark.parametrize("danger", ["</script><script>alert(1)</script>", "<!--<script>", SPECIAL])
def test_no_title_breaks_out_of_its_place(danger: str) -> None:
    made = episode(1, title=danger, summary=danger)
    for found in site(made, of=show(title=danger, description=danger)).values():
        assert len(found.all("script")) == 5
        assert danger in found.words
        assert found.facts["show"]["title"] == danger


def test_serial_shows_begin_with_the_first_and_episodic_ones_with_the_newest() -> None:
    late = (episode(1), episode(2, published=dt.date(2026, 5, 1)))
    begins = [show_page(*late, of=show(order=order)).having("data-begin")[0] for order in ("serial", "episodic")]
    assert [each["href"] for each in begins] == ["sessions/01-session.html", "sessions/02-session.html"]


def test_a_page_says_its_language_and_marks_its_own_words_which_are_in_that_of_the_show() -> None:
    found = session_page(episode(1, language="ar"), of=show(language="de"))
    assert found.all("html") == [{"lang": "ar", "dir": "ltr"}]
    assert found.with_class("bar")[0]["lang"] == "de"
    assert [each["dir"] for each in found.all("h1")] == ["rtl"]
    assert "Alle Übungen" in found.words


def test_all_pages_of_a_show_are_laid_out_in_its_direction_and_the_words_of_a_session_run_in_their_own() -> None:
    for show_language, own, laid, runs in (("en", "ar", "ltr", "rtl"), ("ar", "en", "rtl", "ltr")):
        pages = site(episode(1, language=own), of=show(language=show_language))
        assert [each.all("html")[0]["dir"] for each in pages.values()] == [laid, laid]
        session = pages["sessions/01-session.html"]
        assert session.all("html")[0]["lang"] == own
        assert [each["dir"] for each in (*session.all("h1"), *session.having("data-chapter"))] == [runs, runs]
        assert {"lang": own, "dir": runs} in session.all("div")
        assert {"lang": own, "dir": runs} in pages["index.html"].all("h2")


def test_what_the_page_says_in_another_language_is_marked_and_takes_no_direction() -> None:
    for found in site(episode(1, language="ar"), of=show(language="ar")).values():
        kinds = ("a", "aside", "dialog", "footer", "header", "p")
        marked = [each for kind in kinds for each in found.all(kind) if each.get("lang") == "en"]
        assert len(marked) > 4
        assert not [each for each in marked if "dir" in each]


def test_the_feed_is_offered_to_apps_and_for_copying() -> None:
    found = show_page(*TWO)
    assert [field["value"] for field in found.all("input") if field["type"] == "url"] == [f"{PUBLIC}/feed.xml"]
    schemes = {link["href"].split("://")[0] for link in found.all("a") if "data-app-link" in link}
    assert schemes == {"antennapod-subscribe", "podcast", "overcast", "pktc"}


def test_a_page_made_for_this_machine_follows_the_browser_and_shows_no_useless_code() -> None:
    found = show_page(*TWO, base=LOCAL)
    assert [field for field in found.all("input") if "data-follow-browser" in field]
    assert not found.with_class("qr")
    assert "canonical" not in {each["rel"] for each in found.all("link")}


def test_a_public_page_shows_a_code_to_scan_and_its_own_address() -> None:
    assert show_page(*TWO).with_class("qr")
    canonical = [
        each["href"] for found in site(*TWO).values() for each in found.all("link") if each["rel"] == "canonical"
    ]
    assert canonical == [f"{PUBLIC}/", f"{PUBLIC}/sessions/01-session.html", f"{PUBLIC}/sessions/02-session.html"]


def test_a_page_on_this_machine_shows_the_code_of_the_address_for_phones() -> None:
    assert show_page(*TWO, base=LOCAL, phone="http://192.168.1.5:8000/").with_class("qr")


def test_a_show_without_sessions_still_has_a_page() -> None:
    assert "Small Show" in show_page().words


def test_what_listeners_must_know_of_any_length_is_said_once() -> None:
    assert session_page(*LENGTHS).words.count("Use headphones.") == 1


def test_what_a_session_touches_on_is_said_before_it_begins() -> None:
    for found in (show_page(*TWO), session_page(*TWO)):
        assert "Touches on old hurt." in found.words
    assert "Not therapy." in session_page(*TWO).words


def test_a_session_without_notes_and_helplines_offers_no_help_that_is_not_there() -> None:
    assert all("hidden" in each for each in session_page(episode(1, notes=Notes())).having("data-help"))


def test_a_care_note_keeps_its_paragraphs_and_its_language() -> None:
    of = show(language="de", notes={"care": "Kein Ersatz.\n\nIm Notfall 112."})
    pages = site(episode(1, notes=Notes()), episode(2, notes=Notes(care="Go gently.")), of=of)
    told = {
        path: [facts["lang"] for facts in found.all("p") if facts.get("dir") == "ltr" and facts["lang"] == "de"]
        for path, found in pages.items()
    }
    # in the sheet of "Help now", and below the session
    assert len(told["sessions/01-session.html"]) == 4
    assert told["sessions/02-session.html"] == []
    assert "Kein Ersatz." in pages["index.html"].words
    assert "Kein Ersatz." not in pages["sessions/02-session.html"].words


def test_a_session_is_named_with_its_show_in_windows_and_by_itself_in_links() -> None:
    found = session_page(*TWO)
    assert "Session b · Small Show" in found.words
    assert found.properties["og:title"] == "Session b"
    assert found.properties["og:site_name"] == "Small Show"
    assert found.properties["og:url"] == f"{PUBLIC}/sessions/01-session.html"
    assert found.properties["og:image"] == f"{PUBLIC}/episodes/01-session-1.jpg"


@pytest.mark.parametrize("found", every_page())
def test_a_browser_takes_the_colour_of_the_sky_for_what_surrounds_the_page(found: PageReader) -> None:
    told = {each["media"]: each["content"] for each in found.all("meta") if each.get("name") == "theme-color"}
    hue = 160 if found.facts["page"] == "session" else 40
    assert told == {
        f"(prefers-color-scheme: {scheme})": scheme_colours(hue, scheme)["sky"] for scheme in ("dark", "light")
    }


def test_an_own_cover_stands_on_the_first_screen_in_the_place_of_the_light() -> None:
    made = publication(show(), TWO).model_copy(update={"own_cover": True})
    found = PageReader(render_pages(made, TWO, PUBLIC).pages["index.html"])
    assert [(each["src"], each["alt"]) for each in found.with_class("art")] == [("assets/cover-00000000.jpg", "")]
    assert [each["src"] for each in show_page(*TWO).all("img")] == []


def test_a_session_without_words_chapters_and_bed_still_has_a_page() -> None:
    found = session_page(episode(1, chapters=(), captions=(), breaths=(), bed=None, summary="", notes=Notes()))
    assert "Words" not in re.findall("<h2[^>]*>([^<]*)", found.text)
    assert found.facts["sessions"][0]["tracks"][0]["chapters"] == []


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        *(("ar", "rtl"), ("he-IL", "rtl"), ("az-Arab", "rtl"), ("ur-Latn", "ltr"), ("ku", "ltr"), ("en-gb", "ltr")),
        *(("iw", "rtl"), ("uz-AF", "rtl"), ("uz", "ltr"), ("pa-pk", "rtl"), ("arz", "rtl"), ("tlh", "ltr")),
    ],
)
def test_the_script_of_a_language_decides_from_where_it_is_read(tag: str, direction: str) -> None:
    assert Language(tag).direction == direction


def test_the_last_session_offers_no_next_one() -> None:
    pages = site(*TWO)
    assert [len(pages[f"sessions/{each.slug}.html"].with_class("next")) for each in TWO] == [1, 0]


def test_a_private_page_has_no_feed_and_asks_not_to_be_indexed() -> None:
    for found in site(*TWO, client=ForClient()).values():
        assert {"name": "robots", "content": "noindex"} in found.all("meta")
        assert {link["rel"] for link in found.all("link")} == {
            "expect",
            "icon",
            "manifest",
            "modulepreload",
            "stylesheet",
        }
        assert not [field for field in found.all("input") if field["type"] == "url"]
        assert not [link for link in found.all("a") if "data-app-link" in link or link.get("href") == "#subscribe"]


def test_the_folder_of_the_program_is_named_by_all_that_is_in_it() -> None:
    made = app_folder()
    assert re.fullmatch("app-[0-9a-f]{8}", made.folder)
    assert {made.style, made.first, made.main, *made.modules(of_session=True, of_client=True)} == set(made.files)
    assert set(made.modules(of_session=False)) < set(made.modules(of_session=True))


@pytest.mark.parametrize("found", every_page())
def test_a_page_is_drawn_no_sooner_than_its_first_screen_is_there(found: PageReader) -> None:
    [waits] = [each for each in found.all("link") if each["rel"] == "expect"]
    behind = re.search(r'</(?:section|header)>\s*<div class="(?:below|list)" id="(\w+)"', found.text)
    assert behind is not None
    assert (waits["href"], waits["blocking"]) == (f"#{behind[1]}", "render")
