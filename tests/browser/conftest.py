"""A browser for each worker, and shows that it visits: made once for a run, with sound that plays."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import filelock
import pytest
from support.browsers import lacking, started
from support.listening_shows import SHOWS, make_show
from support.served_folder import ServedFolder, served_folder

if TYPE_CHECKING:
    from support.visits import Visit, Visitor


class _WithoutBrowser(pytest.Module):
    """Tests that cannot even be read here, as they import what is missing."""

    def collect(self) -> NoReturn:
        if os.environ.get("AUDIOGEN_TESTS") == "all":
            pytest.fail(f"{lacking()}; AUDIOGEN_TESTS=all lets no test be skipped", pytrace=False)
        pytest.skip(f"{lacking()}")


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    return _WithoutBrowser.from_parent(parent, path=module_path) if lacking() else None


@pytest.fixture(scope="session")
def started_browser() -> Iterator[tuple[Visitor, asyncio.AbstractEventLoop]]:
    from support.visits import Visitor  # noqa: PLC0415 - without Playwright there is nothing to import

    with started() as browser:
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield Visitor(browser), loop
        asyncio._set_running_loop(loop)


@pytest.fixture
def visitor(started_browser: tuple[Visitor, asyncio.AbstractEventLoop]) -> Iterator[Visitor]:
    """Who opens pages in the worker's browser.

    Between two calls, Playwright leaves its loop marked as the running one, in which tests elsewhere could start none.
    """
    visitor, loop = started_browser
    asyncio._set_running_loop(loop)
    yield visitor
    asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The projects of the shows of `shows.toml` by their names, each made once for all workers."""
    own = tmp_path_factory.getbasetemp()
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    shared = own.parent / f"shows-{run}" if run else own / "shows"
    return lambda name: _made(name, shared)


@pytest.fixture(scope="session")
def shows(made: Callable[[str], Path]) -> Iterator[Callable[[str], ServedFolder]]:
    """The shows by their names, served by each worker."""
    with ExitStack() as serving:

        @cache
        def show(name: str) -> ServedFolder:
            below = SHOWS.get(name, {}).get("below", "")
            return serving.enter_context(served_folder(made(name) / "dist", below))

        yield show


def _made(name: str, shared: Path) -> Path:
    shared.mkdir(exist_ok=True)
    with filelock.FileLock(shared / f"{name}.lock"):
        if not (shared / name).exists():
            unfinished = Path(tempfile.mkdtemp(dir=shared)) / name
            make_show(name, unfinished)
            unfinished.rename(shared / name)
    return shared / name


@pytest.fixture
def visiting(visitor: Visitor, shows: Callable[[str], ServedFolder]) -> Iterator[Callable[..., Visit]]:
    """Opens a browser's window on a show; in the end, nothing may have gone wrong in it that was not expected."""
    from support.visits import Window  # noqa: PLC0415 - without Playwright there is nothing to import

    made: list[Visit] = []

    def to(show: str = "course", window: Window | None = None, *, fresh: bool = False) -> Visit:
        made.append(visitor.visit(shows(show).url, window or Window(), fresh=fresh))
        return made[-1]

    yield to
    for each in made:
        each.end()
    assert [wrong for each in made for wrong in each.wrong] == []
