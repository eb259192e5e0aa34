"""The command around sounds. What it needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:  # importing them takes time
    from collections.abc import Sequence

    from audiogen.ambience.beds import NamedBed
    from audiogen.preview.sound import Format


def sounds(
    names: Annotated[list[str] | None, typer.Argument(help="Sounds or presets; all when left out.")] = None,
    *,
    samples: Annotated[
        Path | None, typer.Option("--samples", help="Write half a minute of each, and a picture, to this folder.")
    ] = None,
    kind: Annotated[Literal["flac", "wav"], typer.Option("--format", help="Of the samples.")] = "flac",
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
    project: Annotated[
        Path, typer.Option("--project", "-C", help="The folder whose presets are used.", show_default="this folder")
    ] = Path(),
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


def _write_samples(beds: Sequence[NamedBed], folder: Path, project: Path, *, kind: Format, force: bool) -> None:
    """Two samples at a time, told in their order; nothing is begun while any would write over something."""
    from functools import partial

    from audiogen.ambience.beds import with_kinds
    from audiogen.cli.screen import sounds as screen
    from audiogen.parallel import Workers
    from audiogen.preview.sound import Wanted, check_places, write_sample

    each_kind = (each for bed in beds for each in with_kinds(bed))
    wanted = tuple(Wanted(each.name, each.title, each.scene, each.sparse, folder, kind) for each in each_kind)
    if not force:
        check_places(wanted)
    with Workers() as workers, screen.SampleDisplay(len(wanted)) as display:
        for sample in workers.in_order(partial(write_sample, each, project) for each in wanted):
            display.show(sample)
