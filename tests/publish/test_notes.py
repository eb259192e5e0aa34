"""The notes of an episode: short ones for lists, whole ones for whoever opens it."""

from __future__ import annotations

import io
from html.parser import HTMLParser

import podcastparser
import pytest
from support.feed_elements import feed_text, items, value
from support.publishing import BASE, SPECIAL, episode, show

from audiogen.manifest import ChapterMark
from audiogen.publish.notes import SHORT_BYTES
from audiogen.script.model import Notes

HELPLINES = (
    {"name": "Night & day", "call": "0800 111 0 111", "note": "Free"},
    {"name": "By text", "text": "HELLO to 741741"},
)
FULL = episode(
    1,
    summary="What it is about.\n\nAnd who it is for.",
    credits=("“Shore” by somebody, CC BY 4.0",),
    caveats=("May startle or distress some listeners: use it only where the title says so.",),
)
KEPT = {"p", "ul", "li", "br", "a"}
"""The elements that Apple and the other apps show."""


class Outline(HTMLParser):
    """Which elements a text has, and whether each is closed in its order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.links += [address or "" for name, address in attrs if name == "href"]
        if tag != "br":
            # no paragraph holds another, nor a list
            assert not (tag in {"p", "ul"} and "p" in self.open)
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_short_notes_say_what_has_to_be_known_before_and_nothing_more() -> None:
    [found] = items(FULL, of=show(helplines=HELPLINES))
    assert value(found, "description") == (
        "<p>What it is about.</p>\n<p>And who it is for.</p>\n"
        "<p>Content note: Touches on old hurt.</p>\n<p>Care note: Not therapy.</p>\n"
        "<p>Please note: May startle or distress some listeners: use it only where the title says so.</p>"
    )


def test_the_whole_notes_say_all_of_it_in_its_order() -> None:
    [found] = items(FULL, of=show(helplines=HELPLINES))
    notes = value(found, "content:encoded")
    parts = [
        "What it is about.</p>\n<p>And who it is for.",
        "Touches on old hurt.",
        "Not therapy.",
        "Help now",
        "Night &amp; day, 0800 111 0 111",
        "<br>Free",
        "By text, HELLO to 741741",
        "<p>00:00 Arriving<br>\n00:20 Breathing<br>\n01:00 Closing</p>",
        "skips silence",
        "Sound: “Shore” by somebody, CC BY 4.0",
        "spoken by a synthetic voice (heart)",
        "This session on its page",
        "The words, to read",
    ]
    places = [notes.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_a_helpline_is_called_or_texted_by_a_tap_in_the_notes() -> None:
    [found] = items(FULL, of=show(helplines=HELPLINES))
    page = f"{BASE}/sessions/01-session.html"
    assert Outline(value(found, "content:encoded")).links == [
        *("tel:08001110111", "sms:741741?&body=HELLO"),
        *(page, f"{page}#words"),
    ]


@pytest.mark.parametrize("element", ["description", "content:encoded"])
def test_notes_are_html_that_every_app_shows(element: str) -> None:
    [found] = items(FULL, of=show(helplines=HELPLINES))
    assert {*Outline(value(found, element)).elements} <= KEPT


def test_of_what_there_is_nothing_nothing_is_said() -> None:
    bare = episode(1, notes=Notes(), captions=(), chapters=(), synthetic_voice=False)
    [found] = items(bare)
    assert value(found, "description") == "<p>What it is about.</p>"
    notes = value(found, "content:encoded")
    assert [text for text in ("note:", "Help", "00:00", "synthetic", "to read", "<ul>") if text in notes] == []


def test_two_chapters_are_no_list_of_times() -> None:
    two = (ChapterMark(start_s=0, end_s=20, title="A"), ChapterMark(start_s=20, end_s=90, title="B"))
    assert "00:00" not in value(items(episode(1, chapters=two))[0], "content:encoded")


@pytest.mark.parametrize("odd", [SPECIAL, "]]> & <![CDATA[", "5 < 6 & <script>alert(1)</script>"])
def test_what_an_author_wrote_is_shown_and_never_obeyed(odd: str) -> None:
    manifest = episode(
        1,
        summary=odd,
        notes=Notes(care=odd),
        credits=(odd,),
        chapters=(ChapterMark(start_s=0, end_s=1, title=odd),) * 3,
    )
    of = show(helplines=[{"name": odd, "call": "112", "note": odd}])
    [found] = items(manifest, of=of)
    for element in ("description", "content:encoded"):
        outline = Outline(value(found, element))
        assert {*outline.elements} <= KEPT
    read = podcastparser.parse(f"{BASE}/feed.xml", io.BytesIO(feed_text(manifest, of=of).encode()))
    assert odd in read["episodes"][0]["description_html"].replace("&lt;", "<").replace("&gt;", ">").replace(
        "&amp;", "&"
    ).replace("&#34;", '"').replace("&#39;", "'")


def test_notes_speak_the_language_of_the_episode() -> None:
    [found] = items(episode(1, language="de"), of=show(helplines=HELPLINES))
    notes = value(found, "content:encoded")
    assert all(text in notes for text in ("Jetzt Hilfe", "HELLO an 741741", "Der Text zum Lesen", "künstliche Stimme"))


def test_a_summary_without_an_end_is_cut_in_the_short_notes_alone() -> None:
    manifest = episode(1, summary="ä und & " * 370)
    [found] = items(manifest)
    assert len(value(found, "description").encode()) <= SHORT_BYTES
    assert "Not therapy." in value(found, "description")
    assert value(found, "content:encoded").count("ä") == 370
