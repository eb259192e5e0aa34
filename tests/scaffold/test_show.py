"""New shows: complete, their own, and never in the way of what is there."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.projects import FIRST, SHOW, contents

from audiogen.check.preflight import check_project
from audiogen.errors import AudiogenError, OutputError
from audiogen.project import Project
from audiogen.scaffold import files, show
from audiogen.scaffold.facts import ShowFacts, fact, language_of, title_for
from audiogen.scaffold.show import begin_show
from audiogen.scaffold.templates import written_languages
from audiogen.script.load import load_library
from audiogen.script.lock import read_lock

FACTS = ShowFacts("Quiet Minutes", "Anna", "en")
WRITTEN = {
    ".gitignore", "recordings/README.md", "parts/README.md",
    "scripts/01-arriving.yaml", "scripts/published.lock.json", "scripts/show.yaml",
}  # fmt: skip


def place(root: Path) -> Project:
    return Project(root, root / "dist", root / "cache")


def test_a_new_show_has_all_that_people_need_and_no_empty_folder(tmp_path: Path) -> None:
    begun = begin_show(tmp_path / "Ruhe für alle", FACTS)
    assert set(contents(tmp_path / "Ruhe für alle")) == WRITTEN
    assert {path.relative_to(tmp_path / "Ruhe für alle").as_posix() for path in begun.written} == WRITTEN
    assert all(any(path.iterdir()) for path in tmp_path.rglob("*") if path.is_dir())


def test_what_is_built_and_what_is_private_stays_out_of_version_control(tmp_path: Path) -> None:
    begin_show(tmp_path, FACTS)
    lines = (tmp_path / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"dist/", "private/", "clients.*"} <= set(lines)


@pytest.mark.parametrize("language", [*written_languages(), "en-gb", "pt-br", "sv", "cs", "la"])
def test_a_new_show_checks_clean_in_every_language(tmp_path: Path, language: str) -> None:
    begun = begin_show(tmp_path, ShowFacts('Anna: "ruhig" & leise', "#1 Praxis", language))
    checked = check_project(place(tmp_path), ())
    assert checked.warnings == ()
    assert checked.loaded.show.title == 'Anna: "ruhig" & leise'
    assert checked.loaded.show.author == "#1 Praxis"
    assert checked.loaded.show.language == language
    assert [(each.frames, each.asked_frames) for each in checked.lengths] == [(240 * 48_000, 240 * 48_000)]
    spoken = checked.loaded.scripts[0].language or language
    assert (spoken == "en") == (language == "en" or bool(begun.foreign))


@settings(max_examples=20)
@given(title=st.text(min_size=1), author=st.text(min_size=1))
def test_whatever_is_typed_is_what_the_show_says(
    tmp_path_factory: pytest.TempPathFactory, title: str, author: str
) -> None:
    try:
        facts = ShowFacts(fact("title", title), fact("author", author), "en")
    except AudiogenError:
        return
    root = tmp_path_factory.mktemp("show")
    begin_show(root, facts)
    shown = load_library(root / "scripts").show
    assert (shown.title, shown.author) == (facts.title, facts.author)


def test_every_show_has_a_random_identity_of_its_own(tmp_path: Path) -> None:
    guids = set()
    for name in ("one", "two"):
        begin_show(tmp_path / name, FACTS)
        lock = read_lock(tmp_path / name / "scripts")
        assert lock
        assert lock.episodes == {}
        assert uuid.UUID(lock.podcast_guid).version == 4
        guids.add(lock.podcast_guid)
    assert len(guids) == 2


def test_other_files_stay_as_they_are(tmp_path: Path) -> None:
    others = {"notes.txt": b"mine", "recordings/welcome.wav": b"mine", "scripts/README": b"mine"}
    for name, content in others.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    begin_show(tmp_path, FACTS)
    after = contents(tmp_path)
    assert {name: after[name] for name in others} == others
    assert set(after) == WRITTEN - {"recordings/README.md"} | set(others)


def test_sessions_without_a_show_get_one_and_no_session_more(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/01-mine.yaml").write_text(FIRST, encoding="utf-8")
    begun = begin_show(tmp_path, FACTS)
    assert begun.first is None
    assert [script.slug for script in load_library(tmp_path / "scripts").scripts] == ["01-mine"]


@pytest.mark.parametrize(
    ("before", "added"),
    [
        ("*.bak\n", "private/\nclients.*\n!/schemas/clients.json\n"),
        ("*.bak", "\nprivate/\nclients.*\n!/schemas/clients.json\n"),
        ("/private\n", "clients.*\n!/schemas/clients.json\n"),
        ("", "private/\nclients.*\n!/schemas/clients.json\n"),
    ],
)
def test_a_gitignore_keeps_what_it_holds_and_gets_what_it_lacks(tmp_path: Path, before: str, added: str) -> None:
    (tmp_path / ".gitignore").write_text(f"dist/\n{before}", encoding="utf-8")
    begun = begin_show(tmp_path, FACTS)
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == f"dist/\n{before}{added}"
    assert begun.added_to == (tmp_path / ".gitignore",)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("scripts/show.yaml", "there is a show in"),
        ("scripts/show.yml", "looks like the facts of a show"),
        ("show.yaml", "holds the scripts of a show"),
        ("scripts", "is there already"),
    ],
)
def test_a_show_is_refused_where_one_is_and_nothing_is_written(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(SHOW, encoding="utf-8")
    before = contents(tmp_path)
    with pytest.raises(AudiogenError, match=said) as error:
        begin_show(tmp_path, FACTS)
    assert "Nothing was changed" in error.value.hint
    assert contents(tmp_path) == before


def test_a_folder_whose_name_is_too_long_is_a_known_problem(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="too long"):
        begin_show(tmp_path / ("a" * 300), FACTS)


@pytest.mark.parametrize("at", range(len(WRITTEN)))
def test_a_killed_beginning_is_completed_by_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    real = show.write_all
    # a process that is killed takes nothing away
    monkeypatch.setattr(show, "write_all", lambda planned: real(planned[:at]))
    begin_show(tmp_path, FACTS)
    monkeypatch.undo()
    kept = contents(tmp_path)
    begin_show(tmp_path, ShowFacts("Ruhe", "Anna", "de"))
    after = contents(tmp_path)
    assert {name: after[name] for name in kept} == kept
    assert len(load_library(tmp_path / "scripts").scripts) == 1


def test_a_beginning_that_fails_leaves_no_folder_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, _target: Path) -> None:
        if path.name == "show.yaml":
            raise OSError(28, "No space left on device")

    real = files._give_name
    monkeypatch.setattr(files, "_give_name", lambda one, path: (full(path, one), real(one, path)))
    with pytest.raises(OutputError):
        begin_show(tmp_path / "shows/quiet", FACTS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "title"),
    [("quiet-minutes", "Quiet Minutes"), ("Praxis_Weiß", "Praxis Weiß"), ("RUHE", "RUHE"), ("-", "Quiet Minutes")],
)
def test_a_title_is_proposed_from_the_folder(tmp_path: Path, name: str, title: str) -> None:
    assert title_for(tmp_path / name) == title


@pytest.mark.parametrize(
    ("written", "tag"),
    [("de", "de"), ("German", "de"), ("français", "fr"), ("en_GB", "en-gb"), (" nl ", "nl"), ("Portuguese", "pt")],
)
def test_a_language_may_be_written_by_its_name(written: str, tag: str) -> None:
    assert language_of(written) == tag


@pytest.mark.parametrize("written", ["", "Quack", "xx", "12"])
def test_what_is_no_language_is_refused(written: str) -> None:
    with pytest.raises(AudiogenError, match="is not a language"):
        language_of(written)


@pytest.mark.parametrize("written", ["", "  \n ", "\x00", "a" * 256])
def test_a_title_is_neither_empty_nor_too_long(written: str) -> None:
    with pytest.raises(AudiogenError, match=r"^title: "):
        fact("title", written)
