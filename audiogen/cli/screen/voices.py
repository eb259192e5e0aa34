"""What the commands around voices show. Reads values, decides nothing."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.table import Table

from audiogen.speech.engine import VoiceInfo

if TYPE_CHECKING:
    from audiogen.preview.say import Sample  # loads numpy

_out: Final = Console(highlight=False)
_err: Final = Console(stderr=True, highlight=False)


class Download:
    """A bar while a voice is downloaded; nothing when nobody watches."""

    def __init__(self, name: str) -> None:
        self._bar = Progress(
            TextColumn(name), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn(),
            console=_err, transient=True, disable=not _err.is_terminal,
        )  # fmt: skip
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        """Take the screen."""
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the screen back, the bar removed."""
        self._bar.stop()

    def show(self, done: int, total: int) -> None:
        """Show how many bytes are there."""
        self._bar.update(self._task, completed=done, total=total)


def show_voices(voices: tuple[VoiceInfo, ...]) -> None:
    """The table of voices, and below it how the others are had, and the names of variants."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Voice", no_wrap=True)
    for title in ("Speaks", "Gender", "Licence", "About", "Here?"):
        table.add_column(title, overflow="fold")
    for voice in voices:
        here = "no" if voice.missing else "[green]yes[/green]"
        table.add_row(voice.name, voice.speaks, voice.gender, escape(voice.licence), escape(voice.about), here)
    _out.print(table)
    # outside the table, so that no command to be copied is broken or shortened
    for voice in voices:
        if voice.missing:
            _out.print(f"How to get {voice.name}: {escape(voice.missing)}", soft_wrap=True)
    for voice in voices:
        if voice.variants:
            _out.print(f"Variants of {voice.name}: {escape(voice.variants)}", soft_wrap=True)


def show_got(name: str, places: tuple[Path, ...], missing: str | None) -> None:
    """Where a voice's files are now, and what is still missing before it can speak."""
    where = f"in {places[0].parent}" if places else "without any download"
    _out.print(f"The voice {name} is here, {where}.", markup=False, soft_wrap=True)
    if missing:
        _out.print(f"Before it can speak: {missing}", markup=False, soft_wrap=True)
    else:
        _out.print(
            f'Hear it with: audiogen say "Breathe in, and let it go." --voice {name}', markup=False, soft_wrap=True
        )


def show_sample(sample: Sample) -> None:
    """What was written, and how it came out."""
    pace = f", {sample.obtained_wpm:.0f} words a minute while speaking" if sample.obtained_wpm else ""
    _out.print(f"{sample.path}: {sample.voice}, {sample.seconds:.1f} s{pace}", markup=False, soft_wrap=True)


def show_unplayed(path: Path) -> None:
    """That nothing here can play it."""
    _out.print(f"No player was found on this computer; open {path} yourself.", markup=False, soft_wrap=True)
