"""What `audiogen verify` shows. Reads values, decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn
from rich.table import Table

from audiogen.units import clock
from audiogen.verify.figure import Figure, Verdict, moment
from audiogen.verify.report.findings import FileReport

_out: Final = Console(highlight=False)
_err: Final = Console(stderr=True, highlight=False)
_WORDS: Final[dict[Verdict, str]] = {"pass": "good", "warn": "look at it", "fail": "not good", "none": ""}
_STYLES: Final[dict[Verdict, str]] = {"pass": "green", "warn": "yellow", "fail": "bold red", "none": ""}
_MOST_PHRASES: Final = 8


class Listening:
    """A line for every file that is listened to; nothing when nobody watches."""

    def __init__(self) -> None:
        self._bars = Progress(
            TextColumn("{task.description}"), BarColumn(bar_width=24), TaskProgressColumn(), console=_err,
            transient=True, disable=not _err.is_terminal,
        )  # fmt: skip
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        """Take the screen."""
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the screen back, bars removed."""
        self._bars.stop()

    def show(self, file: str, done: int, total: int) -> None:
        """Show how far a file was listened to; called from several threads."""
        if file not in self._tasks:
            self._tasks[file] = self._bars.add_task(escape(file), total=total)
        self._bars.update(self._tasks[file], completed=done, visible=done < total)


def show_reports(reports: Sequence[FileReport], written: Sequence[Path], *, every_figure: bool = False) -> None:
    """A line for every file, what is not as it should be and what to do about it, and what became of it all.

    Args:
        reports: in order.
        written: the files that hold more.
        every_figure: show those that are good, too.
    """
    for report in reports:
        _show_report(report, every_figure=every_figure)
    _out.print(_summary(reports))
    for path in written:
        _out.print(f"Written: {path}", markup=False, soft_wrap=True)


def _show_report(report: FileReport, *, every_figure: bool) -> None:
    verdict = f"[{_STYLES[report.verdict]}]{_WORDS[report.verdict]}[/]"
    about = f"{escape(report.file)}, {clock(report.duration_s)}"
    _out.print(f"[bold]{escape(report.title)}[/bold]  {about}: {verdict}", soft_wrap=True)
    figures = [each for each in report.figures if every_figure or each.verdict in {"warn", "fail"}]
    if figures:
        _out.print(_table(figures))
    for figure in figures:
        if figure.advice:
            _show_advice(figure, with_places=not report.phrases or figure.group != "Words")
    _show_phrases(report)
    if figures:
        _out.print()


def _table(figures: Sequence[Figure]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("What", "Found", "Should be", "Verdict"):
        table.add_column(column)
    for figure in figures:
        style = _STYLES[figure.verdict]
        verdict = f"[{style}]{_WORDS[figure.verdict]}[/{style}]" if style else ""
        table.add_row(escape(figure.name), escape(figure.shown), escape(figure.target), verdict)
    return table


def _show_phrases(report: FileReport) -> None:
    for phrase in report.worst_phrases[:_MOST_PHRASES]:
        wrong = f"{phrase.wrong} of {phrase.words} words ({100 * phrase.error_rate:.0f} %)"
        line = f"    at {moment(phrase.start_s)}  {wrong}: {phrase.text} \u2192 {phrase.heard}"
        _out.print(line, markup=False, soft_wrap=True)


def _show_advice(figure: Figure, *, with_places: bool) -> None:
    _out.print(f"{figure.name}: {figure.advice}", markup=False, soft_wrap=True)
    for place in figure.places if with_places else ():
        _out.print(f"    at {moment(place.at_s)}  {place.what}", markup=False, soft_wrap=True)


def _summary(reports: Sequence[FileReport]) -> str:
    counts = {verdict: sum(report.verdict == verdict for report in reports) for verdict in ("fail", "warn", "pass")}
    words = {"fail": "not good", "warn": "to be looked at", "pass": "good"}
    files = ", ".join(f"{count} {words[verdict]}" for verdict, count in counts.items() if count)
    return f"{len(reports)} file{'s' if len(reports) != 1 else ''} listened to: {files}"
