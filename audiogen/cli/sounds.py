"""The command that lists sounds and presets. What it needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from audiogen.cli.options import Overwrite, ProjectFolder

if TYPE_CHECKING:  # importing them takes time
    from collections.abc import Sequence

    from audiogen.ambience.beds import NamedBed
    from audiogen.preview.sound import SampleFormat


def sounds(
    names: Annotated[list[str] | None, typer.Argument(help="Sounds or presets; all when left out.")] = None,
    *,
    samples: Annotated[
        Path | None, typer.Option("--samples", help="Write half a minute of each, and a picture, to this folder.")
    ] = None,
    kind: Annotated[Literal["flac", "wav"], typer.Option("--format", help="Of the samples.")] = "flac",
    force: Overwrite = False,
    project: ProjectFolder = Path(),
) -> None:
    """List the sounds and presets that can be a bed, tell what can be set, and write samples of them."""
    from audiogen.ambience.beds import all_beds, find_bed
    from audiogen.ambience.presets import load_presets
    from audiogen.cli.screen import sounds as screen

    shelf = load_presets(project)
    chosen = [find_bed(name, shelf.presets) for name in names or ()]
    if samples is not None:
        _write_samples(chosen or all_beds(shelf.presets), samples, project, kind=kind, force=force)
    elif chosen:
        screen.show_details(chosen)
    else:
        screen.show_beds(all_beds(shelf.presets))
    screen.show_problems(shelf.problems)


def _write_samples(beds: Sequence[NamedBed], folder: Path, project: Path, *, kind: SampleFormat, force: bool) -> None:
    """One sample on each core, shown in order; none is begun while any would write over a file."""
    from functools import partial

    from audiogen.ambience.beds import with_kinds
    from audiogen.cli.screen import sounds as screen
    from audiogen.parallel import Workers
    from audiogen.preview.sound import SampleOrder, refuse_to_overwrite, write_sample

    each_kind = (each for bed in beds for each in with_kinds(bed))
    orders = tuple(SampleOrder(each.name, each.title, each.scene, each.sparse, folder, kind) for each in each_kind)
    if not force:
        refuse_to_overwrite(orders)
    with Workers() as workers, screen.samples_bar() as bars:
        bars.show("samples", 0, len(orders))
        written = workers.in_order(partial(write_sample, order, project) for order in orders)
        for number, sample in enumerate(written, 1):
            bars.show("samples", number, len(orders))
            screen.show_sample(sample)
