"""What `audiogen sounds` shows. Reads values, decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.progress import MofNCompleteColumn

from audiogen.ambience.beds import NamedBed
from audiogen.ambience.sound import Parameter, Range, SoundInfo
from audiogen.cli.screen.bars import Bars
from audiogen.cli.screen.terminal import ERR, OUT, plain_table, say
from audiogen.errors import Problem
from audiogen.script.bed import Layer

if TYPE_CHECKING:
    from audiogen.preview.sound import SoundSample  # loads numpy


def samples_bar() -> Bars:
    """A bar while samples are written."""
    return Bars(MofNCompleteColumn())


def show_sample(sample: SoundSample) -> None:
    """That a sample is written, and how loud it is."""
    figures = f"{sample.lufs:.1f} LUFS, {sample.true_peak_dbtp:.1f} dBTP"
    say(f"{sample.sound} and {sample.picture.name}: {figures}")


def show_beds(beds: Sequence[NamedBed]) -> None:
    """The table of sounds and presets, and how to see more of one."""
    table = plain_table()
    table.add_column("Bed", no_wrap=True)
    table.add_column("Kind", no_wrap=True)
    table.add_column("About", overflow="fold")
    for bed in beds:
        table.add_row(bed.name, bed.kind, escape(bed.info.about))
    OUT.print(table)
    say("\nWhat can be set, with an example: audiogen sounds NAME")
    say("Half a minute of each, with a picture: audiogen sounds --samples FOLDER")


def show_details(beds: Sequence[NamedBed]) -> None:
    """All that is known of each, and lines to copy into a script."""
    for number, bed in enumerate(beds):
        if number:
            OUT.print()
        OUT.print(f"[bold]{escape(bed.info.title)}[/bold] ({bed.name}, {bed.kind})", soft_wrap=True)
        say(bed.info.about)
        if isinstance(bed.info, SoundInfo):
            _show_sound(bed.info)
        else:
            _show_preset(bed.name, bed.scene.layers)


def _show_sound(sound: SoundInfo) -> None:
    if sound.caveat:
        say(f"Mind: {sound.caveat}")
    if sound.parameters:
        table = plain_table()
        table.add_column("Parameter", no_wrap=True)
        table.add_column("Values", overflow="fold")
        table.add_column("Default", no_wrap=True)
        table.add_column("About", overflow="fold")
        for parameter in sound.parameters:
            table.add_row(parameter.name, _values(parameter), _default(parameter), escape(parameter.about))
        OUT.print(table)
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
    OUT.print(title)
    for line in lines:
        say(f"  {line}")


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
        say(str(problem), ERR)
