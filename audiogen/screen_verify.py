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
from audiogen.verify.figures import Figure, Verdict, moment
from audiogen.verify.report import FileReport

_out: Final = Console(highlight=False)
_err: Final = Console(stderr=True, highlight=False)
_WORDS: Final[dict[Verdict, str]] = {"pass": "good", "warn": "look at it", "fail": "not good", "none": ""}
_STYLES: Final[dict[Verdict, str]] = {"pass": "green", "warn": "yellow", "fail": "bold red", "none": ""}


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


def show_reports(reports: Sequence[FileReport], written: Sequence[Path]) -> None:
    """A table for every file, what to do, and what became of it all."""
    for report in reports:
        _show_report(report)
    _out.print(_summary(reports))
    for path in written:
        _out.print(f"Written: {path}", markup=False, soft_wrap=True)


def _show_report(report: FileReport) -> None:
    _out.print(
        f"[bold]{escape(report.title)}[/bold]  {escape(report.file)}, {clock(report.duration_s)}", soft_wrap=True
    )
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("What", "Found", "Should be", "Verdict"):
        table.add_column(column)
    for figure in report.figures:
        style = _STYLES[figure.verdict]
        verdict = f"[{style}]{_WORDS[figure.verdict]}[/{style}]" if style else ""
        table.add_row(escape(figure.name), escape(figure.shown), escape(figure.target), verdict)
    _out.print(table)
    for figure in report.figures:
        if figure.advice:
            _show_advice(figure)
    _out.print()


def _show_advice(figure: Figure) -> None:
    _out.print(f"{figure.name}: {figure.advice}", markup=False, soft_wrap=True)
    for place in figure.places:
        _out.print(f"    at {moment(place.at_s)}  {place.what}", markup=False, soft_wrap=True)


def _summary(reports: Sequence[FileReport]) -> str:
    counts = {verdict: sum(report.verdict == verdict for report in reports) for verdict in ("fail", "warn", "pass")}
    words = {"fail": "not good", "warn": "to be looked at", "pass": "good"}
    files = ", ".join(f"{count} {words[verdict]}" for verdict, count in counts.items() if count)
    return f"{len(reports)} file{'s' if len(reports) != 1 else ''} listened to: {files}"
