"""The report on a media file: its figures with their verdicts; and the reports as JSON."""

from __future__ import annotations

import errno
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from audiogen.errors import OutputError
from audiogen.manifest import Manifest, Media
from audiogen.units import RATE
from audiogen.verify.ears.transcription import HeardPhrase, Understood, worst_first
from audiogen.verify.examine import Findings, Skimmed
from audiogen.verify.figure import Figure, Rule, Verdict, signed, worst
from audiogen.verify.judge.levels import level_figures
from audiogen.verify.judge.timing import length_figure, timing_figures, whole_figures
from audiogen.verify.judge.wave import wave_figures

_DAMAGED: Final = "A part of the file does not decode: build the episode again, and look at this then."


@dataclass(frozen=True, slots=True)
class FileReport:
    """One media file of one episode."""

    slug: str
    number: int
    title: str
    """The track's, with its length where that is not the session's own."""
    file: str
    """As the manifest names it, below dist/."""
    duration_s: float
    figures: tuple[Figure, ...]
    phrases: tuple[HeardPhrase, ...] | None = None
    """In order of time; None when the words were not transcribed."""

    @property
    def verdict(self) -> Verdict:
        """The gravest verdict of its figures."""
        return worst(figure.verdict for figure in self.figures)

    @property
    def kind(self) -> str:
        """What distinguishes it from the other files of its episode: MP3, or FLAC, voice."""
        # slugs have no dots, nor have hashes
        *part, suffix = self.file.rpartition("/")[2].split(".")[1:]
        return ", ".join([suffix.upper(), *part])

    @property
    def worst_phrases(self) -> list[HeardPhrase]:
        """Those that were not wholly understood, the worst first."""
        return worst_first(self.phrases or ())


def file_report(findings: Findings, understood: Understood | None = None, page: Sequence[Figure] = ()) -> FileReport:
    """Judge what was measured, and what was understood, if words were transcribed.

    Args:
        findings: what was measured.
        understood: what was understood.
        page: the figures of files that the page plays in its place.
    """
    manifest = findings.manifest
    words = understood.figures if understood else ()
    figures = tuple(chain(level_figures(findings), wave_figures(findings), timing_figures(findings), page, words))
    if findings.damaged_s:
        figures = tuple(map(_blamed_on_damage, figures))
    return FileReport(
        slug=manifest.slug,
        number=manifest.number,
        title=manifest.full_title,
        file=findings.media.file,
        duration_s=findings.heard.frames / RATE,
        figures=figures,
        phrases=understood.phrases if understood else None,
    )


def stem_report(episode: Manifest, stem: Media, skimmed: Skimmed) -> FileReport:
    """Whether a stem is the file that was made. Its sound has no targets: whoever mixes it decides."""
    figures = (length_figure(skimmed.frames, stem), *whole_figures(skimmed.facts, skimmed.damaged_s, stem))
    return FileReport(episode.slug, episode.number, episode.full_title, stem.file, skimmed.frames / RATE, figures)


def _blamed_on_damage(figure: Figure) -> Figure:
    # where a part of the sound is lost, all that follows is early, and looks wrong without being so
    return figure if figure.group == "File" or not figure.advice else replace(figure, advice=_DAMAGED)


_VOICE: Final = Rule(
    "speech_spread_lu", "Show", "Voice from session to session", "LU", "at most 0.5 LU apart",
    "Write `anchor: speech` under `levels:` in show.yaml, and build the show again: then the voice is equally loud in "
    "all sessions, whatever sounds behind it.",
)  # fmt: skip
_VOICE_LU: Final = 0.5
_FEWEST_TRACKS: Final = 2


def show_figures(reports: Sequence[FileReport]) -> tuple[Figure, ...]:
    """What is true of a show only as a whole: how far the loudness of the voice differs between its tracks.

    Nothing where fewer than two tracks have a voice; other formats of the same track count as that track.
    """
    heard = [
        (figure.value, report.title)
        for report in reports
        for figure in report.figures
        if figure.key == "speech_lufs" and figure.value is not None
    ]
    if len({title for _, title in heard}) < _FEWEST_TRACKS:
        return ()
    (low, softest), (high, loudest) = min(heard), max(heard)
    spread_lu = high - low
    shown = f"{signed(spread_lu)} LU: {softest} {signed(low)}, {loudest} {signed(high)} LUFS"
    verdict: Verdict = "pass" if round(spread_lu, 1) <= _VOICE_LU else "warn"
    return (_VOICE.figure(spread_lu, verdict, shown=shown),)


def check_place(path: Path | None) -> None:
    """Find out before an hour of listening whether a report can be written to a path; None needs no check.

    Raises:
        OutputError: when it cannot.
    """
    if path is None:
        return
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        raise OutputError(message, hint="Name a file in a folder that you may write to.") from error


def to_json(reports: Sequence[FileReport]) -> str:
    """The reports as a JSON document."""
    document = {
        "format": 1,
        "verdict": worst(report.verdict for report in reports),
        "show": [asdict(figure) for figure in show_figures(reports)],
        "files": [{**asdict(report), "verdict": report.verdict} for report in reports],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
