"""What the command around sounds shows. Reads values, decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from audiogen.ambience.beds import NamedBed
from audiogen.ambience.sound import Parameter, Range, SoundInfo
from audiogen.errors import Problem
from audiogen.script.bed import Layer

if TYPE_CHECKING:
    from audiogen.preview.sound import SoundSample  # loads numpy

_out: Final = Console(highlight=False)
_err: Final = Console(stderr=True, highlight=False)


class SampleDisplay:
    """A bar while samples are made; nothing when nobody watches."""

    def __init__(self, total: int) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            console=_err, transient=True, disable=not _err.is_terminal,
        )  # fmt: skip
        self._task = self._bar.add_task("samples", total=total)

    def __enter__(self) -> Self:
        """Take the screen."""
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the screen back, the bar removed."""
        self._bar.stop()

    def show(self, sample: SoundSample) -> None:
        """Tell of one that is written."""
        self._bar.update(self._task, advance=1, description=sample.name)
        figures = f"{sample.lufs:.1f} LUFS, {sample.true_peak_dbtp:.1f} dBTP"
        _out.print(f"{sample.sound} and {sample.picture.name}: {figures}", markup=False, soft_wrap=True)


def show_beds(beds: Sequence[NamedBed]) -> None:
    """The table of sounds and presets, and how more is told of one."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Bed", no_wrap=True)
    table.add_column("Kind", no_wrap=True)
    table.add_column("About", overflow="fold")
    for bed in beds:
        table.add_row(bed.name, bed.kind, escape(bed.told.about))
    _out.print(table)
    _out.print(
        "\nWhat can be set, with an example: audiogen sounds NAME"
        "\nHalf a minute of each, with a picture: audiogen sounds --samples FOLDER",
        markup=False, soft_wrap=True,
    )  # fmt: skip


def show_details(beds: Sequence[NamedBed]) -> None:
    """All that can be told of each, and lines to copy into a script."""
    for number, bed in enumerate(beds):
        if number:
            _out.print()
        _out.print(f"[bold]{escape(bed.told.title)}[/bold] ({bed.name}, {bed.kind})", soft_wrap=True)
        _out.print(bed.told.about, markup=False, soft_wrap=True)
        if isinstance(bed.told, SoundInfo):
            _show_sound(bed.told)
        else:
            _show_preset(bed.name, bed.scene.layers)


def _show_sound(sound: SoundInfo) -> None:
    if sound.caveat:
        _out.print(f"Mind: {sound.caveat}", markup=False, soft_wrap=True)
    if sound.parameters:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
        table.add_column("Parameter", no_wrap=True)
        table.add_column("Values", overflow="fold")
        table.add_column("Default", no_wrap=True)
        table.add_column("About", overflow="fold")
        for parameter in sound.parameters:
            table.add_row(parameter.name, _values(parameter), _default(parameter), escape(parameter.about))
        _out.print(table)
    settings = [f"  {parameter.name}: {_default(parameter)}" for parameter in sound.parameters]
    _show_example("In a script:", ["bed:", f"  sound: {sound.name}", *settings] if settings else [f"bed: {sound.name}"])


def _show_preset(name: str, layers: Sequence[Layer]) -> None:
    lines = [line for layer in layers for line in _layer_lines(layer)]
    _show_example("In a script:", [f"bed: {name}"])
    _show_example("Or its layers, to change them:", ["bed:", "  layers:", *lines])


def _layer_lines(layer: Layer) -> list[str]:
    first = f"sound: {layer.sound}" if layer.sound else f"file: {layer.file}"
    others = [f"{setting.name}: {setting.value}" for setting in layer.settings]
    others += [f"gain: {layer.gain_db:g}dB"] if layer.gain_db else []
    others += [f"pan: {layer.pan:g}"] if layer.pan else []
    return [f"    - {first}", *(f"      {other}" for other in others)]


def _show_example(title: str, lines: Sequence[str]) -> None:
    _out.print(title)
    for line in lines:
        _out.print(f"  {line}", markup=False, soft_wrap=True)


def _values(parameter: Parameter) -> str:
    if isinstance(parameter, Range):
        return f"{parameter.low:g} to {parameter.high:g}{f' {parameter.unit}' if parameter.unit else ''}"
    return ", ".join(parameter.choices)


def _default(parameter: Parameter) -> str:
    if isinstance(parameter, Range):
        return f"{parameter.default:g}{f' {parameter.unit}' if parameter.unit else ''}"
    return parameter.default


def show_problems(problems: Sequence[Problem]) -> None:
    """What is wrong with presets of the project's own."""
    for problem in problems:
        _err.print(str(problem), markup=False, soft_wrap=True)
