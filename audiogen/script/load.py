"""Reads a folder of scripts: `show.yaml` and one file for each session, with all problems of all files at once.

This module decides which files there are, how they are numbered and how they are chosen; `audiogen.script.reading`
reads a single one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.errors import AudiogenError, Problem, ScriptError
from audiogen.names import listed, quotable
from audiogen.project import way_to_project, way_to_show
from audiogen.script.asked import asked_by
from audiogen.script.beside import YAML_ENDINGS, is_note_on_recording, unread_files
from audiogen.script.included_files import IncludedFiles
from audiogen.script.model import KEYS, Script, Show
from audiogen.script.numbering import FileName, read_names
from audiogen.script.reading import Reading, read_model, read_script, slug_of
from audiogen.script.steps import VERBS
from audiogen.script.yaml.document import read_document
from audiogen.script.yaml.nodes import Fault, Text

SHOW_FILE: Final = "show.yaml"
_NO_SESSIONS: Final = frozenset({SHOW_FILE, "lexicon.yaml"})
"""Files that stand beside the sessions and are none."""

_MOST_LISTED: Final = 5


@dataclass(frozen=True, slots=True)
class ScriptName:
    """By what a script is asked for."""

    slug: str
    path: Path
    number: int


@dataclass(frozen=True, slots=True)
class Library:
    """A show, and the scripts that were asked for."""

    show: Show
    scripts: tuple[Script, ...]
    """By their numbers."""
    slugs: tuple[str, ...]
    """Those of all scripts in the folder, asked for or not."""
    warnings: tuple[Problem, ...] = ()
    """What does not keep the scripts from being built, and is hardly meant so."""
    for_clients: frozenset[str] = frozenset()
    """The slugs of those sessions that are for clients alone, asked for or not."""
    names: tuple[ScriptName, ...] = ()
    """Of all scripts in the folder, in the same order as the slugs."""
    variables: frozenset[str] | None = None
    """Those that any script in the folder asks for, asked for itself or not; None when one cannot be read."""

    @property
    def total(self) -> int:
        """How many scripts the folder holds."""
        return len(self.slugs)


@dataclass(frozen=True, slots=True)
class _ScriptFile:
    """A script's file, as far as it could be read."""

    path: Path
    name: FileName
    slug: str
    reading: Reading[Script]
    title: Text | None
    date: Text | None

    @property
    def number(self) -> int:
        """The episode's."""
        return self.name.number


def load_library(folder: Path, names: Sequence[str] = ()) -> Library:
    """The show of a folder and its scripts.

    Every YAML file is a script, but `show.yaml`, `lexicon.yaml` and those that begin with `_` or `.`.

    Args:
        folder: as the user named it; messages show its files so.
        names: the scripts to load, by slug, file, number or the beginning of a slug; all when empty.
            Mistakes in the others do not matter then.

    Raises:
        ScriptError: with every mistake of every file, in the order of files and lines.
        AudiogenError: when there is no folder, show or script, or no script of a name.
    """
    paths = _paths(folder)
    show_path = folder / SHOW_FILE
    show = read_model(read_document(show_path, KEYS), Show)
    named = read_names(paths, show.value.retired if show.value else ())
    included = IncludedFiles.beside(folder)
    files = [_read(path, name, show.value, included) for path, name in zip(paths, named, strict=True)]
    wanted = [_find(files, name, folder) for name in names]
    chosen = [each for each in files if each in wanted or not names]
    problems = [*_problems(show_path, show.faults), *_clashes(files, chosen)]
    for each in chosen:
        problems += (*_problems(each.path, each.reading.faults), *each.reading.elsewhere)
    warnings = [*_doubtful_names(files, chosen), *_other_dates(chosen)]
    warnings += _same_titles(files, chosen, {problem.path for problem in problems})
    if not names:
        warnings += unread_files(folder)
    if problems or show.value is None:
        raise ScriptError(tuple(sorted({*problems, *warnings})))
    scripts = (each.reading.value for each in chosen if each.reading.value is not None)
    by_number = sorted(scripts, key=lambda script: script.origin.number)
    return Library(
        show=show.value,
        scripts=tuple(by_number),
        slugs=tuple(each.slug for each in files),
        warnings=tuple(sorted(warnings)),
        for_clients=_for_clients(files),
        names=tuple(ScriptName(each.slug, each.path, each.number) for each in files),
        variables=_variables(files),
    )


def _variables(files: list[_ScriptFile]) -> frozenset[str] | None:
    scripts = [each.reading.value for each in files]
    known = [script for script in scripts if script is not None]
    return frozenset().union(*map(asked_by, known)) if len(known) == len(scripts) else None


def _for_clients(files: list[_ScriptFile]) -> frozenset[str]:
    return frozenset(each.slug for each in files if each.reading.value and each.reading.value.audience == "clients")


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


def _read(path: Path, name: FileName, show: Show | None, included: IncludedFiles) -> _ScriptFile:
    document = read_document(path, KEYS, VERBS)
    reading = read_script(document, name.number, show, date=name.date, included=included)
    return _ScriptFile(path, name, slug_of(document), reading, document.text("title"), document.text("date"))


def _problems(path: Path, faults: tuple[Fault, ...]) -> tuple[Problem, ...]:
    return tuple(
        Problem(path, fault.place.line, fault.place.column, fault.message, rule=fault.rule) for fault in faults
    )


def _clashes(files: list[_ScriptFile], chosen: list[_ScriptFile]) -> Iterator[Problem]:
    """What the chosen scripts share with any other, though it must be theirs alone; told once for all that share it."""
    for each in chosen:
        if each.name.fault:
            yield Problem(each.path, 1, 1, each.name.fault)
    same_number = _groups(files, chosen, lambda each: 0 if each.name.fault else each.number)
    for group in same_number:
        every = "all" if group[2:] else "both"
        message = f"{_file_names(group)} are {every} episode {group[0].number}; begin each name with its own number"
        yield Problem(_last_of(group, chosen).path, 1, 1, message)
    for group in _groups(files, chosen, lambda each: each.slug):
        # whoever copies a file copies its slug, and has been told of the number
        if group not in same_number:
            message = f'{_file_names(group)} have the slug "{quotable(group[0].slug)}"; give each its own with "slug: "'
            yield Problem(_last_of(group, chosen).path, 1, 1, message)


def _groups(
    files: list[_ScriptFile], chosen: list[_ScriptFile], key: Callable[[_ScriptFile], str | int]
) -> list[list[_ScriptFile]]:
    """All files that have something in common with another, if one of them was chosen."""
    groups: dict[str | int, list[_ScriptFile]] = {}
    for each in files:
        groups.setdefault(key(each), []).append(each)
    return [group for value, group in groups.items() if value and group[1:] and any(each in chosen for each in group)]


def _file_names(group: list[_ScriptFile]) -> str:
    """Their names in a sentence; of many, the first ones."""
    names = [each.path.name for each in group[:_MOST_LISTED]]
    more = len(group) - len(names)
    return listed([*names, f"{more} more"] if more else names)


def _last_of(group: list[_ScriptFile], chosen: list[_ScriptFile]) -> _ScriptFile:
    return next(each for each in reversed(group) if each in chosen)


def _doubtful_names(files: list[_ScriptFile], chosen: list[_ScriptFile]) -> Iterator[Problem]:
    """Files without a number beside others that have one."""
    if not any(each.name.ordered for each in files):
        return
    for each in chosen:
        if not each.name.ordered:
            good = f"{each.number:02}-{each.path.name}"
            message = (
                f"the name has no number, so that this is episode {each.number} until a file is added before it; "
                f"begin the name with one, like {good}"
            )
            yield Problem(each.path, 1, 1, message, warning=True)


def _other_dates(chosen: list[_ScriptFile]) -> Iterator[Problem]:
    """Dates in names that are not the dates in the files."""
    for each in chosen:
        script = each.reading.value
        if script and each.date and each.name.date not in (None, script.date):
            place, written = each.date.place, script.date
            message = f"date: the file's name begins with another date, {each.name.date}; {written} counts"
            yield Problem(each.path, place.line, place.column, message, warning=True)


def _same_titles(files: list[_ScriptFile], chosen: list[_ScriptFile], told: Collection[Path]) -> Iterator[Problem]:
    """Titles that two sessions have; not where a file is a copy in other ways, too."""
    titled = [each for each in files if each.title and each.title.value.strip()]
    for group in _groups(titled, chosen, lambda each: each.title.value.strip().casefold() if each.title else ""):
        last = _last_of(group, chosen)
        if last.title and last.path not in told:
            place, others = last.title.place, [each for each in group if each is not last]
            names = _file_names(others) if others[1:] else others[0].path.name
            message = (
                f'title: "{quotable(last.title.value)}" is the title of {names}, too; give each a title of its own'
            )
            yield Problem(last.path, place.line, place.column, message, warning=True)


def named(names: Sequence[ScriptName], name: str) -> list[ScriptName]:
    """The scripts that a name may mean: one by its number, slug, file or stem, else those that begin so."""
    bare = Path(name).name
    exact = [each for each in names if bare in {each.slug, each.path.name, each.path.stem, str(each.number)}]
    return exact or [each for each in names if name and (each.slug.startswith(bare) or each.path.stem.startswith(bare))]


def _find(files: list[_ScriptFile], name: str, folder: Path) -> _ScriptFile:
    """The one script that a name means."""
    by_name = {ScriptName(each.slug, each.path, each.number): each for each in files}
    found = named(tuple(by_name), name)
    if len(found) == 1:
        return by_name[found[0]]
    meant = "could be more than one script" if found else "is none of the scripts"
    message = f'"{quotable(name)}" {meant} in {folder}'
    listed = "\n".join(f"  {each.number:>3}  {each.slug or each.path.name}" for each in found or by_name)
    raise AudiogenError(message, hint=f"Write one of these, by its number or by its name:\n{listed}")
