"""What `plan` shows: the session as a table. Reads values, decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rich.cells import cell_len
from rich.markup import escape
from rich.text import Text

from audiogen.chart.fitting import shortened
from audiogen.chart.rows import ChartRow, chart_rows
from audiogen.chart.told import asked_told, length_told
from audiogen.cli.screen.terminal import ERR, OUT, plain_table, say
from audiogen.preview.glance import Glance
from audiogen.units import clock, written_length

_LEAST_SHOWN_S: Final = 0.95
"""A shorter silence stands between two sentences."""
_WIDEST: Final = 100
_BETWEEN: Final = 6
"""What stands between the columns, and behind the last one."""


def show_glance(seen: Glance) -> None:
    """The session as a table, and how sure its lengths are."""
    chart = seen.chart
    about = "about " if chart.expected else ""
    OUT.print(f"[bold]{escape(chart.facts.title)}[/bold]  {about}{clock(chart.length_s)}", soft_wrap=True)
    rows = chart_rows(chart)
    silences = [_silence(row) for row in rows]
    times = [clock(row.start_s) for row in rows]
    beside = max(map(len, times)) + max(7, *map(len, silences)) + _BETWEEN
    room = max(20, min(OUT.width, _WIDEST) - beside)
    table = plain_table()
    for column, right in (("Time", True), ("What is heard", False), ("Silence", False)):
        table.add_column(column, justify="right" if right else "left", no_wrap=True)
    for row, time, silence in zip(rows, times, silences, strict=True):
        heard = Text(shortened(row.heard, room, cell_len), style="bold" if row.is_chapter else "")
        table.add_row(time, heard, silence)
    OUT.print(table)
    say(_sure(seen))
    if seen.miss:
        say(f"{seen.miss.what}. {seen.miss.advice}", ERR)


def show_written(path: Path) -> None:
    """That the picture is there."""
    say(f"Written: {path}")


def _silence(row: ChartRow) -> str:
    if row.silence_s < _LEAST_SHOWN_S:
        return ""
    return length_told(row.silence_s) + (f" of {asked_told(row.asked)}" if row.asked else "")


def _sure(seen: Glance) -> str:
    asked = f" Its target is {written_length(seen.asked_s)}." if seen.asked_s else ""
    if not seen.phrases:
        return f"Nothing is spoken in it.{asked}"
    if seen.finished:
        return f"So it is heard in the finished file.{asked}"
    if seen.chart.expected:
        known = f"The lengths of {seen.spoken} of its {seen.phrases} phrases are known"
        return f"{known}; the others are as long as expected.{asked}"
    return f"The lengths of all {seen.phrases} phrases are known: all of this is exact.{asked}"
