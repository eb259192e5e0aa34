"""What verifying found, for people and programs: each episode's figures with their verdicts, and the same as JSON."""

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
from audiogen.verify.ears.transcription import HeardPhrase, Understood
from audiogen.verify.examine import Findings, Skimmed
from audiogen.verify.figure import Figure, Verdict, worst
from audiogen.verify.judge.levels import level_figures
from audiogen.verify.judge.timing import length_figure, timing_figures, whole_figures
from audiogen.verify.judge.wave import wave_figures

_DAMAGED: Final = "A part of the file does not decode: build the episode again, and look at this then."


@dataclass(frozen=True, slots=True)
class PhraseReport:
    """One phrase, and what was understood of it."""

    start_s: float
    end_s: float
    text: str
    heard: str
    wrong: int
    """Words put in place of others, left out or added."""
    words: int
    """That were written."""
    error_rate: float
    """Wrong words for each that was written; above 1 when many were added."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """One media file of one episode."""

    slug: str
    number: int
    title: str
    file: str
    """As the manifest names it, below dist/."""
    duration_s: float
    figures: tuple[Figure, ...]
    phrases: tuple[PhraseReport, ...] | None = None
    """In order of time; None when nobody listened for words."""

    @property
    def verdict(self) -> Verdict:
        """The gravest of its figures'."""
        return worst(figure.verdict for figure in self.figures)

    @property
    def kind(self) -> str:
        """What tells it from the other files of its episode: MP3, or FLAC, voice."""
        *part, suffix = self.file.rpartition("/")[2].removeprefix(self.slug).strip(".").split(".")
        return ", ".join([suffix.upper(), *part])

    @property
    def worst_phrases(self) -> list[PhraseReport]:
        """Those that were not wholly understood, the worst first."""
        wrong = [phrase for phrase in self.phrases or () if phrase.wrong]
        return sorted(wrong, key=lambda phrase: -phrase.error_rate)


def file_report(findings: Findings, understood: Understood | None = None) -> FileReport:
    """Judge what was found, and what was understood, if anybody listened for words."""
    manifest = findings.manifest
    words = understood.figures if understood else ()
    figures = tuple(chain(level_figures(findings), wave_figures(findings), timing_figures(findings), words))
    if findings.damaged_s:
        figures = tuple(map(_after_mending, figures))
    return FileReport(
        slug=manifest.slug,
        number=manifest.number,
        title=manifest.title,
        file=findings.media.file,
        duration_s=findings.heard.frames / RATE,
        figures=figures,
        phrases=tuple(map(_phrase, understood.phrases)) if understood else None,
    )


def stem_report(episode: Manifest, stem: Media, skimmed: Skimmed) -> FileReport:
    """Whether a stem is the file that was made; how it sounds is its mixer's affair."""
    figures = (length_figure(skimmed.frames, stem), *whole_figures(skimmed.facts, skimmed.damaged_s, stem))
    return FileReport(episode.slug, episode.number, episode.title, stem.file, skimmed.frames / RATE, figures)


def _after_mending(figure: Figure) -> Figure:
    """Where a part of the sound is lost, all that follows is early, and looks wrong without being so."""
    return figure if figure.group == "File" or not figure.advice else replace(figure, advice=_DAMAGED)


def _phrase(heard: HeardPhrase) -> PhraseReport:
    return PhraseReport(
        start_s=heard.caption.start_s,
        end_s=heard.caption.end_s,
        text=heard.caption.text,
        heard=heard.heard,
        wrong=heard.wrong,
        words=heard.words,
        error_rate=round(heard.rate, 4),
    )


def check_place(path: Path | None) -> None:
    """Learn before an hour of listening whether a report can be written to a place; None is no place, and good.

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
        "files": [{**asdict(report), "verdict": report.verdict} for report in reports],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
