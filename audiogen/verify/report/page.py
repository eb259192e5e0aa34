"""The report as one page: nothing outside it is needed, and nothing is fetched. The form is in `templates/`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from audiogen.units import clock
from audiogen.verify.figure import Figure, Verdict, moment, worst
from audiogen.verify.report.findings import FileReport
from audiogen.verify.report.pictures import (
    CurveMarks,
    levels_beside,
    loudness_svg,
    spectrogram_png,
    svg_address,
    times_along,
    wave_png,
)
from audiogen.verify.verify import Verified

WORDS: Final[dict[Verdict, str]] = {"pass": "good", "warn": "look at it", "fail": "not good", "none": "no verdict"}


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one file."""

    wave: str
    """A data address, as `spectrogram`."""
    loudness: Markup
    spectrogram: str
    times: list[tuple[float, str]]
    plan: str | None
    """A data address, too; None where there is no picture of the plan."""


@dataclass(frozen=True, slots=True)
class PageSection:
    """One file, as the page shows it."""

    report: FileReport
    name: str
    """Of its episode."""
    length: str
    groups: list[tuple[str, list[Figure]]]
    pictures: Pictures | None
    """None when the file could not be opened."""


def report_page(verified: Sequence[Verified]) -> str:
    """The text of the page."""
    environment = Environment(
        loader=PackageLoader("audiogen.verify.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["with_code"] = _with_code
    return environment.get_template("report.html").render(
        sections=[_section(each) for each in verified],
        verdict=worst(each.report.verdict for each in verified),
        words=WORDS,
        moment=moment,
        levels=levels_beside(),
    )


def _section(verified: Verified) -> PageSection:
    report = verified.report
    name = f"{report.number}. {report.title}" if report.number else report.title
    groups = [(group, list(figures)) for group, figures in groupby(report.figures, key=lambda figure: figure.group)]
    return PageSection(report, name, clock(report.duration_s), groups, _pictures(verified))


def _with_code(text: str) -> Markup:
    """Text between backticks, which is something to type, as code."""
    parts = enumerate(text.split("`"))
    return Markup("").join(Markup("<code>{}</code>").format(part) if at % 2 else escape(part) for at, part in parts)


def _pictures(verified: Verified) -> Pictures | None:
    found = verified.findings
    if found is None:
        return None
    manifest = found.manifest
    marks = CurveMarks(
        target_lufs=manifest.aims.loudness_lufs,
        captions=[(caption.start_s, caption.end_s) for caption in manifest.captions],
        chapters=[chapter.start_s for chapter in manifest.chapters],
    )
    label = f"Loudness of {manifest.full_title} over time, with its target at {marks.target_lufs:.0f} LUFS"
    return Pictures(
        wave=wave_png(found.heard.sums),
        # its one text, the label, is escaped where it is drawn
        loudness=Markup(loudness_svg(found.heard.energies, verified.report.duration_s, marks, label)),  # noqa: S704
        spectrogram=spectrogram_png(found.spectrogram),
        times=times_along(verified.report.duration_s),
        plan=svg_address(verified.plan) if verified.plan else None,
    )
