"""What the command line shows: progress while it works, and what came of it. Reads values, decides nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from audiogen.build.report import BuildReport, EpisodeReport
from audiogen.errors import Problem
from audiogen.progress import EpisodeBuilt, EpisodeFailed, EpisodeKept, Event, Notice
from audiogen.progress import Progress as StageProgress
from audiogen.publish.address import lan_address, qr_for_terminal
from audiogen.script.load import Library
from audiogen.units import clock

_out: Final = Console(highlight=False)
_err: Final = Console(stderr=True, highlight=False)
_STAGES: Final = {
    "speak": "speaking",
    "measure": "measuring the mix",
    "encode": "mixing and encoding",
    "verify": "verifying",
}


class BuildDisplay:
    """A line for every session at work; lines of plain text when nobody watches."""

    def __init__(self) -> None:
        self._live = _err.is_terminal
        self._bars = Progress(
            TextColumn("{task.fields[slug]}"),
            BarColumn(bar_width=24),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=_err,
            transient=True,
            disable=not self._live,
        )
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

    def show(self, event: Event) -> None:
        """Show one event; called from several threads."""
        match event:
            case StageProgress():
                self._advance(event)
            case EpisodeKept():
                pass  # the table says it
            case EpisodeBuilt():
                self._finish(event.slug, f"{event.slug}: built in {event.wall_s:.1f} s")
            case EpisodeFailed():
                self._finish(event.slug, "")
                _err.print(f"[red]{escape(event.message)}[/red]", soft_wrap=True)
                if event.hint:
                    _err.print(escape(event.hint), soft_wrap=True)
            case Notice():
                _err.print(escape(event.message), soft_wrap=True)

    def _advance(self, event: StageProgress) -> None:
        if event.slug not in self._tasks:
            self._tasks[event.slug] = self._bars.add_task("", slug=event.slug)
        task = self._tasks[event.slug]
        self._bars.update(task, description=_STAGES[event.stage], completed=event.done, total=event.total)

    def _finish(self, slug: str, line: str) -> None:
        task = self._tasks.pop(slug, None)
        if task is not None:
            self._bars.remove_task(task)
        if line and not self._live:
            _err.print(escape(line))


def show_report(report: BuildReport) -> None:
    """The table of episodes."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Episode")
    table.add_column("Voice")
    for title in ("Length", "LUFS", "True peak", "Size", "Time taken"):
        table.add_column(title, justify="right", no_wrap=True)
    for episode in report.episodes:
        table.add_row(escape(episode.script.title), *_figures(episode))
    _out.print(table)
    for line in _stand_ins(report):
        _out.print(escape(line), soft_wrap=True)
    _out.print(_summary(report))


def _figures(episode: EpisodeReport) -> tuple[str, ...]:
    if episode.outcome == "failed":
        last = "the last good episode stays" if episode.manifest else "nothing to listen to yet"
        return ("[red]failed[/red]", "", "", "", "", last)
    if episode.manifest is None:
        return ("",) * 6
    media, loudness = episode.manifest.media[0], episode.manifest.loudness
    return (
        escape(", ".join(episode.manifest.voices)),
        clock(media.duration_s),
        f"{loudness.integrated_lufs:.1f}",
        f"{loudness.true_peak_dbtp:.1f} dB",
        f"{media.size_bytes / 1e6:.1f} MB",
        "unchanged" if episode.outcome == "kept" else f"{episode.wall_s:.1f} s",
    )


def _stand_ins(report: BuildReport) -> Iterator[str]:
    """Which sessions another voice speaks than the one asked for first, why, and what to do about it."""
    for episode in report.episodes:
        refused = episode.manifest.refused_voices if episode.manifest and episode.outcome != "failed" else ()
        if episode.manifest and refused:
            first, number = refused[0].voice, episode.manifest.number
            yield (
                f"{episode.script.title}: spoken by {episode.manifest.voice}, because {refused[0].reason}. "
                f"`audiogen build {number} --force` tries {first} again."
            )


def _summary(report: BuildReport) -> str:
    counts = {outcome: sum(e.outcome == outcome for e in report.episodes) for outcome in ("built", "kept", "failed")}
    words = {"built": "built", "kept": "unchanged", "failed": "failed"}
    sessions = ", ".join(f"{count} {words[outcome]}" for outcome, count in counts.items() if count)
    if not report.phrases:
        return sessions
    known = report.phrases - report.phrases_spoken
    return f"{sessions}; {report.phrases_spoken} phrases spoken, {known} from the cache"


def show_how_to_listen(port: int) -> None:
    """What to do next, with an address for the phone."""
    address = lan_address()
    _out.print("\nTo listen, run [bold]audiogen serve[/bold] (with the shipped Makefile: [bold]make serve[/bold]).")
    if address is None:
        _out.print(
            f"Then open http://localhost:{port}/ in a browser. This computer is on no network that a phone could use."
        )
        return
    url = f"http://{address}:{port}/"
    _out.print(f"Then, on a phone in the same network, open {url}")
    _show_qr(url)


def show_serving(url: str, phone_url: str | None) -> None:
    """Where the server listens."""
    _out.print(f"Listening at {url} (stop with Ctrl-C)")
    if phone_url:
        _out.print(f"On a phone in the same network: {phone_url}\nThe podcast's feed: {phone_url}feed.xml")
        _show_qr(phone_url)


def _show_qr(url: str) -> None:
    if (sys.stdout.encoding or "").lower().replace("-", "") == "utf8":
        _out.print(qr_for_terminal(url), markup=False, end="")


def show_checked(library: Library, warnings: tuple[Problem, ...]) -> None:
    """That all is well, or nearly."""
    for warning in warnings:
        _out.print(str(warning), markup=False, soft_wrap=True)
    count = len(library.scripts)
    _out.print(f"{count} session{'s' if count > 1 else ''} checked: no problems found.")
