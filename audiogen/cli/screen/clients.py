"""What the commands around clients show. Reads values, decides nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from rich.markup import escape

from audiogen.build.clients import ClientReport
from audiogen.cli.screen.terminal import ERR, OUT, plain_table, say
from audiogen.clients.forgetting import Erasure, Leftovers
from audiogen.clients.overview import Overview
from audiogen.errors import Problem
from audiogen.progress import Event, Notice
from audiogen.units import clock, written_length

_MOST_FILES: Final = 12
_IN_NOTATION: Final = re.compile(r"\[([^]]*)\]\([^)]*\)")


def show_clients(clients: Sequence[Overview], *, as_json: bool, unread: Sequence[Problem] = ()) -> None:
    """The clients as a table, or as JSON, in which no name is; before it, which lists of clients are not read."""
    for problem in unread:
        say(str(problem), ERR)
    if as_json:
        say(json.dumps([_as_json(each) for each in clients], indent=2))
        return
    if not clients and unread:
        return
    if not clients:
        say('There are no clients yet. Add one with: audiogen clients add c1 --name "a first name"')
        return
    table = plain_table()
    for title in ("Id", "Name", "Sessions", "Length", "Start", "Built", "Link"):
        table.add_column(title, overflow="fold")
    for each in clients:
        table.add_row(*map(escape, _row(each)))
    OUT.print(table)
    built = next((each.folder.parent for each in clients if each.folder and each.built), None)
    if built:
        say(f"The page of each is {built / 'ID' / 'index.html'}, with the id for ID.")
    left = [each.id for each in clients if not each.listed]
    if left and unread:
        say(f"Without an entry: {', '.join(left)}. They may stand in what is not read.")
    elif left:
        say(f"Without an entry, but not forgotten: {', '.join(left)}. `audiogen clients forget ID` takes them away.")


def _row(each: Overview) -> tuple[str, ...]:
    return (
        each.id,
        _IN_NOTATION.sub(r"\1", each.name),
        (", ".join(each.sessions) or "all") if each.listed else "",
        (written_length(each.length_s) if each.length_s else "all") if each.listed else "",
        _days(each),
        _built(each),
        _link(each),
    )


def _days(each: Overview) -> str:
    if each.start is None:
        return ""
    every = f", every {each.every_days} days" if each.every_days != 1 else ", every day"
    return each.start.isoformat() + (every if each.every_days else "")


def _built(each: Overview) -> str:
    if each.built is None:
        return "not yet" if each.listed else ""
    sessions = f"{each.episodes} track{'' if each.episodes == 1 else 's'}"
    return f"{sessions}, {each.built.astimezone():%Y-%m-%d}"


def _link(each: Overview) -> str:
    """What is known of a link but the link itself."""
    if not each.linked:
        return ""
    feed = ", feed" if each.feed else ""
    return f"yes{feed}, until {each.expiry}" if each.expiry else f"yes{feed}"


def _as_json(each: Overview) -> dict[str, object]:
    return {
        "id": each.id,
        "sessions": each.sessions or None,
        "length_s": each.length_s,
        "start": each.start.isoformat() if each.start else None,
        "every_days": each.every_days,
        "folder": str(each.folder) if each.folder else None,
        "built": each.built.isoformat() if each.built else None,
        "tracks": each.episodes,
        "listed": each.listed,
        "linked": each.linked,
        "feed": each.feed,
        "expiry": each.expiry.isoformat() if each.expiry else None,
    }


def show_added(path: Path, client: str, warnings: Sequence[str]) -> None:
    """Where a client was written, and what comes next."""
    for warning in warnings:
        say(warning, ERR)
    say(f"{client} stands in {path} now. `audiogen build --client {client}` makes the sessions.")


def show_leftovers(client: str, there: Leftovers) -> None:
    """What would go."""
    say(f"Of {client} there is:")
    for folder in there.folders:
        say(f"  {folder}: {there.files} file{'' if there.files == 1 else 's'}, {there.size_bytes / 1e6:.1f} MB")
    for path in there.entries:
        say(f"  an entry in {path}")
    for path in there.sheets:
        say(f"  {path}")
    if there.locked:
        say("  what podcast apps know the client's sessions by")
    if there.linked:
        say("  a link to the client's page")


def show_erasure(client: str, erasure: Erasure) -> None:
    """What is gone, and what is not."""
    for each in erasure.erased:
        say(f"Erased: {each}.")
    for each in erasure.left:
        say(f"Left: {each}", ERR)
    for each in erasure.remarks:
        say(each, ERR)
    if erasure.left:
        say(f"{client} is not wholly forgotten.", ERR)
        return
    say(
        f"{client} is forgotten here. Copies elsewhere are not: on the client's devices, in backups, in cloud folders, "
        "and where you sent or uploaded files."
    )


def show_waiting(event: Event) -> None:
    """That a build has to end first."""
    if isinstance(event, Notice):
        say(event.message, ERR)


def show_built(reports: Sequence[ClientReport]) -> None:
    """The table of clients, and where the page of each is."""
    table = plain_table()
    for title in ("Client", "Sessions"):
        table.add_column(title)
    for title in ("Length", "Phrases"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("Page")
    for each in reports:
        table.add_row(*_built_row(each))
    OUT.print(table)
    failed = [each.client for each in reports if each.failed]
    spoken = sum(each.report.phrases_spoken for each in reports)
    OUT.print(
        f"{len(reports)} client{'' if len(reports) == 1 else 's'}; {spoken} phrase{'' if spoken == 1 else 's'} spoken"
    )
    for line in _to_send(reports):
        say(line)
    if failed:
        say(f"Not all is built for {', '.join(failed)}: what failed is explained above. Mend it, and build again.")


def _to_send(reports: Sequence[ClientReport]) -> Iterator[str]:
    """Which files are for the clients."""
    media = {
        each.client: sorted(str(each.folder / e.manifest.media[0].file) for e in each.report.episodes if e.manifest)
        for each in reports
    }
    media = {client: paths for client, paths in media.items() if paths}
    if not media:
        return
    if sum(map(len, media.values())) > _MOST_FILES:
        folder = next(each.folder.parent for each in reports)
        yield f"To send a session, send its sound file: they are in {folder / 'ID' / 'episodes'}, with the id for ID."
    else:
        yield "To send a session, send its sound file:"
        for client, paths in media.items():
            yield from (f"  {client}: {path}" for path in paths)
    yield (
        "The page index.html plays only beside the files and folders that lie there with it: hand them over together, "
        "and never cache/."
    )


def _built_row(each: ClientReport) -> tuple[str, ...]:
    page = each.folder / "index.html"
    seconds = sum(episode.manifest.media[0].duration_s for episode in each.report.episodes if episode.manifest)
    spoken = each.report.phrases_spoken
    return (
        escape(each.client),
        ", ".join(_outcomes(each)),
        clock(seconds) if seconds else "",
        f"{spoken} new" if spoken else "",
        escape(str(page)) if page.is_file() else "",
    )


def _outcomes(each: ClientReport) -> Iterator[str]:
    if each.problems:
        yield "[red]not built[/red]"
        return
    if not each.report.episodes and not each.error:
        yield "none of these"
    words = {"built": "built", "kept": "unchanged", "failed": "[red]failed[/red]"}
    for outcome, word in words.items():
        count = sum(episode.outcome == outcome for episode in each.report.episodes)
        if count:
            yield f"{count} {word}"
    if each.error:
        yield "[red]not published[/red]"
