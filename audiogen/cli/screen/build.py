"""What `build` and `serve` show. Reads values, decides nothing."""

from __future__ import annotations

import math
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Self

from rich.markup import escape
from rich.progress import TextColumn, TimeElapsedColumn

from audiogen.build.summary import EpisodeSummary
from audiogen.build.time_left import Outlook, TimeLeft
from audiogen.cli.screen.bars import Bars
from audiogen.cli.screen.terminal import ERR, OUT, plain_table, say
from audiogen.progress import EpisodeBegun, EpisodeBuilt, EpisodeFailed, Event, Notice, Progress
from audiogen.units import clock

_STAGES: Final = {
    "speak": "speaking",
    "measure": "measuring the mix",
    "encode": "mixing and encoding",
    "verify": "verifying",
}
_ALL: Final = "all sessions"
"""What the bar of a whole build is called; it stands above the others."""
_PARTS: Final = 1000
_SOON_S: Final = 300
_MANY_TIMES: Final = 10
_MOST_REASONS: Final = 12
"""Of one track; who changed more than that knows of it."""


class QuietDisplay:
    """Shows what needs attention alone: failures, and what is worth knowing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def show_event(self, event: Event) -> None:
        """Show one event; called from several threads."""
        _show_trouble(event)

    def finish(self, made: Iterable[tuple[Path, Sequence[EpisodeSummary]]], _code: int) -> None:
        """Say which sessions another voice speaks than the one asked for."""
        for line in (each for _, report in made for each in _stand_ins(report)):
            say(line, ERR)


class BuildDisplay(Bars):
    """A bar for all of a build, and for every track at work; plain lines when stderr is no terminal."""

    def __init__(self) -> None:
        super().__init__(TextColumn("{task.fields[stage]}"), TimeElapsedColumn(), width=24)
        self._left = TimeLeft()

    def show_event(self, event: Event) -> None:
        """Show one event; called from several threads."""
        self._left.note(event)
        match event:
            case Progress():
                self.show(event.name, event.done, event.total, stage=_STAGES[event.stage])
            case EpisodeBegun(work=work) if work:
                # one print for all lines, since several sessions begin at a time
                say("\n".join(begun_lines(event.name, work, event.reasons)), ERR)
            case EpisodeBuilt():
                self.remove(event.name)
                if not ERR.is_terminal:
                    say(f"{event.name}: built in {event.wall_s:.1f} s", ERR)
            case EpisodeFailed():
                self.remove(event.name)
                _show_trouble(event)
            case _:
                _show_trouble(event)
        if ERR.is_terminal and (outlook := self._left.outlook()):
            self.show(_ALL, round(outlook.share * _PARTS), _PARTS, stage=outlook_told(outlook))

    def finish(self, _made: Iterable[tuple[Path, Sequence[EpisodeSummary]]], _code: int) -> None:
        """Nothing: what became of all is shown when the bars are gone."""


def _show_trouble(event: Event) -> None:
    match event:
        case EpisodeFailed():
            ERR.print(f"[red]{escape(event.message)}[/red]", soft_wrap=True)
            if event.hint:
                say(event.hint, ERR)
        case Notice():
            say(event.message, ERR)
        case _:
            pass


def outlook_told(outlook: Outlook) -> str:
    """How far all of a build is: `2 of 10, 38x, 4:30 left`."""
    told = f"{outlook.ended} of {outlook.tracks}"
    if outlook.speed is not None:
        told += f", {speed_told(outlook.speed)}"
    if outlook.left_s is not None:
        # whole minutes of an hour, and seconds of a moment, are not known so well
        step_s = 5 if outlook.left_s < _SOON_S else 30
        told += f", {clock(math.ceil(outlook.left_s / step_s) * step_s)} left"
    return told


def speed_told(speed: float) -> str:
    """How many times as quickly sound is made as it is heard: `38x`."""
    return f"{speed:.0f}x" if round(speed, 1) >= _MANY_TIMES else f"{speed:.1f}x"


def begun_lines(name: str, work: str, reasons: Sequence[str]) -> Iterator[str]:
    """What is made anew of a track, and below it why."""
    yield f"{name}: {work}"
    yield from (f"  {each}" for each in reasons[:_MOST_REASONS])
    if more := len(reasons[_MOST_REASONS:]):
        yield f"  and {more} more change{'' if more == 1 else 's'}"


def show_summaries(episodes: Sequence[EpisodeSummary]) -> None:
    """The table of episodes."""
    table = plain_table()
    table.add_column("Episode")
    table.add_column("Voice")
    for title in ("Length", "Size", "Time taken"):
        table.add_column(title, justify="right", no_wrap=True)
    for episode in episodes:
        table.add_row(escape(episode.title), *_figures(episode))
    OUT.print(table)
    for line in _stand_ins(episodes):
        say(line)
    OUT.print(_summed_up(episodes))


def _figures(episode: EpisodeSummary) -> tuple[str, ...]:
    if episode.outcome == "failed":
        last = "nothing to listen to yet" if episode.duration_s is None else "the last good episode stays"
        return ("[red]failed[/red]", "", "", last)
    if episode.duration_s is None:
        return ("",) * 4
    return (
        escape(", ".join(episode.voices)),
        clock(episode.duration_s),
        f"{episode.size_bytes / 1e6:.1f} MB",
        "unchanged" if episode.outcome == "kept" else f"{episode.wall_s:.1f} s",
    )


def _stand_ins(episodes: Sequence[EpisodeSummary]) -> Iterator[str]:
    """Which sessions another voice speaks than the one asked for first, why, and what to do about it."""
    for episode in episodes:
        if episode.refused_voice and episode.outcome != "failed":
            first = episode.refused_voice
            yield (
                f"{episode.title}: spoken by {episode.voices[0]}, because {episode.refusal}. "
                f"`audiogen build {episode.number} --force` tries {first} again."
            )


def _summed_up(episodes: Sequence[EpisodeSummary]) -> str:
    counts = {outcome: sum(each.outcome == outcome for each in episodes) for outcome in ("built", "kept", "failed")}
    words = {"built": "built", "kept": "unchanged", "failed": "failed"}
    sessions = ", ".join(f"{count} {words[outcome]}" for outcome, count in counts.items() if count)
    phrases, spoken = sum(each.phrases for each in episodes), sum(each.phrases_spoken for each in episodes)
    if not phrases:
        return sessions
    return f"{sessions}; {spoken} phrase{'' if spoken == 1 else 's'} spoken, {phrases - spoken} kept from before"


def show_next(dist: Path, options: Sequence[str], *, failed: bool) -> None:
    """Where the podcast lies, and what to do now.

    Args:
        dist: the folder of the podcast.
        options: those that another command needs to find it.
        failed: whether any track could not be built.
    """
    if failed:
        say("What failed is explained above. Mend it, and build again: what is finished is kept.")
        return
    say(f"The podcast is in the folder {dist}.")
    command = shlex.join(["audiogen", "serve", *options])
    say(f"To listen on a phone or on this computer, run: {command}{' (or: make serve)' if _made_here() else ''}")


def _made_here() -> bool:
    """Whether `make serve` does here what it does in the checkout of audiogen."""
    try:
        return "audiogen serve" in Path("Makefile").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def show_serving(url: str, phone_url: str | None, *, has_feed: bool, on_web: bool = False) -> None:
    """Where the server listens.

    Args:
        url: on this computer.
        phone_url: in the network; None where no phone reaches it.
        has_feed: false for what is made for one client, which whoever is in the network can open meanwhile.
        on_web: whether the second is an address on the web, which something else speaks for.
    """
    OUT.print(f"Listening at {url} (stop with Ctrl-C)")
    if not phone_url:
        return
    OUT.print(f"{'On the web' if on_web else 'On a phone in the same network'}: {phone_url}")
    if has_feed:
        OUT.print(f"The podcast's feed: {phone_url}feed.xml")
    elif on_web:
        say("This page is for one client, and whoever learns the address can open it.")
    else:
        say("This page is for one client, and whoever is in this network can open it: --host 127.0.0.1 keeps it here.")
    if not on_web:
        show_qr(phone_url)


def show_serving_clients(url: str, phone_url: str | None, links: int) -> None:
    """Where the server of clients' pages listens, and for how many there is a link; no link is shown.

    Args:
        url: on this computer.
        phone_url: in the network, or on the web; None where no phone reaches it.
        links: how many are valid.
    """
    OUT.print(f"Listening at {url} (stop with Ctrl-C)")
    if phone_url:
        OUT.print(f"Elsewhere: {phone_url}")
    clients = "nobody has" if not links else "1 client has" if links == 1 else f"{links} clients have"
    say(f"At the moment {clients} a valid link. `audiogen clients link ID` gives one; nothing else opens a page here.")


def show_no_browser(url: str) -> None:
    """That a page could not be opened here."""
    OUT.print(f"No browser could be opened here. The page is at {url}", markup=False)


def show_qr(url: str) -> None:
    """A QR code of an address, where the terminal can draw one."""
    from audiogen.publish.address import qr_for_terminal

    if (sys.stdout.encoding or "").lower().replace("-", "") == "utf8":
        OUT.print(qr_for_terminal(url), markup=False, end="")
