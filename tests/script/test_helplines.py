"""Helplines of a show: what may be written, what a phone opens, and what is said of everything else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from support.repository import GOLDEN
from support.script_files import SCRIPT, SHOW, library, problems_of, write_scripts

from audiogen.script.helplines import Helpline, Helplines
from audiogen.script.phone_numbers import dialled, telephone_number

CASES = tomllib.loads((GOLDEN / "helplines.toml").read_text(encoding="utf-8"))


def read(folder: Path, lines: str) -> tuple[Helpline, ...]:
    return library(folder, show=f"{SHOW}helplines:\n{lines}", s01_a=SCRIPT).show.helplines


@pytest.mark.parametrize(("written", "opened"), CASES["good"].items())
def test_a_number_is_kept_as_it_is_written_and_opened_as_phones_want_it(
    tmp_path: Path, written: str, opened: list[str]
) -> None:
    (helpline,) = read(tmp_path, f"  - name: Samaritans\n    {written}\n")
    assert [helpline.kind, helpline.number, helpline.address] == opened


@pytest.mark.parametrize(("written", "told"), CASES["slips"].items())
def test_a_slip_is_told_once_at_its_line_with_the_remedy(tmp_path: Path, written: str, told: str) -> None:
    show = f"{SHOW}helplines:\n  - name: Samaritans\n    {written}\n"
    (problem,) = problems_of(write_scripts(tmp_path, show=show, s01_a=SCRIPT))
    assert problem.startswith(("show.yaml:5:", f"show.yaml:{6 + written.count(chr(10))}:"))
    assert problem.endswith(told)


@pytest.mark.parametrize(("written", "told"), CASES["lists"].items())
def test_what_is_no_list_of_helplines_is_answered_with_one(tmp_path: Path, written: str, told: str) -> None:
    problem, *_ = problems_of(write_scripts(tmp_path, show=f"{SHOW}{written}\n", s01_a=SCRIPT))
    assert problem.endswith(told)


def test_a_show_may_have_as_many_as_fit_and_no_more(tmp_path: Path) -> None:
    lines = "".join(f"  - {{name: Line {number}, call: 1{number:02}}}\n" for number in range(9))
    show = f"{SHOW}helplines:\n{lines}"
    assert problems_of(write_scripts(tmp_path, show=show, s01_a=SCRIPT)) == [
        "show.yaml:5:3: helplines: these are too many; at most 8 fit"
    ]


def test_a_note_is_one_line_however_it_is_written(tmp_path: Path) -> None:
    (helpline,) = read(tmp_path, "  - name: A\n    call: 112\n    note: |\n      Free,\n      day and night\n")
    assert helpline.note == "Free, day and night"


def test_helplines_of_a_session_belong_into_the_show(tmp_path: Path) -> None:
    (problem,) = problems_of(write_scripts(tmp_path, s01_a=SCRIPT + "helplines: [{name: A, call: 112}]\n"))
    assert "it belongs in scripts/show.yaml" in problem


def test_what_is_published_reads_back_as_the_same() -> None:
    adapter = TypeAdapter(Helplines)
    chosen = (Helpline(name="A", call="0800 111 0 111"), Helpline(name="B", text="HOME to 741741", note="Free"))
    assert adapter.validate_json(adapter.dump_json(chosen)) == chosen


@example("0 TO")
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(str.strip))
def test_whatever_word_is_sent_a_phone_finds_number_and_word_in_the_address(word: str) -> None:
    address = Helpline.model_construct(name="A", text=f"{word.strip()} to 741741").address
    assert address.isascii()
    found = urlsplit(address)
    assert (found.scheme, found.path) == ("sms", "741741")
    assert len(parse_qs(found.query)["body"]) == 1


@given(st.lists(st.sampled_from([*"0123456789", " ", "-", ".", "/", "(", ")", "+", "x", "٣", "to", "#", "\u202a"])))
def test_what_is_taken_for_a_number_loses_no_digit(parts: list[str]) -> None:
    text = "".join(parts)
    try:
        number = telephone_number(text)
    except ValueError as error:
        assert "write" in str(error) or "give" in str(error)  # noqa: PT017 - either way is good
        return
    assert dialled(number).lstrip("+") == "".join(letter for letter in text if letter.isdecimal())
    assert telephone_number(number) == number
