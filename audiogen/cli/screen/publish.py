"""What `publish` shows. Reads values, decides nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from rich.markup import escape
from rich.progress import DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from audiogen.cli.screen.bars import Bars
from audiogen.cli.screen.build import show_qr
from audiogen.cli.screen.terminal import ERR, OUT, counted, say
from audiogen.clients.links import masked
from audiogen.marking.tracks import Signing
from audiogen.progress import Notice
from audiogen.publish import layout
from audiogen.publish.address import absolute
from audiogen.publish.kinds import media_type
from audiogen.publish.outgoing import OutgoingFile
from audiogen.upload.client_pages import ReadyClient, ReadyClients
from audiogen.upload.masked_folder import masked_text
from audiogen.upload.plan import KEPT_DAYS, UploadPlan
from audiogen.upload.progress import TryingAgain, UploadEvent, UploadProgress
from audiogen.upload.transfer import SendReport, UploadView

_STAGES: Final = {"look": "reading what is there", "send": "sending", "switch": "switching to the new pages"}
_LONGEST_NAME: Final = 20
"""In letters, of the file that is on its way."""
_KINDS: Final = {"audio": "sound", "image": "pictures"}
_OTHERS: Final = "pages and texts"


class UploadDisplay(Bars):
    """A bar for each stage, with bytes, speed and the time left; plain lines when stderr is no terminal."""

    def __init__(self) -> None:
        figures = (DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
        super().__init__(*figures, TextColumn("{task.fields[stage]}"), width=16, hide_done=True)
        self._told = set[str]()

    def show_event(self, event: UploadEvent) -> None:
        """Show one event; called from several threads, one after another."""
        match event:
            case UploadProgress():
                self._show_progress(event)
            case TryingAgain():
                about = f"{event.path}: " if event.path else ""
                again = f"trying again in {event.wait_s:.0f} s" if event.wait_s >= 1 else "trying again"
                say(masked_text(f"{about}{event.reason}; {again}"), ERR)
            case Notice():
                say(masked_text(event.message), ERR)

    def _show_progress(self, event: UploadProgress) -> None:
        stage = _STAGES[event.stage]
        name = escape(event.path.rpartition("/")[2][-_LONGEST_NAME:])
        at = f"{event.files_done}/{event.files_total} {name}"
        self.show(stage, event.bytes_done, event.bytes_total, stage=at)
        if not ERR.is_terminal and event.stage not in self._told:
            self._told.add(event.stage)
            say(f"{stage}: {_counted(event.files_total, event.bytes_total)}", ERR)


class SigningDisplay(Bars):
    """A bar while media files are signed; none where nobody signs."""

    def __init__(self, signing: Signing | None) -> None:
        super().__init__(DownloadColumn(), width=24, hide_done=True)
        self._signing = signing

    def watched(self) -> Signing | None:
        """The signing, whose progress is shown."""
        return self._signing and replace(
            self._signing, on_progress=lambda done, total: self.show("signing", done, total)
        )


def show_doubts(lines: Iterable[str]) -> None:
    """What may be wrong, and hinders nothing."""
    for line in lines:
        _note(line)


def show_signer(name: str) -> None:
    """In whose name media files are signed."""
    say(f"Media files are signed as {name}.")


def show_plan(shown: str, view: UploadView, files: Mapping[str, OutgoingFile]) -> None:
    """What would be sent, what stays, and what would go, and when."""
    for line in _planned(shown, view, files):
        say(line)
    show_dry_run()


def show_dry_run() -> None:
    """That nothing was done."""
    say("Nothing was sent or taken away: this was a dry run.")


def show_sent(shown: str, report: SendReport, files: Mapping[str, OutgoingFile]) -> None:
    """What was sent, and what became of the rest."""
    plan = report.plan
    if plan.send:
        there = f"; {_counted(len(plan.present), _bytes(plan.present, files))} there already" if plan.present else ""
        say(f"Sent to {shown}: {_counted(len(plan.send), report.sent_bytes)}{there}.")
    else:
        say(f"Nothing has changed: {shown} has all of {_counted(len(plan.present), _bytes(plan.present, files))}.")
    if report.deleted:
        say(f"Taken away, as nothing names it any more: {counted(len(report.deleted), 'file')}.")
    for line in _kept(plan, shown):
        say(line)


def show_look(base_url: str, found: Sequence[str]) -> None:
    """What was found at the address of the podcast."""
    if not found:
        say(f"Looked at {base_url} as listeners do: the feed is the one that was sent, and sound can be jumped in.")
    show_doubts(found)


def show_client_look(shown: str, found: Sequence[str]) -> None:
    """What was found at a client's address."""
    if not found:
        say(f"Looked at {shown} as its client does: it is the page that was sent.")
    show_doubts(found)


def show_addresses(base_url: str) -> None:
    """Where the podcast is found."""
    page = f"{absolute(base_url, '')}"
    say(f"The page: {page}")
    say(f"The podcast's feed: {absolute(base_url, layout.FEED)}")
    if OUT.is_terminal:  # and not in a letter that tells what a daily run has done
        show_qr(page)


def show_next_day(day: dt.date | None) -> None:
    """That a session is dated ahead."""
    if day:
        say(f"The next session is dated {day}: it is there with the first `audiogen publish` from that day (UTC) on.")


def show_remembered(path: Path, line: str) -> None:
    """That the destination stands in show.yaml now."""
    say(f"Written into {path}: {line}")


def show_line_to_add(path: Path, line: str, command: str) -> None:
    """How the destination is remembered, so that a command is enough."""
    say(f"With this line in {path}, `{command}` is enough from now on (--remember writes it):")
    say(f"  {line}")


def show_void(masked_token: str, files: int, *, dry_run: bool) -> None:
    """A folder whose link is void."""
    done = "would be taken away" if dry_run else "taken away"
    say(f"p/{masked_token}: {done}, {counted(files, 'file')}, as its link is not valid any more.")


def show_client_plan(client: ReadyClient, view: UploadView) -> None:
    """What a client would get."""
    plan, files = view.plan, client.files
    away = f", {counted(len(plan.delete), 'file')} taken away" if plan.delete else ""
    say(f"{_named(client)}: would be sent {_counted(len(plan.send), _bytes(plan.send, files))}{away}")


def show_client_sent(client: ReadyClient, report: SendReport) -> None:
    """What a client got."""
    plan = report.plan
    told = f"sent {_counted(len(plan.send), report.sent_bytes)}" if plan.send else "nothing has changed"
    away = f", {counted(len(report.deleted), 'file')} taken away" if report.deleted else ""
    kept = f", {counted(len(plan.gone), 'file')} kept that nothing names any more" if plan.gone else ""
    say(f"{_named(client)}: {told}{away}{kept}")


def show_unbuilt(clients: Iterable[str]) -> None:
    """Who gets nothing, though there is a link."""
    for each in clients:
        _note(f"{each} has a link, and nothing is built here for it: run `audiogen build --client {each}`")


def show_daily(ready: ReadyClients, *, new: bool) -> None:
    """What is to come, and what it takes; of a page that was not there before, how its address is found."""
    if not ready.clients:
        if not ready.unbuilt:
            say("No client has a link that is valid; nothing of any client is there.")
        return
    if new:
        say("`audiogen clients link ID` shows the address of a client's page.")
    days = [each.next_day for each in ready.clients if each.next_day]
    days += [each.link.expiry + dt.timedelta(days=1) for each in ready.clients if each.link.expiry]
    if days:
        say(
            f"The next change is due on {min(days)}. A host that runs no program knows no days: let `audiogen publish "
            '--clients` run every day, as docs/publishing.md tells under "Every day by itself".'
        )


def _note(line: str) -> None:
    say(f"Note: {line}" if line.endswith((".", "?")) else f"Note: {line}.", ERR)


def _named(client: ReadyClient) -> str:
    return f"{client.link.client} (p/{masked(client.link.token)})"


def _planned(shown: str, view: UploadView, files: Mapping[str, OutgoingFile]) -> Iterator[str]:
    plan = view.plan
    sent = _counted(len(plan.send), _bytes(plan.send, files)) if plan.send else "nothing"
    yield f"Would be sent to {shown}: {sent}"
    kinds = defaultdict[str, list[str]](list)
    for path in plan.send:
        kinds[_kind(path)].append(path)
    for kind, paths in kinds.items():
        yield f"  {kind}: {_counted(len(paths), _bytes(paths, files))}"
    if plan.present:
        yield f"Stays as it is: {_counted(len(plan.present), _bytes(plan.present, files))}"
    gone = {path: view.there.facts[path].size_bytes for path in (*plan.gone, *plan.delete)}
    if plan.delete:
        size = sum(gone[path] for path in plan.delete)
        yield f"Would be taken away now, as nothing names it any more: {_counted(len(plan.delete), size)}"
    days = defaultdict[dt.date, list[str]](list)
    for path, since in plan.gone.items():
        days[since + dt.timedelta(days=KEPT_DAYS)].append(path)
    for day, paths in sorted(days.items()):
        size = sum(gone[path] for path in paths)
        yield f"No longer named, and taken away from {day} on: {_counted(len(paths), size)}"


def _kept(plan: UploadPlan, shown: str) -> Iterator[str]:
    if plan.gone:
        first = min(plan.gone.values()) + dt.timedelta(days=KEPT_DAYS)
        yield (
            f"{counted(len(plan.gone), 'file')} that nothing names any more: somebody may just be listening, so they "
            f"stay for {KEPT_DAYS} days, the first until {first}. --prune takes them away at once."
        )
    if plan.changed_there:
        yield f"Left alone at {shown}, since somebody has changed them there: {', '.join(plan.changed_there[:3])}"


def _kind(path: str) -> str:
    return _KINDS.get((media_type(path) or "").partition("/")[0], _OTHERS)


def _bytes(paths: Iterable[str], files: Mapping[str, OutgoingFile]) -> int:
    return sum(files[path].size_bytes for path in paths)


def _counted(files: int, size_bytes: int) -> str:
    size = f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 1e5 else f"{size_bytes / 1e3:.1f} kB"
    return f"{counted(files, 'file')}, {size}"
