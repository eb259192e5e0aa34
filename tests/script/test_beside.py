"""Files beside the sessions that nobody reads: each is named once, with what to do; what belongs there is not."""

from pathlib import Path

import pytest
from support.script_files import SCRIPT, write_scripts

from audiogen.errors import AudiogenError
from audiogen.script.load import load_library

NAMED = {
    "02-mine.yaml.txt": "rename it to 02-mine.yaml",
    "02-mine.yml.TXT": "rename it to 02-mine.yaml",
    "02-mine.yaml.download": "rename it to 02-mine.yaml",
    "02-mine.ymal": "rename it to 02-mine.yaml",
    "02-mine.txt": "rename it to 02-mine.yaml",
    "02-mine.md": "rename it to 02-mine.yaml",
    "02 mine.json": "rename it to 02 mine.yaml",
    "02-mine": "rename it to 02-mine.yaml",
    "04-mine.docx": "`audiogen import 04-mine.docx` makes one of it",
    "04-mine.yaml.docx": "`audiogen import 04-mine.yaml.docx` makes one of it",
    "04-mine.odt": "`audiogen import 04-mine.odt` makes one of it",
    "04-mine.pdf": "`audiogen import 04-mine.pdf` makes one of it",
    "04 mine.doc": "save it as 04 mine.docx outside this folder, and `audiogen import '04 mine.docx'` makes one of it",
    "04-mine.rtf": "save it as 04-mine.docx",
    "ideas.txt": "else to _ideas.txt",
    "ideas.md": "else to _ideas.md",
    "show.yml": "remove this file",
    "Lexicon.yml": "rename it to lexicon.yaml",
    "clients/maria.yaml": "call the folder _clients",
    "2026/autumn/maria.yml": "call the folder _2026",
}
LEFT_ALONE = (
    *("lexicon.yaml", "published.lock.json", "README.md", "README", "LICENSE.txt", ".hidden.yaml", "_draft.yaml"),
    *("_ideas.txt", "01-a.yaml~", ".01-a.yaml.swp", "#01-a.yaml#", "01-a.yaml.bak", "01-a.yaml.orig", "~$04-mine.docx"),
    *("02-rain.mp3", "welcome.m4a", "02-cover.jpg", "Thumbs.db", ".DS_Store", "desktop.ini", "rain.flac"),
    *("_old/03-b.yaml", ".git/03-b.yaml", "pictures/02-a.png", "notes/words.txt"),
)


def put(folder: Path, name: str, content: str = "en:\n  prana: PRAH-nah\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", NAMED)
def test_what_looks_like_a_session_and_is_not_read_is_named_with_a_remedy(tmp_path: Path, name: str) -> None:
    path = put(write_scripts(tmp_path, s01_a=SCRIPT), name)
    (warning,) = load_library(tmp_path).warnings
    assert (warning.path, warning.warning) == (path, True)
    assert NAMED[name] in warning.message


@pytest.mark.parametrize("name", ["02-mine.txt", "ideas.md"])
def test_a_text_without_any_key_of_a_script_is_to_be_imported(tmp_path: Path, name: str) -> None:
    put(write_scripts(tmp_path, s01_a=SCRIPT), name, "# Evening\n\nTHERAPIST: Welcome to this place.\nPause: 10 s\n")
    (warning,) = load_library(tmp_path).warnings
    assert f"`audiogen import {name}` makes one of it" in warning.message


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_belongs_there_is_not_named(tmp_path: Path, name: str) -> None:
    put(write_scripts(tmp_path, s01_a=SCRIPT), name)
    assert load_library(tmp_path).warnings == ()


def test_a_note_on_a_recording_is_no_session(tmp_path: Path) -> None:
    put(write_scripts(tmp_path, s01_a=SCRIPT), "rain.wav")
    put(tmp_path, "rain.wav.yaml", "licence: own\n")
    loaded = load_library(tmp_path)
    assert (loaded.slugs, loaded.warnings) == (("01-a",), ())


def test_of_many_files_the_first_ones_are_named(tmp_path: Path) -> None:
    write_scripts(tmp_path, s01_a=SCRIPT)
    for number in range(2, 99):
        put(tmp_path, f"{number:02}-mine.yaml.txt")
    warnings = load_library(tmp_path).warnings
    assert len(warnings) == 11
    assert "there are more files" in warnings[0].message


def test_whoever_asks_for_one_session_is_told_of_nothing_beside_it(tmp_path: Path) -> None:
    put(write_scripts(tmp_path, s01_a=SCRIPT), "02-mine.yaml.txt")
    assert load_library(tmp_path, ["1"]).warnings == ()


def test_a_folder_with_nothing_but_wrong_names_says_how_to_mend_them(tmp_path: Path) -> None:
    put(write_scripts(tmp_path), "01-mine.yaml.txt")
    with pytest.raises(AudiogenError, match="no scripts") as raised:
        load_library(tmp_path)
    assert "rename it to 01-mine.yaml" in raised.value.hint


@pytest.mark.parametrize("name", ["show.yml", "Show.yaml", "show.yaml.txt", "show.txt"])
def test_a_show_under_another_name_is_found(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    if (tmp_path / "show.yaml").exists():
        pytest.skip("this system takes both for one name")
    with pytest.raises(AudiogenError, match=r"show\.yaml does not exist") as raised:
        load_library(tmp_path)
    assert raised.value.hint == f"Rename {name} to show.yaml."
