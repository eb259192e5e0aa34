"""What the name of a file in dist/ says about it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audiogen.manifest import file_of
from audiogen.publish.layout import hash_of_content, is_of_session, is_removable, is_sent, is_sound_of
from audiogen.script.length_words import track_name

SLUGS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)


@example(slug="0-0", length_s=1, ending=".mp3")
@given(
    slug=SLUGS,
    length_s=st.one_of(st.none(), st.integers(1, 86_400), st.floats(0.01, 59.9)),
    ending=st.sampled_from([".mp3", ".json", ".flac", ".page.mp3", ".voice.page.opus", ".voice.flac"]),
)
def test_whatever_the_length_its_sound_belongs_to_the_session(slug: str, length_s: float | None, ending: str) -> None:
    path = file_of(track_name(slug, length_s), "0123abcd" * 8, ending)
    assert is_removable(path)
    assert is_sound_of(path, {slug})
    assert hash_of_content(path) == "0123abcd"


@pytest.mark.parametrize(
    "path",
    ["episodes/04-plain-20m-0123abcd.vtt", "episodes/04-plain-0123abcd.jpg", "episodes/04-plain-next-0123abcd.mp3"],
)
def test_texts_pictures_and_other_sessions_are_no_sound_of_it(path: str) -> None:
    assert not is_sound_of(path, {"04-plain"})


@pytest.mark.parametrize(
    ("path", "is_its"),
    [
        ("sessions/04-plain.html", True),
        ("assets/04-plain-0123abcd.jpg", True),
        ("episodes/04-plain-20m-0123abcd.chapters.json", True),
        ("episodes/04-plain-0123abcd.page.mp3", True),
        ("sessions/04-plain-next.html", False),
        ("cover-0123abcd.jpg", False),
        ("index.html", False),
    ],
)
def test_a_name_tells_whose_session_a_file_is(path: str, is_its: bool) -> None:  # noqa: FBT001 - a row of the table
    assert is_of_session(path, {"04-plain"}) == is_its


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("index.html", True),
        ("sessions/04-plain.html", True),
        ("episodes/04-plain-0123abcd.mp3", True),
        ("episodes/04-plain-0123abcd.json", True),
        ("app-0123abcd/main.js", True),
        ("cover-0123abcd.png", True),
        ("stems/04-plain-0123abcd.voice.flac", False),
        ("plans/04-plain-0123abcd.svg", False),
        ("../clients.yaml", False),
        ("cache/0123", False),
        (".htaccess", False),
    ],
)
def test_a_host_gets_what_listeners_meet_and_nothing_else(path: str, sent: bool) -> None:  # noqa: FBT001 - a case
    assert is_sent(path) == sent
