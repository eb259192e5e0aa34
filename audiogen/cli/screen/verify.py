"""What `audiogen verify` shows. Reads values, decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.markup import escape
from rich.progress import TaskProgressColumn

from audiogen.cli.screen.bars import Bars
from audiogen.cli.screen.terminal import OUT, plain_table, say
from audiogen.units import clock
from audiogen.verify.figure import Figure, Verdict, moment
from audiogen.verify.report.findings import FileReport, show_figures

_WORDS: Final[dict[Verdict, str]] = {"pass": "good", "warn": "look at it", "fail": "not good", "none": ""}
_STYLES: Final[dict[Verdict, str]] = {"pass": "green", "warn": "yellow", "fail": "bold red", "none": ""}
_MAX_PHRASES: Final = 8


def listening_bars() -> Bars:
    """A bar for every file while it is decoded and measured."""
    return Bars(TaskProgressColumn(), width=24, hide_done=True)


def show_reports(reports: Sequence[FileReport], written: Sequence[Path], *, every_figure: bool = False) -> None:
    """A line for every file, what is not as it should be and what to do about it, and what became of it all.

    Args:
        reports: in order.
        written: the files that hold more.
        every_figure: show those that are good, too.
    """
    for report in reports:
        _show_report(report, every_figure=every_figure)
    _show_whole(show_figures(reports), every_figure=every_figure)
    OUT.print(_summary(reports))
    for path in written:
        say(f"Written: {path}")


def _show_whole(figures: Sequence[Figure], *, every_figure: bool) -> None:
    """What is true of the show as a whole."""
    for figure in figures:
        if every_figure or figure.verdict != "pass":
            OUT.print("[bold]The show[/bold]")
            _print_table([figure])
            if figure.advice:
                _show_advice(figure, with_places=False)
        else:
            say(f"{figure.name}: {figure.shown}")


def _show_report(report: FileReport, *, every_figure: bool) -> None:
    verdict = f"[{_STYLES[report.verdict]}]{_WORDS[report.verdict]}[/]"
    about = f"{escape(report.file)}, {clock(report.duration_s)}"
    OUT.print(f"[bold]{escape(report.title)}[/bold]  {about}: {verdict}", soft_wrap=True)
    figures = [each for each in report.figures if every_figure or each.verdict in {"warn", "fail"}]
    if figures:
        _print_table(figures)
    for figure in figures:
        if figure.advice:
            _show_advice(figure, with_places=not report.phrases or figure.group != "Words")
    for phrase in report.worst_phrases[:_MAX_PHRASES]:
        wrong = f"{phrase.wrong} of {phrase.words} words ({100 * phrase.error_rate:.0f} %)"
        say(f"    at {moment(phrase.start_s)}  {wrong}: {phrase.text} \u2192 {phrase.heard}")
    if figures:
        OUT.print()


def _print_table(figures: Sequence[Figure]) -> None:
    table = plain_table()
    for column in ("What", "Found", "Should be", "Verdict"):
        table.add_column(column)
    for figure in figures:
        style = _STYLES[figure.verdict]
        verdict = f"[{style}]{_WORDS[figure.verdict]}[/{style}]" if style else ""
        table.add_row(escape(figure.name), escape(figure.shown), escape(figure.target), verdict)
    OUT.print(table)


def _show_advice(figure: Figure, *, with_places: bool) -> None:
    say(f"{figure.name}: {figure.advice}{f' [{figure.craft}]' if figure.craft else ''}")
    for place in figure.places if with_places else ():
        say(f"    at {moment(place.at_s)}  {place.what}")


def _summary(reports: Sequence[FileReport]) -> str:
    counts = {verdict: sum(report.verdict == verdict for report in reports) for verdict in ("fail", "warn", "pass")}
    words = {"fail": "not good", "warn": "to be looked at", "pass": "good"}
    files = ", ".join(f"{count} {words[verdict]}" for verdict, count in counts.items() if count)
    return f"{len(reports)} file{'s' if len(reports) != 1 else ''} listened to: {files}"
