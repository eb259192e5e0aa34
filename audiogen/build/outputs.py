"""Which files a session is written as: those that are published, its stems, and those that the page plays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from audiogen.atomic import beside
from audiogen.build.session import Session
from audiogen.encode.formats import find_format
from audiogen.render.output import Output, Part
from audiogen.script.mixes import PageMix

_PAGE_FORMAT: Final = "mp3"
"""What every browser plays, and begins at once."""


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file that the page plays, under a temporary name."""

    mix: PageMix
    output: Output
    encoded: Output | None = None
    """Where the mix is encoded before its sound is copied; None of the full one, which is an episode's anyway."""

    @property
    def ending(self) -> str:
        """How its name ends in the end."""
        mix = "" if self.mix == "full" else f".{self.mix}"
        return f"{mix}.page{self.output.format.suffix}"


@dataclass(frozen=True, slots=True)
class UnfinishedFiles:
    """All files that an episode may have, under temporary names where they will lie."""

    outputs: tuple[Output, ...]
    """Those that are published, then the stems."""
    played: int
    """Which of them the page's is copied from: an MP3 if there is one, else the first."""
    page: tuple[PageFile, ...]
    """What the page plays, for each mix that the show offers."""

    @property
    def endings(self) -> dict[Path, str]:
        """How the name of each will end."""
        files = {each.path: ending_of(each) for each in self.outputs}
        for each in self.page:
            files[each.output.path] = each.ending
            if each.encoded:
                files[each.encoded.path] = each.ending
        return files


def unfinished_files(session: Session) -> UnfinishedFiles:
    """The files of an episode, under temporary names."""
    outputs = written_outputs(session)
    played = next((each for each in outputs if each.format.name == _PAGE_FORMAT), outputs[0])

    def another() -> Output:
        return replace(played, path=beside(played.path, played.format.suffix))

    mixes = session.show.mixes
    page = tuple(PageFile(mix, another(), None if mix == "full" else another()) for mix in mixes)
    return UnfinishedFiles(outputs, outputs.index(played), page)


def written_outputs(session: Session) -> tuple[Output, ...]:
    """What is encoded of a session, under temporary names: what is published, then the stems."""
    project = session.project
    chosen = ((find_format(each.name), each.bit_rate_kbps) for each in session.show.formats)
    mixes = (Output(kind, beside(project.episodes / "mix", kind.suffix), kbps) for kind, kbps in chosen)
    if not session.show.stems:
        return tuple(mixes)
    flac = find_format("flac")
    stems: tuple[Part, ...] = ("voice", "ambience")
    return (*mixes, *(Output(flac, beside(project.stems / part, flac.suffix), part=part) for part in stems))


def ending_of(output: Output) -> str:
    """How the name of a finished file ends."""
    return output.format.suffix if output.part == "mix" else f".{output.part}{output.format.suffix}"
