from __future__ import annotations

import base64
import colorsys
import datetime as dt
import hashlib
import json
import re
from functools import cache
from html.parser import HTMLParser
from importlib import resources

import pytest
from support.publishing import SPECIAL, episode, in_length, publication, show

from audiogen.manifest import Manifest
from audiogen.publish.page import render_page
from audiogen.script.model import Notes, Show

TWO = (episode(1), episode(2))
LOCAL = "http://localhost:8000"
PUBLIC = "https://pods.example/trust"


class Reader(HTMLParser):
    """Gathers elements, and the text inside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.blocks: list[tuple[str, dict[str, str], str]] = []
        self.words = ""
        self._block: tuple[str, dict[str, str]] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        self.elements.append((tag, facts))
        self._block = (tag, facts) if tag in ("script", "style") else None

    def handle_endtag(self, tag: str) -> None:
        self._block = None

    def handle_data(self, data: str) -> None:
        if self._block:
            self.blocks.append((*self._block, data))
        else:
            self.words += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [facts for name, facts in self.elements if name == tag]

    def with_class(self, name: str) -> list[dict[str, str]]:
        return [facts for _, facts in self.elements if name in facts.get("class", "").split()]


@cache
def page(*manifests: Manifest, of: Show | None = None, base: str = PUBLIC, phone: str | None = None) -> Reader:
    made = of or show()
    return Reader(render_page(publication(made, manifests), manifests, base, phone_url=phone))


def policy(found: Reader) -> str:
    return next(each["content"] for each in found.all("meta") if each.get("http-equiv") == "Content-Security-Policy")


def test_nothing_is_fetched_from_elsewhere() -> None:
    found = page(*TWO)
    fetched = [facts["src"] for _, facts in found.elements if "src" in facts]
    fetched += [facts["href"] for facts in found.all("link") if facts["rel"] != "canonical"]
    assert fetched
    assert not [address for address in fetched if "//" in address or address.startswith("/")]
    assert "url(" not in "".join(text for tag, _, text in found.blocks if tag == "style")


def test_the_policy_allows_nothing_but_the_pages_own_style_and_program() -> None:
    found = page(*TWO)
    assert policy(found).startswith("default-src 'none'; img-src 'self'; media-src 'self';")
    inline = [text for tag, facts, text in found.blocks if facts.get("type") != "application/json"]
    assert len(inline) == 2
    for text in inline:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy(found)


def test_no_element_has_a_style_or_a_handler_that_the_policy_would_block() -> None:
    assert not [name for _, facts in page(*TWO).elements for name in facts if name == "style" or name.startswith("on")]


def test_every_session_has_one_player_that_works_without_a_program() -> None:
    players = page(*TWO).all("audio")
    assert [player["src"] for player in players] == [episode.media[0].file for episode in TWO]
    assert all("controls" in player and player["preload"] == "none" for player in players)


def test_controls_that_need_the_program_are_hidden_until_it_runs() -> None:
    assert all("hidden" in controls for controls in page(*TWO).with_class("controls"))


def test_every_button_and_field_has_a_name() -> None:
    source = render_page(publication(show(), TWO), TWO, PUBLIC)
    for attributes, content in re.findall(r"<button([^>]*)>(.*?)</button>", source, re.DOTALL):
        assert "aria-label" in attributes or re.sub(r"<[^>]+>", "", content).strip() or "start-button" in attributes
    labels = {each["for"] for each in page(*TWO).all("label")}
    assert all("aria-label" in field or field["id"] in labels for field in page(*TWO).all("input"))


def test_landmarks_and_the_way_past_them_are_there() -> None:
    found = page(*TWO)
    identities = [facts["id"] for _, facts in found.elements if "id" in facts]
    assert [len(found.all(name)) for name in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]
    assert found.with_class("skip")[0]["href"].removeprefix("#") in identities
    assert len(identities) == len(set(identities))


def test_every_reference_to_an_element_finds_it() -> None:
    found = page(*TWO)
    identities = {facts["id"] for _, facts in found.elements if "id" in facts}
    named = [facts["aria-labelledby"] for _, facts in found.elements if "aria-labelledby" in facts]
    inside = [facts["href"][1:] for facts in found.all("a") if facts["href"].startswith("#")]
    assert {*named, *inside} <= identities


def test_a_session_is_found_under_the_address_in_the_feed() -> None:
    assert [each["id"] for each in page(*TWO).all("article")] == ["01-session", "02-session"]


def test_warnings_stand_before_the_player() -> None:
    source = render_page(publication(show(), TWO[:1]), TWO[:1], PUBLIC)
    assert source.index("Touches on old hurt.") < source.index("Not therapy.") < source.index("<audio")


def test_a_session_without_warnings_has_no_empty_box() -> None:
    assert not page(episode(1, notes=Notes())).with_class("notes")


def test_phrases_of_the_transcript_know_when_they_sound() -> None:
    spans = [facts for facts in page(episode(1)).all("span") if "data-end" in facts]
    assert [(float(each["data-start"]), float(each["data-end"])) for each in spans] == [
        (1, 3.25),
        (4, 9),
        (25, 26),
        (62, 66),
    ]


def test_chapters_know_where_they_begin() -> None:
    starts = [float(facts["data-start"]) for facts in page(episode(1)).all("button") if "data-start" in facts]
    assert starts == [0, 20.5, 60]


def test_the_program_knows_every_breath() -> None:
    [(_, _, text)] = [block for block in page(episode(1)).blocks if block[1].get("type") == "application/json"]
    [session] = json.loads(text)["sessions"]
    assert [(breath["kind"], breath["start_s"], breath["end_s"]) for breath in session["breaths"]] == [
        ("in", 25, 29),
        ("out", 29, 35),
    ]


@pytest.mark.parametrize("danger", ["</script><script>alert(1)</script>", "<!--<script>", SPECIAL])
def test_no_title_breaks_out_of_its_place(danger: str) -> None:
    found = page(episode(1, title=danger, summary=danger), of=show(title=danger))
    [(_, _, text)] = [block for block in found.blocks if block[1].get("type") == "application/json"]
    assert json.loads(text)["sessions"][0]["title"] == danger
    assert len(found.all("script")) == 2
    assert danger in found.words


def test_serial_shows_begin_with_the_first_and_episodic_ones_with_the_newest() -> None:
    late = (episode(1), episode(2, published=dt.date(2026, 5, 1)))
    firsts = [page(*late, of=show(order=order)).all("article")[0]["id"] for order in ("serial", "episodic")]
    assert firsts == ["01-session", "02-session"]


def test_the_page_says_its_language_and_marks_its_own_english() -> None:
    found = page(episode(1, language="ar"), of=show(language="ar"))
    assert found.all("html") == [{"lang": "ar", "dir": "rtl"}]
    assert found.with_class("player")[0] | {"lang": "en", "dir": "ltr"} == found.with_class("player")[0]
    assert found.with_class("words")[0]["dir"] == "rtl"


def test_a_session_in_another_language_says_so() -> None:
    assert page(episode(1, language="de")).with_class("words")[0]["lang"] == "de"


def test_the_feed_is_offered_to_apps_and_for_copying() -> None:
    found = page(*TWO)
    assert [field["value"] for field in found.all("input") if field["type"] == "url"] == [f"{PUBLIC}/feed.xml"]
    schemes = {link["href"].split("://")[0] for link in found.all("a") if "data-app-link" in link}
    assert schemes == {"antennapod-subscribe", "podcast", "overcast", "pktc"}


def test_a_page_made_for_this_machine_follows_the_browser_and_shows_no_useless_code() -> None:
    found = page(*TWO, base=LOCAL)
    assert [field for field in found.all("input") if "data-follow-browser" in field]
    assert not found.with_class("qr")
    assert "canonical" not in {each["rel"] for each in found.all("link")}


def test_a_public_page_shows_a_code_to_scan() -> None:
    assert page(*TWO).with_class("qr")


def test_a_page_on_this_machine_shows_the_code_of_the_address_for_phones() -> None:
    assert page(*TWO, base=LOCAL, phone="http://192.168.1.5:8000/").with_class("qr")


def test_a_show_without_sessions_still_has_a_page() -> None:
    assert "Small Show" in page().words


def _rgb(css: str) -> tuple[float, float, float]:
    if css.startswith("#"):
        digits = css[1:] if len(css) == 7 else "".join(digit * 2 for digit in css[1:])
        red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
        return red, green, blue
    hue, saturation, lightness = (float(part) for part in re.findall(r"[\d.]+", css))
    return colorsys.hls_to_rgb(hue / 360, lightness / 100, saturation / 100)


def _contrast(one: str, other: str) -> float:
    def luminance(css: str) -> float:
        parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(css)]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["dark", "light"])
@pytest.mark.parametrize("hue", range(0, 360, 15))
def test_words_are_readable_in_every_hue_by_wcag_aa(scheme: int, hue: int) -> None:
    css = resources.files("audiogen.publish").joinpath("templates/page.css").read_text(encoding="utf-8")
    root = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[scheme]
    colours = {name: value.replace("var(--hue)", str(hue)) for name, value in re.findall(r"--(\S+): ([^;]+);", root)}
    for words, ground in [
        *((words, ground) for words in ("ink", "quiet", "tint") for ground in ("ground", "card", "raised")),
        ("on-tint", "tint"),
        ("ink", "wash"),
    ]:
        assert _contrast(colours[words], colours[ground]) >= 4.5, (words, ground)
    assert _contrast(colours["line"], colours["card"]) >= 3
    assert _contrast(colours["tint"], colours["wash"]) >= 3


LENGTHS = (episode(1, bed="sea"), in_length(1200), in_length(30, caveats=("Use headphones.",)), episode(2))


def radios(found: Reader) -> list[dict[str, str]]:
    return [field for field in found.all("input") if field["type"] == "radio"]


def test_a_session_in_several_lengths_is_one_card_with_a_named_choice_the_shortest_first() -> None:
    found = page(*LENGTHS)
    assert [each["id"] for each in found.all("article")] == ["01-session", "02-session"]
    assert [(each["name"], each["value"]) for each in radios(found)] == [
        ("01-session_length", "01-session-30s"),
        ("01-session_length", "01-session"),
        ("01-session_length", "01-session-20m"),
    ]
    source = render_page(publication(show(), LENGTHS), LENGTHS, PUBLIC)
    choice = source[source.index("<fieldset") : source.index("</fieldset>")]
    labels = re.findall(r'<label for="([^"]+)">([^<]+)</label>', choice)
    assert labels == list(
        zip([each["id"] for each in radios(found)], ["30 sec", "1 min 31 sec", "20 min"], strict=True)
    )
    assert "<legend>Length</legend>" in choice


def test_a_choice_of_lengths_is_hidden_until_the_program_runs_and_every_length_plays_without_it() -> None:
    found = page(*LENGTHS)
    assert all("hidden" in each for each in found.all("fieldset"))
    assert [audio["aria-label"] for audio in found.all("audio")] == [
        "Session b, 30 sec",
        "Session b, 1 min 31 sec",
        "Session b, 20 min",
        "Session c",
    ]
    assert not [facts for facts in found.with_class("track") if "hidden" in facts]
    assert len(found.with_class("length")) == 3


def test_a_session_in_one_length_asks_for_no_choice() -> None:
    found = page(*TWO)
    assert not found.all("fieldset")
    assert not found.with_class("length")


def test_what_listeners_must_know_of_any_length_stands_before_all() -> None:
    source = render_page(publication(show(), LENGTHS), LENGTHS, PUBLIC)
    assert source.count("Use headphones.") == 1
    assert source.index("Use headphones.") < source.index("<audio")


def test_identities_of_elements_stay_different_with_lengths() -> None:
    found = page(*LENGTHS)
    identities = [facts["id"] for _, facts in found.elements if "id" in facts]
    assert len(identities) == len(set(identities))
    assert {field["id"] for field in radios(found)} <= {label["for"] for label in found.all("label")}


def test_the_program_knows_the_identity_and_the_length_of_every_track() -> None:
    [(_, _, text)] = [block for block in page(*LENGTHS).blocks if block[1].get("type") == "application/json"]
    told = [(each["name"], each["guid"], each["main"], each["length"]) for each in json.loads(text)["sessions"]]
    assert told == [
        ("01-session-30s", "guid-of-01-session-30s", False, "30 sec"),
        ("01-session", "guid-of-01-session", True, "1 min 31 sec"),
        ("01-session-20m", "guid-of-01-session-20m", False, "20 min"),
        ("02-session", "guid-of-02-session", True, ""),
    ]


def test_a_private_page_has_no_feed_and_asks_not_to_be_indexed() -> None:
    private = publication(show(), TWO).model_copy(update={"private": True})
    found = Reader(render_page(private, TWO, PUBLIC))
    assert {"name": "robots", "content": "noindex"} in found.all("meta")
    assert {link["rel"] for link in found.all("link")} == {"icon"}
    assert not [field for field in found.all("input") if field["type"] == "url"]
    assert not [link for link in found.all("a") if "data-app-link" in link or link["href"] == "#subscribe"]
    assert len(found.all("audio")) == 2
