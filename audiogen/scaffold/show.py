"""A new show: its facts, a first session, an identity of its own, and the folders that people need."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.atomic import cannot_write
from audiogen.errors import AudiogenError
from audiogen.project import LOCK_FILE
from audiogen.scaffold.facts import ShowFacts
from audiogen.scaffold.files import NewFile, is_there, write_all
from audiogen.scaffold.templates import WRITTEN_IN, filled, first_words, in_english, template
from audiogen.scaffold.voices import VoicePlan, voice_plan
from audiogen.script.beside import YAML_ENDINGS
from audiogen.script.folder import SHOW_FILE, is_session
from audiogen.script.identity import first_guid
from audiogen.script.language_tags import base_language
from audiogen.script.lock import PublishedLock, lock_content
from audiogen.script.meant.languages import language_name
from audiogen.script.reading import plain_slug
from audiogen.script.yaml.modeline import modeline, schema_path
from audiogen.script.yaml.writing import scalar
from audiogen.speech.registry import fitting_voices

_ON_ONE_LINE: Final = ("title", "arriving", "breathing", "asking", "question", "again", "closing")
NO_SCHEMAS: Final[Mapping[Path, str]] = {}
_OTHER_NAMES: Final = ("show.yml", "Show.yaml", "show.yaml.txt")
"""Files that somebody took for show.yaml."""


@dataclass(frozen=True, slots=True)
class NewShow:
    """A show that was begun."""

    written: tuple[Path, ...]
    added_to: tuple[Path, ...]
    """Files that were there and have more lines now."""
    first: Path | None
    """The first session; None where there were sessions."""
    voice_notes: tuple[str, ...]
    """What is to be known of its voices, in sentences."""
    foreign: str = ""
    """The show's language, by name, when the first session is in English for want of one in it."""


def refuse_show(folder: Path) -> None:
    """Say what speaks against a new show in a folder; nothing when it may be begun or completed.

    Raises:
        AudiogenError: when a show is there already, or a file is where a folder has to be.
    """
    try:
        _refuse(folder, folder / "scripts")
    except OSError as error:
        # a folder that nobody may look into, or a name that is too long
        raise cannot_write(folder, error) from error


def _refuse(folder: Path, scripts: Path) -> None:
    _refuse_broad(folder)
    for place in (folder, scripts):
        if place.exists() and not place.is_dir():
            raise is_there(place)
    where = "this folder" if folder == Path() else str(folder)
    if (scripts / SHOW_FILE).exists():
        hint = "Nothing was changed. To go on with it, add a session with `audiogen add`, or change what stands in it."
        message = f"there is a show in {where} already: {scripts / SHOW_FILE}"
        raise AudiogenError(message, hint=hint)
    if (folder / SHOW_FILE).is_file():
        message = f"{where} holds the scripts of a show: {folder / SHOW_FILE}"
        raise AudiogenError(message, hint="Nothing was changed. Begin another show in a folder of its own.")
    other = next((name for name in _OTHER_NAMES if (scripts / name).is_file()), None)
    if other:
        message = f"{scripts / other} looks like the facts of a show"
        raise AudiogenError(message, hint=f"Nothing was changed. Rename it to {SHOW_FILE}, or move it away.")


def _refuse_broad(folder: Path) -> None:
    """Refuse folders that hold everything else, too: a show in one of these is seldom meant, and never easy to undo."""
    whole = folder.resolve()
    broad = "the root of a disk" if whole == whole.parent else "your home folder" if whole == _home() else ""
    if broad:
        hint = (
            f"Nothing was written. Give the show a folder of its own, like `audiogen new {folder / 'quiet-minutes'}`."
        )
        message = f"{folder} is {broad}"
        raise AudiogenError(message, hint=hint)


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except RuntimeError:
        # nobody knows whose it would be
        return None


def begin_show(folder: Path, facts: ShowFacts, schemas: Mapping[Path, str] = NO_SCHEMAS) -> NewShow:
    """Begin a show in a folder, or complete what is there: all files are written, or none.

    Args:
        folder: where it shall live.
        facts: what is known of it.
        schemas: the texts of files for editors, by their paths.

    Raises:
        AudiogenError: when a show is there already, or when something cannot be written.
    """
    refuse_show(folder)
    voices = voice_plan(facts.language, fitting_voices(facts.language))
    files = [*_show_files(folder, facts, voices, schemas)]
    first = next((file.path for file in files if file.path.match("scripts/01-*.yaml")), None)
    added_to = tuple(file.path for file in files if file.at_end and file.path.exists())
    write_all(files)
    written = tuple(file.path for file in files if file.path not in added_to)
    own = first is None or first_words(base_language(facts.language)) is not None
    return NewShow(written, added_to, first, voices.notes, "" if own else language_name(facts.language))


def _show_files(folder: Path, facts: ShowFacts, voices: VoicePlan, schemas: Mapping[Path, str]) -> Iterator[NewFile]:
    """All that is not there yet. What makes it a show comes last: a second try finds the rest and goes on."""
    language = base_language(facts.language)
    own = first_words(language)
    words = own or first_words(WRITTEN_IN) or {}
    ignored = _ignored(folder / ".gitignore")
    if ignored:
        yield NewFile(folder / ".gitignore", ignored.encode(), at_end=True)
    for name in ("recordings", "parts"):
        if not (folder / name).exists():
            yield NewFile(folder / name / "README.md", template(f"{name}.md").encode())
    yield from (NewFile(path, text.encode()) for path, text in schemas.items() if not path.exists())

    def line(name: str, file: Path) -> str:
        place = schema_path(folder, name)
        return modeline(file, folder, name) if place in schemas or place.exists() else ""

    scripts = folder / "scripts"
    if not _has_sessions(scripts):
        name = language_name(facts.language)
        lines = "" if own else in_english(f"there is none in {name} yet")
        path = scripts / f"01-{plain_slug(words['title'])}.yaml"
        yield NewFile(path, f"{line('session', path)}{_first_session(words, lines)}".encode())
    if not (scripts / LOCK_FILE).exists():
        yield NewFile(scripts / LOCK_FILE, lock_content(PublishedLock(first_guid(""), {})))
    path = scripts / SHOW_FILE
    yield NewFile(path, f"{line('show', path)}{_show(facts, words, voices)}".encode())


def _ignored(path: Path) -> str:
    """The lines that a .gitignore does not have yet, behind what it has; empty when it has them all."""
    wanted = template("gitignore")
    if not path.is_file():
        return wanted
    text = path.read_text(encoding="utf-8", errors="replace")
    there = {line.strip().removeprefix("/").rstrip("/") for line in text.splitlines()}
    lines = [line for line in wanted.splitlines() if not line.startswith("#") and line.rstrip("/") not in there]
    if not lines:
        return ""
    return "\n".join([*([""] if text and not text.endswith("\n") else []), *lines, ""])


def _has_sessions(scripts: Path) -> bool:
    if not scripts.is_dir():
        return False
    return any(is_session(path) for path in scripts.iterdir() if path.name.lower().endswith(YAML_ENDINGS))


def _first_session(words: dict[str, str], language: str) -> str:
    inline = {key: scalar(words[key]) for key in _ON_ONE_LINE}
    return filled(template("first.yaml"), {**words, **inline, "language": language})


def _show(facts: ShowFacts, words: dict[str, str], voices: VoicePlan) -> str:
    values = {
        "title": scalar(facts.title),
        "author": scalar(facts.author),
        "description": words["description"],
        "language": facts.language,
        "voice_notes": textwrap.indent("\n".join(voices.notes), "# "),
        "voice": voices.value,
        "content": scalar(words["content"]),
        "care": words["care"],
    }
    return filled(template(SHOW_FILE), values)
