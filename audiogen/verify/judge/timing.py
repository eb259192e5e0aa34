"""Whether everything is where the manifest says: length and chapters; and the file itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from audiogen.encode.tags import ChapterTag
from audiogen.manifest import ChapterMark, Media
from audiogen.units import RATE, clock
from audiogen.verify.container import FileFacts
from audiogen.verify.examine import Findings
from audiogen.verify.figure import Figure, Occurrence, Rule, at_most
from audiogen.verify.judge.breaths import breath_figure
from audiogen.verify.judge.words import spoken_figures

_MOST_PLACES: Final = 5
_NO_CHAPTER_S: Final = 60.0
"""What a chapter that is not there at all, or has another title, counts as."""

_LENGTH: Final = Rule(
    "length_off_frames", "Timing", "Length", "frames", "as the manifest says, to the frame",
    "Build the episode again: the file was cut or replaced after it was made.", digits=0,
)  # fmt: skip
_CHAPTERS: Final = Rule(
    "chapter_drift_ms", "Timing", "Chapters in the file", "ms", "at most 1 ms off, titles alike",
    "Build the episode again: players jump by the file's own chapters, and those are not the manifest's.",
)  # fmt: skip
_DECODES: Final = Rule(
    "undecodable", "File", "Decodes", "packets", "from beginning to end",
    "Build the episode again: the file was damaged after it was made, and players stumble or fall silent there.",
    digits=0,
)  # fmt: skip
_SIZE: Final = Rule(
    "size_off_bytes", "File", "Size", "bytes", "as the manifest says",
    "Build the episode again: feeds announce the manifest's size.", digits=0,
)  # fmt: skip
_SHA: Final = Rule(
    "sha256_differs", "File", "SHA-256", "", "as the manifest says",
    "Build the episode again: this is not the file that was built.", digits=0,
)  # fmt: skip
_BIT_RATE: Final = Rule(
    "bit_rate", "File", "Bit rate", "kbit/s", "within 5 % of the manifest's",
    "Build the episode again: the file was encoded by something else.", digits=0,
)  # fmt: skip
_TAGS: Final = Rule(
    "missing_tags", "File", "Tags and cover", "missing", "title as in the manifest, artist, album, cover",
    "Build the episode again: players show what stands in the file.", digits=0,
)  # fmt: skip


def timing_figures(findings: Findings) -> Iterator[Figure]:
    """The figures of timing and of the file itself."""
    yield length_figure(findings.heard.frames, findings.media)
    if findings.facts.carries_chapters:
        yield _chapters(findings)
    yield from spoken_figures(findings)
    yield breath_figure(findings)
    yield from _file(findings)


def length_figure(frames: int, media: Media) -> Figure:
    """How many frames there are, against how many there should be."""
    off = frames - media.frames
    shown = f"{frames} frames ({clock(frames / RATE)})"
    return _LENGTH.figure(off, at_most(abs(off), 0, 0), shown=f"{shown}, {off:+} frames" if off else shown)


def whole_figures(facts: FileFacts, damaged_s: Sequence[float], media: Media) -> Iterator[Figure]:
    """Whether a file is the one that was made, to the last byte."""
    places = [Occurrence(at_s, "does not decode") for at_s in dict.fromkeys(round(at_s, 1) for at_s in damaged_s)]
    packets = f"{len(damaged_s)} packet{'' if len(damaged_s) == 1 else 's'}"
    shown = f"all but {packets}" if damaged_s else "from beginning to end"
    yield _DECODES.figure(len(damaged_s), at_most(len(damaged_s), 0, 0), shown=shown, places=places[:_MOST_PLACES])
    off = facts.size_bytes - media.size_bytes
    size = f"{facts.size_bytes} bytes ({facts.size_bytes / 1e6:.1f} MB)"
    yield _SIZE.figure(off, at_most(abs(off), 0, 0), shown=size)
    differs = int(facts.sha256 != media.sha256)
    yield _SHA.figure(differs, at_most(differs, 0, 0), shown=f"{facts.sha256[:12]}…")


def _chapters(findings: Findings) -> Figure:
    both = list(zip_longest(findings.manifest.chapters, findings.facts.tags.chapters))
    others = [_other_title(*pair) for pair in both if not all(pair) or pair[0].title != pair[1].title]
    if others:
        shown = f"{len(others)} of {len(both)} with another title"
        return _CHAPTERS.figure(_NO_CHAPTER_S * 1000, "fail", shown=shown, places=others[:_MOST_PLACES])
    drifts = [
        (1000 * max(abs(marked.start_s - own.start_s), abs(marked.end_s - own.end_s)), marked) for marked, own in both
    ]
    drifts.sort(key=lambda each: -each[0])
    places = [Occurrence(at.start_s, f"{at.title}: {drift_ms:.1f} ms") for drift_ms, at in drifts if drift_ms > 1]
    worst_ms = drifts[0][0] if drifts else 0.0
    return _CHAPTERS.figure(worst_ms, at_most(worst_ms, 1, 50), places=places[:_MOST_PLACES])


def _other_title(marked: ChapterMark | None, own: ChapterTag | None) -> Occurrence:
    expected, found = (f'"{each.title}"' if each else "none" for each in (marked, own))
    first = marked or own
    return Occurrence(first.start_s if first else 0.0, f"expected {expected}, found {found}")


def _file(findings: Findings) -> Iterator[Figure]:
    facts, tags, media = findings.facts, findings.facts.tags, findings.media
    yield from whole_figures(facts, findings.damaged_s, media)
    off = abs(tags.bit_rate - media.bit_rate) / media.bit_rate
    yield _BIT_RATE.figure(tags.bit_rate / 1000, at_most(off, 0.05, 0.2))
    there = {
        "title": tags.title == findings.manifest.full_title,
        "artist": bool(tags.artist),
        "album": bool(tags.album),
        "cover": tags.cover is not None,
    }
    missing = [name for name, is_there in there.items() if not is_there]
    shown = ", ".join(missing) + " missing" if missing else "all there"
    yield _TAGS.figure(len(missing), at_most(len(missing), 0, 1), shown=shown)
