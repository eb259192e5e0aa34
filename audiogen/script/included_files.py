"""Files of steps that sessions include: finds them in the project folder, and reads each of them once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from audiogen.errors import Problem
from audiogen.names import nearest, quotable
from audiogen.project import located, lookalike
from audiogen.script.blocks import VERBS
from audiogen.script.meant.keys import key_meant
from audiogen.script.model import KEYS
from audiogen.script.step_reading import ReadSteps, StepReader
from audiogen.script.yaml.document import Document
from audiogen.script.yaml.nodes import Fault, Fields, Items, Node, Place
from audiogen.script.yaml.source import SourceFile

MOST_DEEP: Final = 10
"""Files that are included in one another; more are a mistake."""
_ENDINGS: Final = (".yaml", ".yml")


@dataclass(slots=True)
class IncludedFiles:
    """The files of steps of one project."""

    root: Path
    """The project folder, as the user named it: paths in `include` begin there."""
    scripts: Path
    """Where the sessions lie; none of them can be included."""
    _read: dict[Path, ReadSteps] = field(default_factory=dict)
    _open: dict[Path, str] = field(default_factory=dict)
    """The files that are being read, the outermost first, as they were written."""
    sources: dict[Path, SourceFile] = field(default_factory=dict)
    """What the files held that were read, by the paths that messages name."""
    known: Mapping[Path, SourceFile] = field(default_factory=dict)
    """Files that are taken as they were read before, whatever they hold by now."""

    @classmethod
    def beside(cls, scripts: Path, known: Mapping[Path, SourceFile] = MappingProxyType({})) -> IncludedFiles:
        """Those of the project that a folder of scripts belongs to."""
        return cls(scripts.parent if scripts.name not in {"", ".."} else scripts / "..", scripts, known=known)

    def steps(self, name: str) -> ReadSteps | str:
        """The steps of a file, or a sentence that says why it cannot be included.

        Args:
            name: its path from the project folder, as it is written.
        """
        path = self._path(name)
        if isinstance(path, str):
            return path
        file = path.resolve()
        if file in self._open:
            return self._cycle(file, name)
        if len(self._open) >= MOST_DEEP:
            return self._too_deep(name)
        if file not in self._read:
            self._open[file] = name
            self._read[file] = self._read_part(path)
            del self._open[file]
        part = self._read[file]
        return self._too_deep(name) if len(self._open) + part.depth > MOST_DEEP else part

    def _read_part(self, path: Path) -> ReadSteps:
        source = self.sources[path] = self.known.get(path) or SourceFile.read(path)
        read, found = self._parted(source.document(KEYS, VERBS))
        problems = (
            Problem(path, fault.place.line, fault.place.column, fault.message, rule=fault.rule) for fault in found
        )
        return replace(read, faults=(), elsewhere=(*problems, *read.elsewhere), depth=read.depth + 1)

    def faults(self, document: Document) -> list[Fault]:
        """What is wrong with a file of steps itself, in the order of its lines."""
        return self._parted(document)[1]

    def _parted(self, document: Document) -> tuple[ReadSteps, list[Fault]]:
        read = ReadSteps()
        faults = list(_other_keys(document.root))
        if isinstance(document.root, Fields) and not any("mean steps" in fault.message for fault in faults):
            read = StepReader(document.path, self.steps).below(document.root)
        elif not isinstance(document.root, Fields) and not document.faults:
            faults.append(_without_steps(document.root))
        return read, sorted({*faults, *read.faults, *document.faults})

    def _path(self, name: str) -> Path | str:
        """Where a file lies, or why it cannot be included."""
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\", "~")) or ".." in parts:
            return f'"{quotable(name)}" leads out of the project folder; a path begins there, like parts/{parts[-1]}'
        try:
            path = located(self.root, name)
            if not path.is_file():
                return self._missing(name, folder=path.is_dir())
            file = path.resolve()
            outside, session = not file.is_relative_to(self.root.resolve()), file.is_relative_to(self.scripts.resolve())
        except (OSError, ValueError) as error:
            return f'"{quotable(name)}" cannot be read: {error}'
        if outside:
            return f'"{quotable(name)}" is a link that leads out of the project folder; copy the file there'
        if session:
            return self._session(name)
        return path

    def _session(self, name: str) -> str:
        return (
            f'"{quotable(name)}" lies among the sessions, and would be one; move what several share beside '
            f"{self.scripts.name or 'scripts'}/, like parts/{Path(name).name}"
        )

    def _missing(self, name: str, *, folder: bool) -> str:
        if folder:
            return f'"{quotable(name)}" is a folder; write the path of a file in it'
        if name != name.strip():
            return f'"{quotable(name)}" begins or ends with a space here; remove it'
        path = self.root / name
        if path.is_symlink():
            return f'"{quotable(name)}" is a link that leads nowhere; copy the file there'
        if path.exists():
            return f'"{quotable(name)}" is no file with text; write the path of one, like parts/settling.yaml'
        inside = self.scripts / name
        if inside.is_file():
            return self._session(name)
        meant = next(filter(None, (lookalike(self.root, name + ending) for ending in ("", *_ENDINGS))), None)
        meant = meant or self._alike(name)
        hint = f"did you mean {meant}?" if meant else "a path begins there, like parts/settling.yaml"
        return f'there is no file "{quotable(name)}" in the project folder; {hint}'

    def _alike(self, name: str) -> str | None:
        """The file in the same folder whose name looks most like this one."""
        folder = self.root / Path(name).parent
        if not folder.is_dir():
            return None
        names = [path.name for path in folder.iterdir() if path.suffix.lower() in _ENDINGS]
        near = nearest(Path(name).name, names)
        return (Path(name).parent / near).as_posix() if near else None

    def _cycle(self, file: Path, name: str) -> str:
        files = list(self._open)
        chain = [*list(self._open.values())[files.index(file) :], name]
        if len(chain) == 2:
            return f"{chain[0]} includes itself, which would never end; remove this"
        way = ", which includes ".join(chain[1:])
        return f"{chain[0]} includes {way}, which would never end; remove one of these"

    def _too_deep(self, name: str) -> str:
        shown = quotable(" > ".join([*self._open.values(), name]))
        return f"more than {MOST_DEEP} files are included in one another ({shown}); include them in the session itself"


def _other_keys(root: Node | None) -> Iterator[Fault]:
    """Keys beside `steps:`, which say nothing in a file that is included."""
    for pair in root.entries if isinstance(root, Fields) else ():
        if pair.key == "steps":
            continue
        if key_meant(pair.key, ["steps"]) or nearest(pair.key, ["steps"]):
            yield Fault(pair.place, f'"{quotable(pair.key)}" is not a key here; did you mean steps?')
        elif pair.key in VERBS:
            yield Fault(pair.place, f'"{pair.key}" begins a step; write "steps:" above it, and a dash before it')
        else:
            message = "a file that is included holds steps alone; this belongs to the session that includes it"
            yield Fault(pair.place, f'"{quotable(pair.key)}" is not a key here: {message}')


def _without_steps(root: Node | None) -> Fault:
    place = root.place if root else Place(1, 1)
    if isinstance(root, Items):
        return Fault(place, 'write "steps:" above the first dash, in a line of its own')
    return Fault(place, 'a file that is included begins with "steps:"; below it stand steps, each with a dash')
