"""Loads a show: what was read in its folder, chosen by names, with all problems of all files at once.

`audiogen.script.folder` decides which files there are and reads them, `audiogen.script.clashes` what they share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audiogen.errors import AudiogenError, Problem, ScriptError
from audiogen.names import quotable
from audiogen.script.beside import unread_files
from audiogen.script.clashes import clashes, doubtful_names, other_dates, same_titles
from audiogen.script.folder import SHOW_FILE, ReadFolder, ScriptFile, read_folder
from audiogen.script.model import KEYS, Script, Show
from audiogen.script.reading import read_model
from audiogen.script.yaml.document import read_document
from audiogen.script.yaml.nodes import Fault


@dataclass(frozen=True, slots=True)
class ScriptName:
    """By what a script is asked for."""

    slug: str
    path: Path
    number: int
    unlisted: bool = False
    """Whether only those get it who ask for it by name."""


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


def load_show(folder: Path) -> Show:
    """What show.yaml says, whatever is wrong with the sessions beside it.

    Args:
        folder: as in `load_library`.

    Raises:
        ScriptError: with every mistake in it.
    """
    path = folder / SHOW_FILE
    reading = read_model(read_document(path, KEYS), Show)
    if reading.value is None:
        raise ScriptError(_problems(path, reading.faults))
    return reading.value


def load_library(folder: Path, names: Sequence[str] = (), before: ReadFolder | None = None) -> Library:
    """The show of a folder and its scripts.

    Every YAML file is a script, but `show.yaml`, `lexicon.yaml` and those that begin with `_` or `.`.

    Args:
        folder: as the user named it; messages show its files so.
        names: the scripts to load, by slug, file, number or the beginning of a slug; all when empty.
            Mistakes in the others do not matter then.
        before: what was read earlier; files that are as they were then are not read again.

    Raises:
        ScriptError: with every mistake of every file, in the order of files and lines.
        AudiogenError: when there is no folder, show or script, or no script of a name.
    """
    return _library(read_folder(folder, before), names)


def load_session(folder: Path, name: str, before: ReadFolder | None = None) -> Library:
    """The same for one script. Where the name is that of its file, no other script is read, nor told of.

    Args:
        folder: as in `load_library`, and so are errors.
        name: of the script.
        before: as in `load_library`.
    """
    return _library(read_folder(folder, before, name), [name])


def _library(read: ReadFolder, names: Sequence[str]) -> Library:
    wanted = [find_script(read, name) for name in names]
    chosen = [each for each in read.files if each in wanted or not names]
    mistakes = [*show_mistakes(read), *clashes(read.files, chosen)]
    for each in chosen:
        mistakes += script_mistakes(each)
    warnings = [*odd_names(read, chosen, mistakes), *(unread_files(read.path) if not names else ())]
    if mistakes or read.show is None:
        raise ScriptError(tuple(sorted({*mistakes, *warnings})))
    return library_of(read.show, read, chosen, warnings)


def show_mistakes(read: ReadFolder) -> tuple[Problem, ...]:
    """Those in show.yaml."""
    return _problems(read.path / SHOW_FILE, read.reading.faults)


def script_mistakes(file: ScriptFile) -> tuple[Problem, ...]:
    """Those in a script, and in what it includes."""
    return (*_problems(file.path, file.reading.faults), *file.reading.elsewhere)


def odd_names(read: ReadFolder, chosen: Sequence[ScriptFile], mistakes: Iterable[Problem]) -> Iterator[Problem]:
    """What is doubtful in the names, dates and titles of the chosen scripts, in which these mistakes are."""
    yield from doubtful_names(read.files, chosen)
    yield from other_dates(chosen)
    yield from same_titles(read.files, chosen, {problem.path for problem in mistakes})


def library_of(show: Show, read: ReadFolder, chosen: Iterable[ScriptFile], warnings: Iterable[Problem] = ()) -> Library:
    """The library of the chosen scripts; of those with mistakes, without them."""
    scripts = (each.reading.value for each in chosen if each.reading.value is not None)
    return Library(
        show=show,
        scripts=tuple(sorted(scripts, key=lambda script: script.origin.number)),
        slugs=tuple(each.slug for each in read.files),
        warnings=tuple(sorted(warnings)),
        for_clients=_for_clients(read.files),
        names=tuple(ScriptName(each.slug, each.path, each.number, _is_unlisted(each)) for each in read.files),
        variables=_variables(read.files),
    )


def _variables(files: Sequence[ScriptFile]) -> frozenset[str] | None:
    known = [each.asked for each in files if each.asked is not None]
    return frozenset[str]().union(*known) if len(known) == len(files) else None


def _for_clients(files: Sequence[ScriptFile]) -> frozenset[str]:
    return frozenset(each.slug for each in files if each.reading.value and each.reading.value.audience == "clients")


def _is_unlisted(file: ScriptFile) -> bool:
    return file.reading.value is not None and file.reading.value.unlisted


def _problems(path: Path, faults: tuple[Fault, ...]) -> tuple[Problem, ...]:
    return tuple(
        Problem(path, fault.place.line, fault.place.column, fault.message, rule=fault.rule) for fault in faults
    )


def named(names: Sequence[ScriptName], name: str) -> list[ScriptName]:
    """The scripts that a name may mean: one by its number, slug, file or stem, else those that begin so."""
    bare = Path(name).name
    exact = [each for each in names if bare in {each.slug, each.path.name, each.path.stem, str(each.number)}]
    return exact or [each for each in names if name and (each.slug.startswith(bare) or each.path.stem.startswith(bare))]


def find_script(read: ReadFolder, name: str) -> ScriptFile:
    """The one script that a name means.

    Raises:
        AudiogenError: when there is none, or more than one.
    """
    by_name = {ScriptName(each.slug, each.path, each.number): each for each in read.files}
    found = named(tuple(by_name), name)
    if len(found) == 1:
        return by_name[found[0]]
    meant = "could be more than one script" if found else "is none of the scripts"
    message = f'"{quotable(name)}" {meant} in {read.path}'
    listed = "\n".join(f"  {each.number:>3}  {each.slug or each.path.name}" for each in found or by_name)
    raise AudiogenError(message, hint=f"Write one of these, by its number or by its name:\n{listed}")
