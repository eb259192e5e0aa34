"""Mechanical mistakes are mended letter for letter, and no word that is spoken is ever another one."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.repository import GOLDEN, ROOT

from audiogen.script.blocks import VERBS
from audiogen.script.included_files import IncludedFiles
from audiogen.script.model import KEYS, Script
from audiogen.script.reading import read_script
from audiogen.script.yaml.document import parse_document
from audiogen.script.yaml.fixing import Fixed, Fixing, fixed_file

PATH = Path("scripts/01-small.yaml")
CASES = tomllib.loads((GOLDEN / "fixed.toml").read_text(encoding="utf-8"))
HEAD = "title: Small\nsummary: A short session.\nsteps:\n"
CLEAN = f"{HEAD}  - say: Grüß dich, \u00abAnna\u00bb \u2013 und \u2026 bleib.\n  - pause: 5s\n"


def read(text: str) -> Script | None:
    document = parse_document(PATH, text, KEYS, VERBS)
    return read_script(document, 1, None, included=IncludedFiles.beside(PATH.parent)).value


SCRIPT = Fixing(KEYS, VERBS, lambda text: read_script(parse_document(PATH, text, KEYS, VERBS), 1, None).faults)


def fixed(written: str | bytes) -> Fixed | None:
    return fixed_file(written if isinstance(written, bytes) else written.encode(), SCRIPT)


def after(written: str | bytes) -> str:
    found = fixed(written)
    assert found is not None
    assert found.better
    return found.data.decode()


@pytest.mark.parametrize("name", CASES)
def test_what_is_mechanical_is_mended_letter_for_letter_and_once(name: str) -> None:
    mended = after(CASES[name]["before"])
    assert mended == CASES[name]["after"]
    assert fixed(mended) is None


@pytest.mark.parametrize(
    "data",
    [
        CLEAN.encode("utf-16"),
        CLEAN.encode("utf-16-le"),
        b"\xfe\xff" + CLEAN.encode("utf-16-be"),
        CLEAN.encode("utf-32"),
        CLEAN.encode("cp1252"),
        b"\xef\xbb\xbf" + CLEAN.encode(),
    ],
)
def test_however_a_file_was_saved_it_becomes_utf_8_with_the_same_letters(data: bytes) -> None:
    assert after(data) == CLEAN


@pytest.mark.parametrize(
    "data",
    [
        CLEAN.replace("\u00abAnna\u00bb \u2013 und \u2026 bleib", "ca va, mon élève").encode("mac-roman"),
        CLEAN.encode("cp1252") + b"  - say: \x8e\x9d\n",
        CLEAN.encode().replace("ß".encode(), b"\xdf"),
        b"PK\x03\x04 word/document.xml",
        b"<!doctype html><title>x</title>",
        b"",
        b"\xff\xfe\xd8",
        b"\x00\x01\x02\x03\x04\x05\x06",
    ],
)
def test_what_may_be_another_encoding_or_is_no_text_is_left_alone(data: bytes) -> None:
    assert fixed(data) is None


def test_line_ends_of_one_kind_stay_and_of_several_the_commonest_is_taken_for_all() -> None:
    assert fixed(CLEAN.replace("\n", "\r\n")) is None
    assert after(CLEAN.replace("\n", "\r\n").replace("5s\r\n", "5s\n")) == CLEAN.replace("\n", "\r\n")
    assert after(CLEAN.replace("Small\n", "Small\r\n")) == CLEAN
    assert after(CLEAN.replace("5s", "5s-9s").replace("\n", "\r\n")) == CLEAN.replace("5s", "5s to 9s").replace(
        "\n", "\r\n"
    )


@pytest.mark.parametrize("path", sorted((ROOT / "scripts").glob("*.yaml")), ids=lambda path: path.name)
def test_a_clean_file_is_never_touched(path: Path) -> None:
    assert fixed(path.read_bytes()) is None


def test_what_only_its_author_can_mend_stays_as_it_is() -> None:
    assert fixed(f"{HEAD}  - pause: long\n  - speak: Hello.\n  - say: a: b\n") is None


def test_a_file_that_would_not_read_better_is_left_and_told() -> None:
    written = f"{HEAD}\ttitle\n{{```\n\u2013 "
    found = fixed(written)
    assert found is not None
    assert (found.better, found.data.decode()) == (False, written)


def test_a_page_of_another_kind_is_not_turned_into_a_script_that_says_something_else() -> None:
    quoted = "> " + HEAD.replace("\n", "\n> ") + "- say: Hello.\n"
    found = fixed(quoted)
    assert found is None or found.data.decode() == quoted


def test_a_character_that_yaml_refuses_keeps_its_file_from_being_mended() -> None:
    assert fixed(f"{HEAD}\t- say: Hel\x08lo.\n") is None


WORDS = st.lists(
    st.sampled_from(
        [
            "Rest",
            "now",
            "title",
            "say",
            "15s-30s",
            "\u2013 so",
            "\u201cso\u201d",
            "\u2022 a",
            "*b*",
            "é",
            "\uff53\uff1a",
            "it's",
            "a\u00a0b",
        ]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)
LINES = st.lists(WORDS.filter(lambda text: not re.match(r"[*\u201c\u2022\u2013-]", text)), min_size=1, max_size=3)
STEPS = st.lists(
    st.one_of(
        LINES.map(lambda lines: "- say: |\n" + "".join(f"    {line}\n" for line in lines)),
        WORDS.filter(lambda text: re.match(r"[A-Za-z]", text)).map(lambda text: f"- say: {text}\n"),
        st.sampled_from(
            ["- pause: 15s to 30s\n", "- pause: 5s # short\n", "# a remark\n", "- breathe: 4-6\n  cycles: 4\n"]
        ),
    ),
    min_size=1,
    max_size=5,
)
HABITS = {
    "tabs": lambda text: re.sub(r"^( {2})+", lambda begun: "\t" * (len(begun[0]) // 2), text, flags=re.MULTILINE),
    "no-break spaces": lambda text: re.sub(
        r"^( +)(?=- |cyc)", lambda begun: "\u00a0" * len(begun[0]), text, flags=re.MULTILINE
    ),
    "en dashes": lambda text: re.sub(r"^( *)- (?=\w+:)", "\\1\u2013 ", text, flags=re.MULTILINE),
    "bullets": lambda text: re.sub(r"^( *)- (?=\w+:)", "\\1\u2022 ", text, flags=re.MULTILINE),
    "no space behind dashes": lambda text: re.sub(r"^( *)- (?=\w+:)", "\\1-", text, flags=re.MULTILINE),
    "ranges": lambda text: text.replace("pause: 15s to 30s", "pause: 15s\u201330s"),
    "full-width colons": lambda text: re.sub(r"^(\w+|  - pause): ", "\\1\uff1a", text, flags=re.MULTILINE),
    "a fence": lambda text: f"```yaml\n{text}```\n",
    "windows": lambda text: text.replace("\n", "\r\n"),
}


@settings(max_examples=40, deadline=None)
@given(STEPS, st.lists(st.sampled_from(list(HABITS)), min_size=1, max_size=2, unique=True))
@example(["- breathe: 4-6\n  cycles: 4\n"], ["en dashes", "no-break spaces"])
def test_a_session_without_its_habits_is_the_session_that_was_meant(steps: list[str], habits: list[str]) -> None:
    clean = HEAD + "".join(f"  {line}\n" for step in steps for line in step.splitlines())
    meant, broken = read(clean), clean
    for habit in habits:
        broken = HABITS[habit](broken)
    found = fixed(broken)
    mended = found.data.decode() if found else broken
    assert found is None or found.better
    assert fixed(mended) is None
    session = read(mended)
    assert (session and session.steps) == (meant and meant.steps)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "say",
                "pause",
                "title",
                ":",
                "\uff1a",
                " ",
                "\n",
                "\n  ",
                "\t",
                "- ",
                "\u2013 ",
                "\u2022 ",
                "|",
                "\u201c",
                "\u201d",
                '"',
                "#",
                "5s-9s",
                "x",
                "steps:\n",
                "{",
                "\u00a0",
                "`",
                "```\n",
                "\r\n",
            ]
        ),
        max_size=25,
    ).map("".join)
)
@example("say: |\n\tx")
def test_whatever_is_in_a_file_nothing_is_lost_and_the_second_time_nothing_changes(text: str) -> None:
    found = fixed(HEAD + text)
    if found is None:
        return
    mended = found.data.decode()
    assert re.findall(r"x|title|say", mended.casefold()) == re.findall(r"x|title|say", (HEAD + text).casefold())
    again = fixed(mended)
    assert again is None or (again.data == found.data and not again.better)
    if found.before.splitlines() != found.after.splitlines():
        assert len(SCRIPT.faults(mended)) < len(SCRIPT.faults(HEAD + text))
