"""What verifying found, for people and programs: each episode's figures with their verdicts, and the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import chain

from audiogen.units import RATE
from audiogen.verify.examine import Findings
from audiogen.verify.figures import Figure, Verdict, worst
from audiogen.verify.judge_levels import level_figures
from audiogen.verify.judge_timing import timing_figures
from audiogen.verify.judge_wave import wave_figures


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

    @property
    def verdict(self) -> Verdict:
        """The gravest of its figures'."""
        return worst(figure.verdict for figure in self.figures)


def file_report(findings: Findings, more: Sequence[Figure] = ()) -> FileReport:
    """Judge what was found; `more` figures, found by other means, come last."""
    manifest = findings.manifest
    figures = chain(level_figures(findings), wave_figures(findings), timing_figures(findings), more)
    return FileReport(
        slug=manifest.slug,
        number=manifest.number,
        title=manifest.title,
        file=findings.media.file,
        duration_s=findings.heard.frames / RATE,
        figures=tuple(figures),
    )


def to_json(reports: Sequence[FileReport]) -> str:
    """The reports as a JSON document."""
    document = {
        "format": 1,
        "verdict": worst(report.verdict for report in reports),
        "files": [{**asdict(report), "verdict": report.verdict} for report in reports],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
