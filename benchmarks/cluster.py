"""How much time a track on a cluster takes beside making it: many tracks, without sound, by a real scheduler.

python benchmarks/cluster.py [--tracks 10000] [--workers 2] [--json]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psutil
from distributed import LocalCluster

from audiogen.build.session import Session
from audiogen.build.show import known_to, wanted_tracks
from audiogen.build.tracks import Making, sessions_of
from audiogen.cluster.cluster import Cluster
from audiogen.cluster.parcel import Delivered, Sealed, pack
from audiogen.errors import AudiogenError
from audiogen.progress import ignore
from audiogen.project import Project
from audiogen.script.load import load_library
from audiogen.speech.phrase import project_phrasing


class _NothingMadeError(AudiogenError):
    """What becomes of each track here; anything else is no measurement."""


def stub(_sealed: Sealed) -> Delivered:
    """Nothing is made: what is left is what sending and waiting take."""
    return _NothingMadeError("no sound")


_PACKED = 100
"""Tracks that are packed without being sent, to know what of the time that takes."""


def version() -> str:
    """The same everywhere."""
    return "benchmark"


def session_of(project: Project) -> Session:
    """The first session of the show that comes with audiogen."""
    library, phrasing = load_library(project.scripts), project_phrasing(project)
    _, lock, finished = known_to(project, library, dt.date(2026, 1, 1))
    making = Making(project, library.show, phrasing, {project.dist: finished})
    return sessions_of(making, wanted_tracks(project, library, lock)[:1], "code")[0]


def measured(tracks: int, workers: int) -> dict[str, float]:
    """Send so many tracks."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(__file__).parents[1]
        session = session_of(Project(root, Path(folder) / "dist", Path(folder) / "cache"))
        peak, scheduler, first = 0, psutil.Process(), 0
        with (
            LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as started,
            Cluster(started.scheduler_address, None, make=stub, version=version) as cluster,
            ThreadPoolExecutor(cluster.at_once) as pool,
        ):

            def send(number: int) -> None:
                nonlocal peak, first
                with suppress(_NothingMadeError):
                    cluster.make(session, ignore)
                if number % 100 == 0:
                    peak = max(peak, scheduler.memory_info().rss)
                if number == tracks // 10:
                    first = scheduler.memory_info().rss

            packing = time.process_time()
            for _ in range(_PACKED):
                Sealed.of(pack(session, None), version())
            packing = 1000 * (time.process_time() - packing) / _PACKED
            wall, cpu = time.monotonic(), time.process_time()
            list(pool.map(send, range(tracks)))
            wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    return {
        "tracks": tracks,
        "wall_ms_each": 1000 * wall / tracks,
        "packing_cpu_ms_each": packing,
        "scheduling_cpu_ms_each": 1000 * cpu / tracks - packing,
        "scheduler_and_build_mb_after_a_tenth": first / 1e6,
        "scheduler_and_build_mb_peak": peak / 1e6,
    }


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tracks", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = measured(arguments.tracks, arguments.workers)
    if arguments.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name.replace('_', ' '):45} {value:10.2f}")


if __name__ == "__main__":
    main()
