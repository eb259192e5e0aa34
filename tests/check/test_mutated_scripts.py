"""Scripts as accidents leave them: whatever they hold, `audiogen check` answers with problems, never with a bug.

`AUDIOGEN_MUTATIONS=5000` tries as many as are tried before a release; the test suite tries fewer.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pytest
from support.repository import GOLDEN, ROOT

from audiogen.check.preflight import check_project
from audiogen.errors import AudiogenError, ScriptError
from audiogen.project import Project
from audiogen.speech.phrase import Phrasing, project_phrasing

MUTATIONS: Final = int(os.environ.get("AUDIOGEN_MUTATIONS", "100"))
AT_ONCE: Final = 25
"""Mutations in one test, so that they can run side by side."""
LONGEST_MESSAGE: Final = 1200
"""In letters; lists of names make it long, quotations must not."""
EDITIONS: Final = GOLDEN / "editions"
"""A session with all that makes editions of it, and the parts that it includes."""
SCRIPTS: Final = (*sorted((ROOT / "scripts").glob("0*.yaml")), *sorted(EDITIONS.glob("0*.yaml")))
PARTS: Final = sorted((EDITIONS / "parts").glob("*.yaml"))
TOKENS: Final = (
    *(": ", ":", "- ", "-", "? ", "|", ">", "|2-", "&a ", "*a", "!!str ", "!x ", "%YAML 1.1", "---", "...", "<<: *a"),
    *(
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
        " #",
        "'",
        '"',
        '"\\x',
        "@",
        "`",
        "\t",
        "\\",
        "\\U00110000",
        "~",
        "=",
        "0x",
        "1e999",
    ),
    *(
        "only: ",
        "only: 10m",
        "[clients, 5m]",
        "repeat: 3",
        "- include: parts/settling.yaml",
        "bell_every: 1m",
        "4 to 9",
    ),
    *("{name}", "{name or ", " or ", "{place or the room}", "\\{", "{{", "}}", "${", "parts/../", "with: ", "9" * 30),
    *("*", "[pause 2s]", "[pause", "<emphasis>", "</emphasis>", "<break time='9h'/>", "&amp;", "(", "/prah-nuh/"),
)
LETTERS: Final = (
    "\u00a0\u2003\u3000\u200b\u200d\ufeff\u00ad\u2028\u2029\x85\x00\x07\x1b\x7f\r\v\f\u202e\u0301\u0345\ufffd\uffff"
    "–—−•“”‘’„«»：；＝，ａｔ１²½Ⅷ٣ßıİǅœж中あ안ไ🧘👩‍🦰\U000e0041\U0001f1e9"  # noqa: RUF001 - as people paste them
)


def change_bytes(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut(data: bytes, dice: random.Random) -> bytes:
    begin, end = sorted(dice.randrange(len(data) + 1) for _ in range(2))
    return dice.choice((data[:begin], data[begin:], data[:begin] + data[end:]))


def encode_otherwise(data: bytes, dice: random.Random) -> bytes:
    name = dice.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "cp1252", "cp037", "utf-7", "utf-8-sig"))
    return data.decode(errors="replace").encode(name, errors="replace")


def insert(pieces: tuple[str, ...] | str) -> Callable[[bytes, random.Random], bytes]:
    def mutate(data: bytes, dice: random.Random) -> bytes:
        text = data.decode(errors="replace")
        for _ in range(dice.randint(1, 5)):
            at = dice.randrange(len(text) + 1)
            text = text[:at] + dice.choice(pieces) + text[at + dice.randint(0, 2) :]
        return text.encode()

    return mutate


def on_lines(mutate: Callable[[list[str], random.Random], list[str]]) -> Callable[[bytes, random.Random], bytes]:
    def mutated(data: bytes, dice: random.Random) -> bytes:
        lines = data.decode(errors="replace").split("\n")
        for _ in range(dice.randint(1, 4)):
            lines = mutate(lines, dice) or [""]
        return "\n".join(lines).encode()

    return mutated


def indent(lines: list[str], dice: random.Random) -> list[str]:
    at, begun = dice.randrange(len(lines)), dice.choice(("", " ", "  ", "   ", "\t", "\u00a0", "    "))
    return [*lines[:at], begun + lines[at].lstrip(), *lines[at + 1 :]]


def drop(lines: list[str], dice: random.Random) -> list[str]:
    at = dice.randrange(len(lines))
    return [*lines[:at], *lines[at + dice.randint(1, 4) :]]


def repeat(lines: list[str], dice: random.Random) -> list[str]:
    at = dice.randrange(len(lines))
    return [*lines[:at], *lines[at : at + 3] * dice.randint(2, 4), *lines[at + 3 :]]


def swap(lines: list[str], dice: random.Random) -> list[str]:
    changed = list(lines)
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    changed[one], changed[other] = changed[other], changed[one]
    return changed


def begin_otherwise(lines: list[str], dice: random.Random) -> list[str]:
    """Another beginning for every step, as a habit."""
    mark = dice.choice(("– ", "• ", "* ", "1. ", "-", "", "– - ", "-\u00a0", "> ", "- - "))  # noqa: RUF001
    return [line.replace("  - ", f"  {mark}", 1) if line.startswith("  - ") else line for line in lines]


def write_colons_otherwise(lines: list[str], dice: random.Random) -> list[str]:
    colon = dice.choice((":", " ", " = ", "：", " : ", ":\u00a0", "; "))  # noqa: RUF001
    return [line.replace(": ", colon, 1) for line in lines]


MUTATORS: Final = (
    *(change_bytes, cut, encode_otherwise, insert(TOKENS), insert(LETTERS)),
    *map(on_lines, (indent, drop, repeat, swap, begin_otherwise, write_colons_otherwise)),
)


def mutated(seed: int, files: Sequence[Path] = SCRIPTS) -> bytes:
    dice = random.Random(seed)  # noqa: S311 - nothing here is secret
    data = dice.choice(files).read_bytes()
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        data = dice.choice(MUTATORS)(data or b"x", dice)
    return data


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("project")
    (root / "scripts").mkdir()
    (root / "scripts" / "show.yaml").write_bytes((ROOT / "scripts" / "show.yaml").read_bytes())
    shutil.copytree(EDITIONS / "parts", root / "parts")
    return Project(root, root / "dist", root / "cache")


@pytest.fixture(scope="module")
def phrasing(project: Project) -> Phrasing:
    return project_phrasing(project)


def problem_of(project: Project, phrasing: Phrasing, data: bytes) -> AudiogenError | None:
    (project.scripts / "01-mutated.yaml").write_bytes(data)
    try:
        check_project(project, (), phrasing)
    except AudiogenError as error:
        return error
    return None


@pytest.mark.parametrize("first", range(0, MUTATIONS, AT_ONCE))
def test_no_mutation_of_a_script_is_answered_with_a_bug(first: int, project: Project, phrasing: Phrasing) -> None:
    for seed in range(first, min(first + AT_ONCE, MUTATIONS)):
        hold_to_problems(problem_of(project, phrasing, mutated(seed)), seed)


@pytest.mark.parametrize("first", range(0, MUTATIONS // 4, AT_ONCE))
def test_no_mutation_of_a_part_is_answered_with_a_bug(first: int, project: Project, phrasing: Phrasing) -> None:
    session = (EDITIONS / "01-editions.yaml").read_bytes()
    try:
        for seed in range(first, min(first + AT_ONCE, MUTATIONS // 4)):
            path = project.root / "parts" / PARTS[seed % len(PARTS)].name
            path.write_bytes(mutated(seed, [PARTS[seed % len(PARTS)]]))
            hold_to_problems(problem_of(project, phrasing, session), seed)
            shutil.copytree(EDITIONS / "parts", project.root / "parts", dirs_exist_ok=True)
    finally:
        shutil.copytree(EDITIONS / "parts", project.root / "parts", dirs_exist_ok=True)


def hold_to_problems(error: AudiogenError | None, seed: int) -> None:
    assert error is None or error.message, seed
    if isinstance(error, ScriptError):
        longest = max(error.problems, key=lambda problem: len(problem.message))
        assert len(longest.message) <= LONGEST_MESSAGE, (seed, longest.message)


def test_the_scripts_themselves_have_no_problems(project: Project, phrasing: Phrasing) -> None:
    assert [problem_of(project, phrasing, path.read_bytes()) for path in SCRIPTS] == [None] * len(SCRIPTS)
