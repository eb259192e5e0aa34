"""Whether everything is where the manifest says: length, chapters, captions, breaths; and the file itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from statistics import median
from typing import Final

from audiogen.units import RATE, clock
from audiogen.verify.examine import Findings, Timed
from audiogen.verify.figures import Figure, Place, Rule, at_most, signed

_MOST_PLACES: Final = 5
_NO_CHAPTER_S: Final = 60.0
"""What a chapter that is not there at all, or has another title, counts as."""
_TYPICAL_MS: Final = 90.0
"""Words are heard this long after their clip begins: its margin, and a first consonant."""
_FEW: Final = 3
"""Fewer breaths than this that can be timed are no ground for a verdict."""

_LENGTH: Final = Rule(
    "length_off_frames", "Timing", "Length", "frames", "as the manifest says, to the frame",
    "Build the episode again: the file was cut or replaced after it was made.", digits=0,
)  # fmt: skip
_CHAPTERS: Final = Rule(
    "chapter_drift_ms", "Timing", "Chapters in the file", "ms", "at most 1 ms off, titles alike",
    "Build the episode again: players jump by the file's own chapters, and those are not the manifest's.",
)  # fmt: skip
_CAPTIONS: Final = Rule(
    "caption_drift_ms", "Timing", "Words after their caption, median", "ms", "0 to 200 ms",
    "Build the episode again: the captions do not belong to this sound.", digits=0,
)  # fmt: skip
_WORST_CAPTION: Final = Rule(
    "worst_caption_drift_ms", "Timing", "Words after their caption, worst", "ms", f"{signed(-150, 0)} to 400 ms",
    "Listen to the place: the words begin too early or too late for whoever reads along.", digits=0,
)  # fmt: skip
_UNHEARD: Final = Rule(
    "captions_unheard", "Timing", "Captions without words", "", "none",
    "Listen to the places: nothing there stands out of the bed as speech does.", digits=0,
)  # fmt: skip
_BREATHS: Final = Rule(
    "breath_cue_off_ms", "Timing", "Breath cues off the grid, median", "ms", "at most 10 ms",
    "Build the episode again; if it stays, report it: the cue does not begin with its breath.", digits=0,
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
    off = findings.heard.frames - findings.media.frames
    shown = f"{findings.heard.frames} frames ({clock(findings.heard.frames / RATE)})"
    yield _LENGTH.figure(off, at_most(abs(off), 0, 0), shown=f"{shown}, {off:+} frames" if off else shown)
    if findings.facts.carries_chapters:
        yield _chapters(findings)
    yield from _captions(findings.captions)
    yield _breaths(findings)
    yield from _file(findings)


def _chapters(findings: Findings) -> Figure:
    off: list[tuple[float, Place]] = []
    for asked, own in zip_longest(findings.manifest.chapters, findings.facts.chapters):
        if asked is None or own is None or asked.title != own.title:
            at_s = (asked or own).start_s if (asked or own) else 0.0
            name = asked.title if asked else own.title if own else ""
            off.append((_NO_CHAPTER_S, Place(at_s, f'"{name}" is not the same in file and manifest')))
        else:
            drift_s = max(abs(asked.start_s - own.start_s), abs(asked.end_s - own.end_s))
            off.append((drift_s, Place(asked.start_s, f"{asked.title}: {drift_s * 1000:.1f} ms")))
    worst_ms = max((drift_s * 1000 for drift_s, _ in off), default=0.0)
    places = [place for drift_s, place in sorted(off, key=lambda each: -each[0]) if drift_s > 0.001][:_MOST_PLACES]
    return _CHAPTERS.figure(worst_ms, at_most(worst_ms, 1, 50), places=places)


def _captions(captions: Sequence[Timed]) -> Iterator[Figure]:
    heard = [(timed.onset.offset_s * 1000, timed) for timed in captions if timed.onset]
    lost = [Place(timed.start_s, timed.what) for timed in captions if not timed.onset]
    middle_ms = median(drift_ms for drift_ms, _ in heard) if heard else None
    off_ms = None if middle_ms is None else abs(middle_ms - 100)
    shown = f"{signed(middle_ms, 0)} ms, of {len(heard)} captions" if middle_ms is not None else ""
    yield _CAPTIONS.figure(middle_ms, at_most(off_ms, 100, 150), shown=shown)
    ordered = sorted(heard, key=lambda each: -abs(each[0] - _TYPICAL_MS))
    worst_ms = ordered[0][0] if ordered else None
    off_ms = None if worst_ms is None else abs(worst_ms - 125)
    places = [Place(timed.start_s, f"{signed(drift_ms, 0)} ms: {timed.what}") for drift_ms, timed in ordered]
    yield _WORST_CAPTION.figure(worst_ms, at_most(off_ms, 275, 525), places=places[:_MOST_PLACES])
    yield _UNHEARD.figure(len(lost), at_most(len(lost), 0, len(captions) // 20), places=lost[:_MOST_PLACES])


def _breaths(findings: Findings) -> Figure:
    clear = [(each.onset.offset_s * 1000, each) for each in findings.breaths if each.onset and each.onset.is_clear]
    hidden = len(findings.breaths) - len(clear)
    confidence = f"{len(clear)} clear, {hidden} too soft under the bed, {findings.covered_breaths} under words"
    if not clear:
        return _BREATHS.figure(None, "none", shown=f"none can be timed ({confidence})")
    middle_ms = median(off_ms for off_ms, _ in clear)
    bearable_ms = 20 if len(clear) >= _FEW else 1000
    places = [
        Place(each.start_s, f"{each.what}: {signed(off_ms, 0)} ms")
        for off_ms, each in sorted(clear, key=lambda pair: -abs(pair[0]))
    ]
    shown = f"{signed(middle_ms, 0)} ms ({confidence})"
    verdict = at_most(abs(middle_ms), 10, bearable_ms)
    return _BREATHS.figure(middle_ms, verdict, shown=shown, places=places[:_MOST_PLACES])


def _file(findings: Findings) -> Iterator[Figure]:
    facts, media, manifest = findings.facts, findings.media, findings.manifest
    off = facts.size_bytes - media.size_bytes
    size = f"{facts.size_bytes} bytes ({facts.size_bytes / 1e6:.1f} MB)"
    yield _SIZE.figure(off, at_most(abs(off), 0, 0), shown=size)
    differs = int(facts.sha256 != media.sha256)
    yield _SHA.figure(differs, at_most(differs, 0, 0), shown=f"{facts.sha256[:12]}…")
    kbps = facts.bit_rate / 1000
    yield _BIT_RATE.figure(kbps, at_most(abs(facts.bit_rate - media.bit_rate) / media.bit_rate, 0.05, 0.2))
    missing = [
        name
        for name, there in (
            ("title", facts.title == manifest.title),
            ("artist", bool(facts.artist)),
            ("album", bool(facts.album)),
            ("cover", facts.has_cover),
        )
        if not there
    ]
    yield _TAGS.figure(
        len(missing), at_most(len(missing), 0, 1), shown=", ".join(missing) + " missing" if missing else "all there"
    )
