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
_WIDEST, _LEAST_ROOM = 100, 12
"""Of the table, and of what is heard in it, in letters."""
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
    columns = {"Time": times, "Silence": silences}
    widths = {name: max(len(name), *map(len, texts)) for name, texts in columns.items()}
    room = max(_LEAST_ROOM, min(OUT.width, _WIDEST) - sum(widths.values()) - _BETWEEN)
    table = plain_table()
    table.add_column("Time", justify="right", min_width=widths["Time"], no_wrap=True)
    table.add_column("What is heard", no_wrap=True)
    table.add_column("Silence", min_width=widths["Silence"], no_wrap=True)
    for row, time, silence in zip(rows, times, silences, strict=True):
        heard = Text(shortened(row.heard, room, cell_len), style="bold" if row.is_chapter else "")
        table.add_row(time, heard, silence)
    OUT.print(table)
    say(_sure(seen))
    if seen.miss:
        sure = "is" if seen.miss.certain else "may be"
        say(f"The target {sure} out of reach: {seen.miss.what}. {seen.miss.advice}", ERR)


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
    if seen.phrases == 1:
        known = "an expected one" if seen.chart.expected else "known: all of this is exact"
        return f"The length of its one phrase is {known}.{asked}"
    if seen.chart.expected:
        if not seen.spoken:
            return f"The lengths of its {seen.phrases} phrases are expected ones.{asked}"
        known = f"The lengths of {seen.spoken} of its {seen.phrases} phrases are known"
        return f"{known}; those of the others are expected.{asked}"
    return f"The lengths of all {seen.phrases} phrases are known: all of this is exact.{asked}"
