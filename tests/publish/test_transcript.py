from __future__ import annotations

import html
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.publishing import SPECIAL, episode, spoken

from audiogen.manifest import Caption
from audiogen.publish.transcript import LINE_LENGTH, lines, paragraphs, subrip, webvtt

CUE = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d{3}) --> (\d\d):(\d\d):(\d\d)\.(\d{3})\n((?:.+\n?)+)")
LONG = "When the letter comes late, you might notice the guard stepping forward, and you might thank it, " * 3


def read_vtt(text: str) -> list[tuple[int, int, list[str]]]:
    """A strict reader: every block but the first is a cue of two times in milliseconds and one line or more."""
    header, *blocks = text.strip().split("\n\n")
    assert header == "WEBVTT"
    found = []
    for block in blocks:
        match = CUE.fullmatch(block)
        assert match, block
        numbers = [int(part) for part in match.groups()[:8]]
        start, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (numbers[:4], numbers[4:]))
        found.append((start, end, match[9].split("\n")))
    return found


def test_captions_become_cues_with_hours_and_milliseconds() -> None:
    assert "\n\n00:00:01.000 --> 00:00:03.250\nWelcome.\n\n" in webvtt(episode())


def test_a_caption_after_the_first_hour_keeps_its_hour() -> None:
    late = Caption(start_s=3723.5, end_s=3725, text="Late.", kind="speech", paragraph=True)
    assert "01:02:03.500 --> 01:02:05.000" in webvtt(episode(captions=(late,)))


def test_words_in_another_language_say_which() -> None:
    french = Caption(start_s=1, end_s=2, text="Bonjour.", kind="speech", paragraph=True, language="fr")
    assert webvtt(episode(captions=(french,))).endswith("\n<lang fr>Bonjour.</lang>\n")
    assert "lang" not in subrip(episode(captions=(french,)))


def test_a_long_caption_becomes_cues_of_two_lines_that_share_its_time() -> None:
    cues = read_vtt(webvtt(episode(captions=spoken(LONG))))
    assert len(cues) > 1
    assert all(len(cue_lines) <= 2 for _, _, cue_lines in cues)
    assert (cues[0][0], cues[-1][1]) == (0, 3000)


def test_lines_break_at_the_ends_of_clauses_first() -> None:
    text = "You can rest with your feet on the floor, or with a sound that is not far away from you."
    assert lines(text) == (
        "You can rest with your feet on the floor,",
        "or with a sound that is not far away from you.",
    )


def test_markup_and_arrows_in_words_stay_words() -> None:
    text = f"{SPECIAL} --> & NOTE"
    [cue] = read_vtt(webvtt(episode(captions=spoken(text))))
    assert [html.unescape(line) for line in cue[2]] == [text]
    assert "-->" not in "\n".join(cue[2])


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=400), max_size=4))
def test_no_word_is_lost_no_line_is_long_and_no_cue_overlaps(texts: list[str]) -> None:
    cues = read_vtt(webvtt(episode(captions=spoken(*texts))))
    shown = "".join(html.unescape(line) for _, _, cue_lines in cues for line in cue_lines)
    assert "".join(shown.split()) == "".join("".join(texts).split())
    assert all(len(html.unescape(line)) <= LINE_LENGTH for _, _, cue_lines in cues for line in cue_lines)
    assert all(start < end for start, end, _ in cues)
    assert all(one[1] <= other[0] for one, other in pairwise(cues))


def test_captions_that_overlap_are_put_one_after_the_other() -> None:
    one = Caption(start_s=1, end_s=5, text="One.", kind="speech", paragraph=True)
    other = Caption(start_s=4, end_s=6, text="Other.", kind="speech", paragraph=False)
    cues = read_vtt(webvtt(episode(captions=(one, other))))
    assert [(start, end) for start, end, _ in cues] == [(1000, 5000), (5000, 6000)]


def test_an_accent_is_not_torn_from_its_letter() -> None:
    assert lines("e\u0301" * 60)[0].endswith("\u0301")


def test_subrip_counts_cues_and_writes_times_with_a_comma() -> None:
    assert subrip(episode()).startswith("1\n00:00:01,000 --> 00:00:03,250\nWelcome.\n\n2\n")


def test_subrip_holds_nothing_that_players_take_for_formatting() -> None:
    text = subrip(episode(captions=spoken("a <b> {\\an8} --> c")))
    assert not set("<>{}") & set(text.replace(" --> ", " "))


@pytest.mark.parametrize("render", [webvtt, subrip])
def test_an_episode_without_words_has_an_empty_transcript(render: type) -> None:
    assert render(episode(captions=())).strip() in ("WEBVTT", "")


def test_a_chapter_begins_a_paragraph_and_names_it() -> None:
    found = [(paragraph.chapter, [phrase.text for phrase in paragraph.phrases]) for paragraph in paragraphs(episode())]
    assert found == [
        ("Arriving", ["Welcome.", "You might sit down."]),
        ("Breathing", ["Breathe in."]),
        ("Closing", ["Thank you."]),
    ]


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (("Feet on the floor", "Hands at rest"), "Feet on the floor. Hands at rest"),
        (("Feet on the floor", "hands at rest."), "Feet on the floor, hands at rest."),
        (("Breathe in,", "breathe out."), "Breathe in, breathe out."),
        (("Is it far?", "No."), "Is it far? No."),
        (("\u606f\u3092\u5438\u3046", "\u606f\u3092\u5410\u304f"), "\u606f\u3092\u5438\u3046 \u606f\u3092\u5410\u304f"),
    ],
)
def test_lines_without_marks_do_not_run_together_in_a_paragraph(texts: tuple[str, ...], shown: str) -> None:
    [paragraph] = paragraphs(episode(chapters=(), captions=spoken(*texts)))
    assert " ".join(phrase.text for phrase in paragraph.phrases) == shown
