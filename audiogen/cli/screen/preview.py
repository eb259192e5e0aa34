"""What `preview` shows. Reads values, decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.progress import TextColumn

from audiogen.cli.screen.bars import Bars
from audiogen.cli.screen.terminal import ERR, counted, say
from audiogen.progress import Event, Notice, Progress
from audiogen.script.length_words import titled
from audiogen.units import clock

if TYPE_CHECKING:
    # it loads numpy
    from audiogen.preview.track import Previewed

_STAGES: Final = {"speak": "speaking", "measure": "measuring the mix", "encode": "mixing", "verify": "verifying"}


class PreviewDisplay(Bars):
    """A bar while a preview is made; nothing when stderr is no terminal."""

    def __init__(self) -> None:
        super().__init__(TextColumn("{task.fields[stage]}"), width=24)

    def show_event(self, event: Event) -> None:
        """Show one event; called from several threads."""
        match event:
            case Progress():
                self.show(event.name, event.done, event.total, stage=_STAGES[event.stage])
            case Notice():
                say(event.message, ERR)
            case _:
                pass

    def show_written(self, done: int, total: int) -> None:
        """Show how much of it is written."""
        self.show("preview", done, total, stage=_STAGES["encode"])


def show_previewed(previewed: Previewed, out: Path | None) -> None:
    """What is heard: session, chapter, from where to where, and what is new or uncertain of it."""
    for remark in previewed.window.remarks:
        say(f"{remark[0].upper()}{remark[1:]}.", ERR)
    edition, script = previewed.chosen.track.edition, previewed.chosen.track.script
    title, chapter = titled(script.title, edition.other_length_s, "en"), previewed.window.chapter
    named = title if chapter == script.title else f"{title}, {chapter}"
    about = "about " if previewed.expected else ""
    say(
        f"{out or 'Playing'}: {named}, from {about}{clock(previewed.start_s)} to {clock(previewed.end_s)}"
        f"{_phrases(previewed.spoken)}"
    )
    if previewed.expected:
        say("The times are expected ones, since not all of the session has been spoken yet.")


def _phrases(spoken: int) -> str:
    return f", {counted(spoken, 'phrase')} newly spoken" if spoken else ""


def show_unplayed(path: Path) -> None:
    """Where the file is that no player took."""
    say(f"No player was found on this computer; open {path} yourself.")
