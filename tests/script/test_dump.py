"""A script that is written to a file is read from it unchanged, and the file looks as if somebody had written it.

`AUDIOGEN_DUMPS=1000` tries as many scripts as are tried before a release; the test suite tries fewer.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from support.repository import GOLDEN, ROOT
from support.written_scripts import KEYS_OF, PART, SCRIPTS, SHOWS, VARIABLES

from audiogen.check.preflight import check_project
from audiogen.errors import ScriptError
from audiogen.project import Project
from audiogen.scaffold.facts import ShowFacts
from audiogen.scaffold.session import add_session
from audiogen.scaffold.show import begin_show
from audiogen.scaffold.templates import LIKES
from audiogen.script.blocks import VERBS
from audiogen.script.dump import Remarks, dump_script, dump_show
from audiogen.script.levels import Levels
from audiogen.script.load import load_library
from audiogen.script.model import KEYS, Script, Show
from audiogen.script.reading import read_model, read_script
from audiogen.script.yaml.document import parse_document
from audiogen.script.yaml.fields import Model
from audiogen.script.yaml.writing import WIDTH

many = settings(
    max_examples=int(os.environ.get("AUDIOGEN_DUMPS", "80")),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[*HealthCheck],
)
SHOW: Final = Show(title="Small Show", author="audiogen", description="A show for tests.")
HEAD: Final = "title: Small\nsummary: A short session.\n"
GOLDEN_SHOW: Final = GOLDEN / "dump" / "scripts"


def read(text: str, path: Path = Path("01-arriving.yaml")) -> Script:
    reading = read_script(parse_document(path, text, KEYS, VERBS), 1, SHOW)
    assert reading.faults == ()
    assert reading.value is not None
    return reading.value


def read_show(text: str) -> Show:
    reading = read_model(parse_document(Path("show.yaml"), text, KEYS), Show)
    assert reading.faults == ()
    assert reading.value is not None
    return reading.value


def chosen(value: object) -> object:
    """What an author chose, without what is the same as to choose nothing, and without places."""
    if isinstance(value, tuple):
        return tuple(map(chosen, value))
    if isinstance(value, Levels):
        # the target fills in the others, so that all of them seem to be chosen
        return None if value == Levels() else value
    if not isinstance(value, Model):
        return value
    names = value.model_fields_set - (value.unwritten - {"settings"})
    found = {name: chosen(getattr(value, name)) for name in names}
    filled = {name: each for name, each in found.items() if each not in (None, ())}
    return {"": type(value), **filled} if filled else None


def too_long(text: str) -> list[str]:
    """Lines over the width, but for thoughts of a block, that have a space at which they could end."""
    found, block = [], None
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and line and indent <= block:
            block = None
        words = re.sub(r"^ *(- )?(\w+: )?", "", line)
        if len(line) > WIDTH and block is None and re.search(r"[^ \\] [^ ]", words):
            found.append(line)
        if block is None and re.search(r"[:-] \|-?$", line):
            block = indent
    return found


def told(project: Project) -> list[tuple[str, str]]:
    """What check says of a project, wherever in a file that stands."""
    try:
        problems = check_project(project, ()).warnings
    except ScriptError as error:
        problems = error.problems
    return sorted((problem.path.name, problem.message) for problem in problems)


def rewrite(folder: Path) -> None:
    """Every file of a show, written anew from what is read in it."""
    library = load_library(folder)
    (folder / "show.yaml").write_text(dump_show(library.show), encoding="utf-8")
    for script in library.scripts:
        script.origin.path.write_text(dump_script(script), encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the file that scripts include."""
    root = tmp_path_factory.mktemp("project")
    part = root / PART
    part.parent.mkdir()
    part.write_text(f"steps:\n  - say: Hello {' '.join(f'{{{name}}}' for name in VARIABLES)}.\n", encoding="utf-8")
    return root


@many
@given(SCRIPTS)
def test_a_script_that_is_written_and_read_is_unchanged(project: Path, script: Script) -> None:
    text = dump_script(script)
    again = read(text, project / script.origin.path)
    assert chosen(again) == chosen(script)
    assert dump_script(again) == text
    assert too_long(text) == []


@many
@given(SHOWS)
@example(Show(title="T", author="A", description="D", levels=Levels(target="streaming", loudness=-14, anchor="speech")))
@example(Show(title="T", author="A", description="D", levels=Levels(target="audiobook", anchor="speech")))
def test_a_show_that_is_written_and_read_is_unchanged(show: Show) -> None:
    text = dump_show(show)
    assert chosen(read_show(text)) == chosen(show)
    assert too_long(text) == []


@pytest.mark.parametrize("model", KEYS_OF, ids=lambda model: model.__name__)
def test_every_key_of_the_language_is_tried(model: type[Model]) -> None:
    fields = {name for name in model.model_fields if name not in model.unwritten - {"settings"}}
    assert KEYS_OF[model] >= fields


@pytest.mark.parametrize("path", sorted(GOLDEN_SHOW.glob("0*.yaml")), ids=lambda path: path.stem)
def test_what_a_careful_author_wrote_is_written_again_letter_for_letter(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert dump_script(read(text, path)) == text


def test_a_show_is_written_again_letter_for_letter() -> None:
    text = (GOLDEN_SHOW / "show.yaml").read_text(encoding="utf-8")
    assert dump_show(read_show(text)) == text


@pytest.mark.parametrize(
    ("written", "dumped"),
    [
        ("- breathe: 4:6\n    cycles: 6", "- breathe: long-exhale\n    cycles: 6"),
        ("- pause: 85 sec", "- pause: 1m25s"),
        ("- chapter: |\n      Rest\n      now", "- chapter: Rest now"),
        ("- {say: Hello., voice: {name: [emma]}}", "- say: Hello.\n    voice: emma"),
        ("- say: >\n      Hello\n      there.", "- say: |\n      Hello there."),
        (f"- say: '{'so ' * 50}far'", f"- say: >-\n      {'so ' * 37}so\n      {'so ' * 12}far"),
    ],
)
def test_what_was_written_otherwise_is_written_as_the_page_on_the_language_has_it(written: str, dumped: str) -> None:
    assert dump_script(read(f"{HEAD}steps:\n  {written}\n")) == f"{HEAD}steps:\n  {dumped}\n"


def test_slug_and_date_are_written_where_the_name_of_the_file_does_not_give_them() -> None:
    script = read(f"{HEAD}slug: rest\ndate: 2026-11-09\nsteps:\n  - say: Hello.\n", Path("2026-11-09-rest.yaml"))
    assert dump_script(script) == f"{HEAD}slug: rest\nsteps:\n  - say: Hello.\n"
    moved = script.model_copy(update={"origin": read(f"{HEAD}steps:\n  - say: Hello.\n", Path("rest.yaml")).origin})
    assert dump_script(moved) == f"{HEAD}date: 2026-11-09\nsteps:\n  - say: Hello.\n"


def test_the_shipped_scripts_are_written_again_but_for_comments_and_lengths_that_have_another_form() -> None:
    for script in load_library(ROOT / "scripts").scripts:
        lines = script.origin.path.read_text(encoding="utf-8").splitlines(keepends=True)
        text = "".join(line for line in lines if not line.startswith("#"))
        assert dump_script(script) == text.replace("max: 85s", "max: 1m25s")


def test_check_says_the_same_of_shipped_scripts_and_templates_once_they_are_written_anew(tmp_path: Path) -> None:
    scripts = shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    for number, like in enumerate(LIKES):
        add_session(scripts, f"Session {number}", like=like, minutes=(15,), today=dt.date(2026, 11, 2))
    project = Project(tmp_path, tmp_path / "dist", tmp_path / "cache")
    before, loaded = told(project), load_library(scripts)
    rewrite(scripts)
    assert told(project) == before
    assert list(map(chosen, load_library(scripts).scripts)) == list(map(chosen, loaded.scripts))


@pytest.mark.parametrize("language", ["en", "de", "fr", "pt-br"])
def test_a_new_show_is_unchanged_once_it_is_written_anew(tmp_path: Path, language: str) -> None:
    begin_show(tmp_path, ShowFacts("Quiet: Minutes", "Anna", language))
    before = load_library(tmp_path / "scripts")
    rewrite(tmp_path / "scripts")
    after = load_library(tmp_path / "scripts")
    assert chosen(after.show) == chosen(before.show)
    assert list(map(chosen, after.scripts)) == list(map(chosen, before.scripts))


def test_remarks_stand_above_the_file_above_keys_and_above_steps_and_change_nothing() -> None:
    script = read(f"{HEAD}steps:\n  - say: One.\n  - pause: 4s\n  - say: Two.\n")
    remarks = Remarks(
        ["What was left out:", "", "a\nb"], {"summary": ["TODO more words"]}, {1: ["TODO line 2: how long"]}
    )
    text = dump_script(script, remarks)
    assert text == (
        "# What was left out:\n#\n# a b\ntitle: Small\n# TODO more words\nsummary: A short session.\nsteps:\n"
        "  - say: One.\n  # TODO line 2: how long\n  - pause: 4s\n  - say: Two.\n"
    )
    assert read(text) == script.model_copy(update={"origin": read(text).origin})


def test_a_long_remark_goes_on_below_and_what_no_editor_shows_is_a_space() -> None:
    script = read(f"{HEAD}steps:\n  - say: One.\n")
    text = dump_script(script, Remarks(["word " * 40 + "one\x85title: Other"]))
    lines = [line for line in text.splitlines() if line.startswith("#")]
    assert len(lines) == 2
    assert lines[1].startswith("#   word")
    assert lines[1].endswith("one title: Other")
    assert all(len(line) <= WIDTH for line in lines)
