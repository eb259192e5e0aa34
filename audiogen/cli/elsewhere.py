"""`audiogen build --cluster`: where the sound of tracks is made, if not on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, TypeAlias

import typer

if TYPE_CHECKING:
    # a build that keeps everything does without
    from audiogen.build.makers import Maker

Makers: TypeAlias = "AbstractContextManager[tuple[Maker | None, int]]"
"""Who makes the sound of tracks, and how many of them at once, as long as it is entered."""


@contextmanager
def reached(cluster: str | None, store: str | None, jobs: int) -> Iterator[tuple[Maker | None, int]]:
    """Who makes the sound of tracks, None for this computer; and how many of them at once.

    Args:
        cluster: the address of a scheduler; None for this computer.
        store: a place that all workers reach.
        jobs: how many tracks at once are asked for.

    Raises:
        AudiogenError: when the cluster cannot be used.
    """
    if cluster is None:
        if store is not None:
            message = "it says where a cluster finds large files: name the cluster as well, with --cluster ADDRESS"
            raise typer.BadParameter(message, param_hint="--store")
        yield None, jobs
        return
    from audiogen.cluster.cluster import Cluster

    with Cluster(cluster, store) as made:
        yield made, max(jobs, made.at_once)
