"""Tracks made on a cluster of real processes: the same files, whatever is lost, and nobody's words left there."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from support import cluster as workers
from support.clients import build_for, clients_project, holding
from support.projects import TODAY, built_project, contents

from audiogen.build.clients import ClientOrder, build_clients
from audiogen.build.report import BuildReport
from audiogen.build.show import build
from audiogen.cluster.cluster import Cluster
from audiogen.errors import AudiogenError
from audiogen.progress import EpisodeFailed, Event
from audiogen.project import Project

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler with two workers, which gives a task up with the second worker that is lost."""
    import dask  # noqa: PLC0415 - an extra

    settings: dict[str, Any] = {"distributed.scheduler.allowed-failures": 1, "logging.distributed": "critical"}
    with pytest.MonkeyPatch.context() as patch, dask.config.set(settings):
        # pictures are in it, which workers would draw in full size
        patch.setenv("AUDIOGEN_CACHE", str(built_project(tmp_path_factory.mktemp("of workers")).cache))
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
        ) as started:
            yield started.scheduler_address


@pytest.fixture
def unbuilt(tmp_path: Path) -> Project:
    project = built_project(tmp_path / "show")
    shutil.rmtree(project.dist)
    return project


def build_on(cluster: Cluster, project: Project, events: list[Event] | None = None) -> BuildReport:
    on_event = (events if events is not None else []).append
    return build(project, (), today=TODAY, jobs=cluster.at_once, on_event=on_event, elsewhere=cluster)


def test_a_lost_worker_loses_no_session_and_all_files_are_the_same(
    address: str, unbuilt: Project, tmp_path: Path
) -> None:
    make = partial(workers.lost_once, folder=tmp_path)
    with Cluster(address, str(tmp_path / "store"), make=make, version=workers.here) as cluster:
        assert not build_on(cluster, unbuilt).failed
    assert (tmp_path / "lost").exists()
    here = built_project(tmp_path / "here")
    assert contents(unbuilt.dist) == contents(here.dist)


def test_a_session_that_no_worker_survives_fails_alone(address: str, unbuilt: Project) -> None:
    events: list[Event] = []
    make = partial(workers.poisoned, name="01-arriving")
    with Cluster(address, None, make=make, version=workers.here) as cluster:
        report = build_on(cluster, unbuilt, events)
    assert {each.name: each.outcome for each in report.episodes} == {"01-arriving": "failed", "02-leaving": "built"}
    (failure,) = (event for event in events if isinstance(event, EpisodeFailed))
    assert failure.message.startswith("every worker that was to make 01-arriving was lost, the last one tcp://")


def test_a_worker_with_another_version_is_refused_before_anything_is_sent(address: str) -> None:
    version = partial(workers.otherwise, os.getpid())
    with pytest.raises(AudiogenError) as raised, Cluster(address, None, version=version):
        pass
    told = raised.value.message.splitlines()
    assert len(told) == 3
    assert all(
        line.startswith("the worker tcp://") and line.endswith("has audiogen of another day") for line in told[:2]
    )
    assert told[2] == "this computer has audiogen of this test"


def test_one_that_comes_later_refuses_by_itself(address: str, unbuilt: Project) -> None:
    with Cluster(address, None, make=workers.made_by_another, version=workers.here) as cluster:
        report = build_on(cluster, unbuilt)
    message = report.failed[0].error.message if report.failed[0].error else ""
    assert message.startswith("the worker tcp://")
    assert message.endswith("has audiogen of another day, and this build audiogen of this test")


def test_a_clients_words_stay_with_the_client(address: str, tmp_path: Path) -> None:
    project, store = clients_project(tmp_path / "show"), tmp_path / "store"
    store.mkdir()
    with Cluster(address, str(store), make=workers.made, version=workers.here) as cluster:
        order = ClientOrder(ids=("c1",), jobs=cluster.at_once, elsewhere=cluster)
        (report,) = build_clients(project, order, today=TODAY, on_event=lambda _: None)
    assert not report.failed
    assert any(store.rglob("phrases/*/*"))
    assert holding(store, "zebedee", "vinegarden") == set()
    own = {path.name for path in (report.folder / "cache").glob("??/*")}
    assert own
    others = (*store.rglob("*"), *Path(os.environ["AUDIOGEN_CACHE"]).glob("??/*"))
    assert own.isdisjoint(path.name for path in others)
    before = contents(report.folder)
    (again,) = build_for(project, "c1", force=True)
    assert again.report.phrases_spoken == 0
    # but for pictures, which workers draw in full size, and which stand in the other files
    after = contents(report.folder)
    assert [name for name in before if name.endswith(".page.mp3") and after.get(name) != before[name]] == []


def test_a_scheduler_that_does_not_answer_is_told_with_its_address() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    nobody = Cluster(f"tcp://127.0.0.1:{port}", None, timeout_s=0.3, version=workers.here)
    with pytest.raises(AudiogenError, match=rf"no scheduler answers at tcp://127.0.0.1:{port} within 0.3 s"), nobody:
        pass


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(AudiogenError) as raised, Cluster("tcp://127.0.0.1:1", None, version=workers.here):
        pass
    assert 'pip install "audiogen-sessions[cluster]"' in raised.value.hint
