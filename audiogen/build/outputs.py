"""Which files a session is written as: those that are published, and its stems."""

from __future__ import annotations

from audiogen.atomic import beside
from audiogen.build.session import Session
from audiogen.encode.formats import find_format
from audiogen.render.output import Output, Part


def unfinished_outputs(session: Session) -> tuple[Output, ...]:
    """The files of an episode, under temporary names where they will lie: those that are published, then the stems."""
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
