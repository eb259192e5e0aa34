"""Mechanical mistakes in a project: which files have some, what these would be without them, and writing that."""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Final

from audiogen.ambience.presets import PRESET_FOLDER
from audiogen.atomic import write_atomically
from audiogen.clients.entry import KEYS as CLIENT_KEYS
from audiogen.clients.from_yaml import list_records
from audiogen.clients.reading import ClientReader
from audiogen.clients.roster import YAML_FILE
from audiogen.errors import OutputError, Problem
from audiogen.names import listed
from audiogen.project import Project, located
from audiogen.script.bed import PRESET_KEYS, Preset
from audiogen.script.blocks import VERBS
from audiogen.script.folder import SHOW_FILE, session_paths
from audiogen.script.included_files import IncludedFiles
from audiogen.script.load import ScriptName, named
from audiogen.script.model import KEYS, Show
from audiogen.script.numbering import read_names
from audiogen.script.reading import read_model, read_script, slug_of
from audiogen.script.yaml.contents import LARGEST_BYTES
from audiogen.script.yaml.document import parse_document, read_document
from audiogen.script.yaml.fixing import Fixed, Fixing, fixed_file
from audiogen.script.yaml.nodes import Fault, Fields, Items, Node, Text
from audiogen.speech.words.lexicon_file import LEXICON_FILE, LEXICON_KEYS

_MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class FileFix:
    """A file that has mechanical mistakes."""

    path: Path
    """As the user named its project."""
    old: bytes
    """What it holds."""
    fixed: Fixed


def proposed_fixes(
    project: Project, names: Sequence[str] = (), *, within: Collection[Path] | None = None
) -> tuple[FileFix, ...]:
    """The files of a project that have mechanical mistakes, with what they would be without; nothing is written.

    Args:
        project: the folders.
        names: the sessions to look at, as `load_library` takes them; what all sessions share is looked at in any case.
        within: the only files that are asked about; all, when it is None.

    Raises:
        AudiogenError: when there is no folder, or no show in it.
    """
    included = IncludedFiles.beside(project.scripts)
    waiting = {path: _script(path, included) for path in _chosen(session_paths(project.scripts), names)}
    waiting |= _shared(project)
    fixes: dict[Path, FileFix | None] = {}
    while waiting:
        path, kind = waiting.popitem()
        data = _content(path)
        fixed = fixed_file(data, kind) if data and (within is None or path in within) else None
        fixes[path] = FileFix(path, data, fixed) if fixed else None
        if kind.verbs:
            parts = _parts(project, path, fixed.after if fixed else data.decode(errors="replace"))
            waiting |= {part: _part(part, included) for part in parts if part not in fixes}
    return tuple(sorted(filter(None, fixes.values()), key=lambda fix: fix.path))


def write_fix(fix: FileFix) -> Path:
    """Write a file without its mechanical mistakes, and beside it a copy of what it was.

    Returns:
        The copy.

    Raises:
        OutputError: when the place cannot be written, or when the file has been changed meanwhile.
    """
    # where a link leads, so that it stays one
    path = fix.path.resolve()
    if _content(path) != fix.old:
        message = f"{fix.path} has been changed meanwhile, and is left as it is"
        raise OutputError(message, hint="Run the command again to see what is mended in it now.")
    copy = _unused(path)
    for place, data in ((copy, fix.old), (path, fix.fixed.data)):
        mode = path.stat().st_mode
        write_atomically(place, data)
        # what is known of clients may be readable for their owner alone
        place.chmod(stat.S_IMODE(mode))
    return copy


def fixing_advice(project: Project, problems: Iterable[Problem]) -> str:
    """The sentence that names the files with problems of which some can be mended by themselves; else nothing."""
    broken = {problem.path for problem in problems if not problem.warning}
    fixes = [fix for fix in proposed_fixes(project, within=broken) if fix.fixed.better]
    if not fixes:
        return ""
    names = [fix.path.name for fix in fixes]
    told = names if len(names) <= _MOST_NAMED else [*names[:_MOST_NAMED], f"{len(names) - _MOST_NAMED} more"]
    return (
        f"`audiogen check --fix` mends what is mechanical of this, in {listed(told)}: it shows you each change before."
    )


def _unused(path: Path) -> Path:
    """A name for what a file was."""
    names = chain([f"{path.name}.bak"], (f"{path.name}.{number}.bak" for number in count(2)))
    return next(each for each in map(path.with_name, names) if not each.exists())


def _content(path: Path) -> bytes:
    """What a file holds; nothing where it cannot be read, or is too large for a script, which is told elsewhere."""
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= LARGEST_BYTES else b""
    except OSError:
        return b""


def _chosen(paths: Sequence[Path], names: Sequence[str]) -> Sequence[Path]:
    """The files of some sessions; all of them when there are no names."""
    if not names:
        return paths
    read = zip(paths, read_names(paths), strict=True)
    known = [ScriptName(slug_of(read_document(path, KEYS, VERBS)), path, name.number) for path, name in read]
    return [each.path for name in names for each in named(known, name)]


def _shared(project: Project) -> dict[Path, Fixing]:
    """The files that all sessions share."""
    show, lexicon, clients = project.scripts / SHOW_FILE, project.scripts / LEXICON_FILE, project.root / YAML_FILE
    presets = (project.root / PRESET_FOLDER).glob("*.yaml")
    return {
        show: Fixing(KEYS, (), lambda text: read_model(parse_document(show, text, KEYS), Show).faults),
        lexicon: Fixing(LEXICON_KEYS, (), lambda text: parse_document(lexicon, text, LEXICON_KEYS).faults),
        clients: Fixing(CLIENT_KEYS, (), lambda text: _client_faults(clients, text)),
        **{path: _preset(path) for path in presets},
    }


def _script(path: Path, included: IncludedFiles) -> Fixing:
    def faults(text: str) -> Sequence[Fault]:
        return read_script(parse_document(path, text, KEYS, VERBS), 1, None, included=included).faults

    return Fixing(KEYS, VERBS, faults)


def _part(path: Path, included: IncludedFiles) -> Fixing:
    return Fixing(KEYS, VERBS, lambda text: included.faults(parse_document(path, text, KEYS, VERBS)))


def _preset(path: Path) -> Fixing:
    return Fixing(PRESET_KEYS, (), lambda text: read_model(parse_document(path, text, PRESET_KEYS), Preset).faults)


def _client_faults(path: Path, text: str) -> list[Fault]:
    records, reader = list_records(path, text), ClientReader(table=False)
    for record in records.records:
        reader.read(record)
    return [*records.faults, *reader.faults]


def _parts(project: Project, path: Path, text: str) -> Iterator[Path]:
    """The files that a text includes, as far as they are there and belong to the project."""
    root = parse_document(path, text, KEYS, VERBS).root
    for name in _includes(root) if root else ():
        try:
            part = located(project.root, name)
            if part.is_file() and part.resolve().is_relative_to(project.root.resolve()):
                yield part
        except (OSError, ValueError):
            continue


def _includes(node: Node) -> Iterator[str]:
    """What stands behind every `include:` in a tree."""
    if isinstance(node, Items):
        yield from chain.from_iterable(map(_includes, node.items))
    elif isinstance(node, Fields):
        for pair in node.entries:
            if pair.key == "include" and isinstance(pair.value, Text):
                yield pair.value.value
            yield from _includes(pair.value)
