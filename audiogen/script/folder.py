"""The files of a show's folder, each as far as it could be read. What has not changed since is not read again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from audiogen.errors import AudiogenError
from audiogen.project import way_to_project, way_to_show
from audiogen.script.asked import asked_by
from audiogen.script.beside import YAML_ENDINGS, is_note_on_recording, unread_files
from audiogen.script.blocks import VERBS, Include, Repeat, Written
from audiogen.script.included_files import IncludedFiles
from audiogen.script.model import KEYS, Script, Show
from audiogen.script.numbering import FileName, read_names
from audiogen.script.reading import Reading, read_model, read_script, slug_of
from audiogen.script.yaml.document import read_document
from audiogen.script.yaml.nodes import Text
from audiogen.script.yaml.source import SourceFile

SHOW_FILE: Final = "show.yaml"
_NO_SESSIONS: Final = frozenset({SHOW_FILE, "lexicon.yaml"})
"""Files that stand beside the sessions and are none."""


@dataclass(frozen=True, slots=True)
class ScriptFile:
    """A script's file, as far as it could be read."""

    source: SourceFile
    name: FileName
    slug: str
    reading: Reading[Script]
    title: Text | None
    date: Text | None
    language: str | None
    """The show's, in which a script is that names none."""
    parts: frozenset[Path]
    """The files that it includes, and those that are included in these."""
    asked: frozenset[str] | None
    """The variables that it asks for; None where it cannot be read."""
    outdated: bool = False
    """Whether what it includes may be another by now; its own text is as it was."""

    @property
    def path(self) -> Path:
        """As the user named it."""
        return self.source.path

    @property
    def number(self) -> int:
        """The episode's."""
        return self.name.number


@dataclass(frozen=True, slots=True)
class ReadFolder:
    """All that stands in a show's folder."""

    path: Path
    """As the user named it; messages show its files so."""
    reading: Reading[Show]
    """What show.yaml holds now."""
    show: Show | None
    """The show as it was when show.yaml was last without a mistake."""
    files: tuple[ScriptFile, ...]
    """Of the sessions, by name."""
    parts: Mapping[Path, SourceFile]
    """What sessions include."""


def read_folder(
    folder: Path, before: ReadFolder | None = None, only: str = "", *, changed: Collection[Path] | None = None
) -> ReadFolder:
    """A show and its scripts.

    Args:
        folder: as the user named it.
        before: what was read earlier. A file that is as it was then keeps its reading, the same object.
        only: a name of one session; where the names of files alone tell which one is meant, no other is read.
        changed: the files that may have changed since. When they are given, scripts of which only included files
            changed are not read at once, but outdated: `renewed` reads one of them.

    Raises:
        AudiogenError: when there is no folder, show or script.
    """
    paths = _paths(folder)
    reading = read_model(read_document(folder / SHOW_FILE, KEYS), Show)
    show = reading.value or (before.show if before else None)
    others = changed is None or any(path not in paths for path in changed)
    known = _Known.of(before)
    reader = _FolderReader(show, IncludedFiles.beside(folder, known.parts), known, others, at_once=changed is None)
    named = tuple(zip(paths, read_names(paths, show.retired if show else ()), strict=True))
    meant = _meant(named, only)
    files = tuple(reader.read(*each) for each in (meant if len(meant) == 1 else named))
    return ReadFolder(folder, reading, show, files, _parts(files, reader))


def renewed(read: ReadFolder, path: Path) -> ReadFolder:
    """The folder with one script read anew that is outdated.

    It and what it includes are taken as they were when the folder was read: all scripts are of one moment, and what was
    written since is a change to come.
    """
    included = IncludedFiles.beside(read.path, read.parts)
    reader = _FolderReader(read.show, included, _Known({}, read.parts), others=True, at_once=True)
    files = tuple(reader.anew(each.source, each.name) if each.path == path else each for each in read.files)
    return replace(read, files=files, parts=_parts(files, reader))


def _parts(files: Iterable[ScriptFile], reader: _FolderReader) -> Mapping[Path, SourceFile]:
    sources = {**reader.known.parts, **reader.included.sources}
    used = frozenset().union(*(each.parts for each in files))
    return {path: sources[path] for path in used if path in sources}


def _meant(named: tuple[tuple[Path, FileName], ...], name: str) -> list[tuple[Path, FileName]]:
    """The files that a name means by themselves, whatever slugs are in them."""
    bare = Path(name).name
    exact = [each for each in named if bare in {each[0].name, each[0].stem, str(each[1].number)}]
    return exact or [each for each in named if bare and each[0].stem.startswith(bare)]


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read before."""

    files: Mapping[Path, ScriptFile]
    parts: Mapping[Path, SourceFile]
    """As they are now."""
    same: frozenset[Path] = frozenset()
    """Those of them that are as they were."""

    @classmethod
    def of(cls, before: ReadFolder | None) -> _Known:
        if before is None:
            return cls({}, {})
        now = {path: source.again() for path, source in before.parts.items()}
        same = frozenset(path for path, source in now.items() if source == before.parts[path])
        return cls({each.path: each for each in before.files}, now, same)


@dataclass(frozen=True, slots=True)
class _FolderReader:
    show: Show | None
    included: IncludedFiles
    known: _Known
    others: bool
    """Whether any file may have changed that is no session."""
    at_once: bool
    """Whether scripts are read of which only included files changed."""

    def read(self, path: Path, name: FileName) -> ScriptFile:
        language = self.show.language if self.show else None
        known = self.known.files.get(path)
        source = known.source.again() if known else SourceFile.read(path)
        if known and source == known.source and (name, language) == (known.name, known.language):
            holds = self._holds(known)
            if holds or not self.at_once:
                return replace(known, source=source, outdated=not holds)
        return self.anew(source, name)

    def anew(self, source: SourceFile, name: FileName) -> ScriptFile:
        """A script of this text, whatever was known of it."""
        language = self.show.language if self.show else None
        document = source.document(KEYS, VERBS)
        reading = read_script(document, name.number, self.show, date=name.date, included=self.included)
        script = reading.value
        parts = frozenset(_included(script.steps)) if script else frozenset()
        asked = asked_by(script) if script else None
        title, date = document.text("title"), document.text("date")
        return ScriptFile(source, name, slug_of(document), reading, title, date, language, parts, asked)

    def _holds(self, known: ScriptFile) -> bool:
        """Whether all that a file includes is as it was; where a mistake stands, nobody knows what it includes."""
        mistaken = known.reading.value is None
        includes = isinstance(known.source.text, str) and Include.verb in known.source.text
        unknown = mistaken and includes and self.others
        return not unknown and not known.outdated and known.parts <= self.known.same


def _included(steps: Iterable[Written]) -> Iterator[Path]:
    """The files from which steps come, but for the one that they are written in."""
    for step in steps:
        if isinstance(step, Include):
            yield step.places[0].path
        if isinstance(step, Include | Repeat):
            yield from _included(step.steps)


def _paths(folder: Path) -> list[Path]:
    """The scripts' files by name, one or more."""
    paths = session_paths(folder)
    if not paths:
        message = f"there are no scripts in {folder}"
        unread = [f"{problem.path}: {problem.message}" for problem in unread_files(folder)]
        beside = (
            'Begin one with `audiogen add "Title"`, make one of a document with `audiogen import FILE`, or write a '
            "file like 01-arriving.yaml beside show.yaml."
        )
        raise AudiogenError(message, hint="\n".join(unread) or beside)
    return paths


def session_paths(folder: Path) -> list[Path]:
    """The files of a show's sessions by name; perhaps none.

    Raises:
        AudiogenError: when there is no folder, or no show in it.
    """
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        message = f"the folder {folder} {what}"
        raise AudiogenError(message, hint=way_to_project(folder.parent))
    try:
        listed_all = [path.name for path in folder.iterdir()]
    except OSError as error:
        message = f"the folder {folder} cannot be read: {error.strerror or error}"
        raise AudiogenError(message, hint="Check its permissions.") from error
    listed = sorted(name for name in listed_all if name.lower().endswith(YAML_ENDINGS))
    if SHOW_FILE not in listed:
        message = f"{folder / SHOW_FILE} does not exist"
        alike = next((name for name in sorted(listed_all) if re.match(r"show\b", name, re.IGNORECASE)), None)
        hint = f"Rename {alike} to {SHOW_FILE}." if alike else way_to_show(folder.parent)
        raise AudiogenError(message, hint=hint)
    return [folder / name for name in listed if is_session(folder / name)]


def is_session(path: Path) -> bool:
    """Whether a YAML file beside a show is one of its sessions."""
    name = path.name
    return not (
        name.startswith(("_", ".")) or f"{path.stem.lower()}.yaml" in _NO_SESSIONS or is_note_on_recording(path)
    )
