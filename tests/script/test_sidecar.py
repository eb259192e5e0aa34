"""Notes on the licences of people's own recordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from audiogen.script.page_texts import languages
from audiogen.script.sidecar import (
    Sidecar,
    credit,
    licence_address,
    load_sidecar,
    missing_sidecar,
    sidecar_path,
    sidecar_problems,
)

if TYPE_CHECKING:
    from pathlib import Path

NOTE = """\
title: Stream at dawn
licence: CC BY 4.0
author: Jo Field
source: https://example.org/stream
"""


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return tmp_path / "stream.mp3"


def write(recording: Path, text: str) -> Path:
    path = sidecar_path(recording)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def problems(recording: Path, text: str) -> list[str]:
    path = write(recording, text)
    return [str(problem).removeprefix(f"{path}:") for problem in sidecar_problems(recording)]


def test_a_note_stands_beside_its_recording_under_its_whole_name(recording: Path) -> None:
    assert sidecar_path(recording).name == "stream.mp3.yaml"


def test_a_note_is_read(recording: Path) -> None:
    write(recording, NOTE)
    note = load_sidecar(recording)
    assert note == Sidecar(
        title="Stream at dawn", licence="CC BY 4.0", author="Jo Field", source="https://example.org/stream"
    )
    assert missing_sidecar(recording, "beds/stream.mp3") is None
    assert problems(recording, NOTE) == []


def test_where_there_is_no_note_the_lines_to_write_are_told_and_can_be_copied(recording: Path) -> None:
    told = missing_sidecar(recording, "beds/stream.mp3")
    assert told
    first, _, lines = told.partition("\n")
    assert "beds/stream.mp3.yaml" in first
    assert problems(recording, lines) == []
    assert load_sidecar(recording)


def test_no_note_is_no_problem_of_a_note(recording: Path) -> None:
    assert list(sidecar_problems(recording)) == []
    assert load_sidecar(recording) is None


@pytest.mark.parametrize("own", ["own recording", "own", "Our own recording"])
def test_ones_own_recording_needs_no_source(recording: Path, own: str) -> None:
    assert problems(recording, f"licence: {own}\nauthor: Jo Field\n") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("author: Jo\nsource: x\n", '1:1: "licence" is missing; add it, like "licence: CC BY 4.0"'),
        ("licence: CC0\nsource: x\n", '1:1: "author" is missing; add it, like "author: your name"'),
        ("licence: CC0\nauthor: Jo\n", '1:1: "source" is missing; say where the recording comes from'),
        ("license: CC0\nauthor: Jo\nsource: x\n", '1:1: "license" is not a key here; did you mean licence?'),
        ("licence: CC0\nauthor:\nsource: x\n", "2:8: author: no value; write one after the colon"),
        ("licence: CC BY 4.0 # I think\nauthor: Jo\nsource: x\n", "1:10: licence: everything after # is left out"),
        ("licence:CC0\nauthor: Jo\nsource: x\n", '1:9: a space is missing after "licence:"'),
        ("licence CC0\nauthor: Jo\nsource: x\n", '1:8: a colon is missing after "licence"; write "licence: CC0"'),
        ("", "1:1: the file is empty"),
    ],
)
def test_what_is_wrong_with_a_note_is_told_in_its_place(recording: Path, text: str, told: str) -> None:
    (problem,) = problems(recording, text)
    assert problem.startswith(told)
    assert load_sidecar(recording) is None


def test_a_licence_without_derivatives_is_warned_of(recording: Path) -> None:
    (warning,) = problems(recording, NOTE.replace("CC BY 4.0", "CC BY-ND 4.0"))
    assert warning.startswith("2:10: warning: licence: CC BY-ND 4.0 lets nobody publish what is made out of")
    assert load_sidecar(recording)


def test_a_licence_that_is_not_for_commerce_is_warned_of(recording: Path) -> None:
    (warning,) = problems(recording, NOTE.replace("CC BY 4.0", "CC BY-NC-SA 4.0"))
    assert "forbids commercial use" in warning


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-sa-3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
        ("CC BY-NC-SA 2.5 (Scotland)", "https://creativecommons.org/licenses/by-nc-sa/2.5/"),
        ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC BY", None),
        ("bought from a shop, order 17", None),
    ],
)
def test_the_text_of_a_known_licence_is_linked(licence: str, address: str | None) -> None:
    assert licence_address(licence) == address


def test_the_credit_says_all_that_the_licence_asks_for() -> None:
    note = Sidecar(title="Stream", licence="CC BY 4.0", author="Jo Field", source="https://example.org/1")
    address = "https://creativecommons.org/licenses/by/4.0/"
    assert credit(note) == f"\u201cStream\u201d by Jo Field (https://example.org/1), CC BY 4.0 ({address}), edited"


def test_the_credit_names_the_changes_that_the_author_names() -> None:
    note = Sidecar(licence="by leave", author="Jo Field", source="a letter", changes="wind removed")
    assert credit(note) == "Recording by Jo Field (a letter), by leave, wind removed"


def test_the_credit_of_ones_own_recording_is_a_name() -> None:
    assert credit(Sidecar(licence="own recording", author="Jo Field")) == "Recording by Jo Field"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de-AT", "Aufnahme von Jo Field (a letter), by leave, bearbeitet"),
        ("cy", "Recording by Jo Field (a letter), by leave, edited"),
    ],
)
def test_a_credit_is_in_the_language_of_the_episode_where_its_words_are_known(language: str, told: str) -> None:
    note = Sidecar(licence="by leave", author="Jo Field", source="a letter")
    assert credit(note, language) == told


def test_every_language_of_the_page_has_words_for_credits() -> None:
    note = Sidecar(title="{Stream}", licence="by leave", author="Jo {Field}", source="a letter")
    lines = {credit(note, language) for language in languages()}
    assert len(lines) == len(languages())
    assert all("{Stream}" in line and "Jo {Field}" in line for line in lines)
