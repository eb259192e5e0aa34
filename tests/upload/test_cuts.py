"""Connections that are cut, or fall silent, at every stage of sending: no half file ever stands under its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from support.cutting import CuttingProxy, cutting_proxy
from support.destinations import MP3, SERVERS, Place, put, read

from audiogen.upload.destination import Destination, DestinationError, open_destination
from audiogen.upload.paths import is_unfinished

OLD, NEW = b"old" * 20_000, b"new" * 100_000
MOMENTS = 12
PATH = "episodes/01-plain.mp3"

Opens = Callable[[], Destination]


@pytest.fixture(scope="module", params=list(SERVERS))
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as place:
        yield place


@pytest.fixture
def proxy(place: Place) -> Iterator[CuttingProxy]:
    assert place.port is not None
    with cutting_proxy(place.port) as proxy:
        yield proxy


@pytest.fixture
def opened(place: Place, proxy: CuttingProxy) -> Iterator[Opens]:
    """Opens the destination by way of the proxy, with the old file in it."""
    address, environment = place.through(proxy.port)
    every = list[Destination]()

    def open_one(timeout_s: float = 20) -> Destination:
        every.append(open_destination(address, timeout_s=timeout_s))
        return every[-1]

    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        first = open_one()
        for path in place.stored():
            first.delete(path)
        put(first, PATH, OLD, MP3)
        proxy.heal()
        yield open_one
        proxy.heal()
        for each in every:
            each.close()


def seen(place: Place) -> dict[str, bytes]:
    """What listeners may meet."""
    return {path: data for path, data in place.stored().items() if not is_unfinished(path)}


def outcome(act: Callable[..., object], *given: object) -> object:
    """What it returns, or what went wrong."""
    try:
        return act(*given)
    except DestinationError as error:
        return error


def is_passing(told: object) -> bool:
    """Whether something went wrong that may be over a little later."""
    return isinstance(told, DestinationError) and told.transient


def test_a_cut_at_any_moment_leaves_the_old_file_or_all_of_the_new_one(
    place: Place, proxy: CuttingProxy, opened: Opens
) -> None:
    destination = opened()
    put(destination, PATH, NEW, MP3)
    whole_bytes = proxy.passed_bytes
    assert whole_bytes > len(NEW)
    put(destination, PATH, OLD, MP3)
    failed = 0
    for moment in range(MOMENTS):
        proxy.heal()
        proxy.cut_after(whole_bytes * moment // MOMENTS)
        told = outcome(put, destination, PATH, NEW, MP3)
        assert told is None or is_passing(told), told
        assert seen(place) in (({PATH: NEW},) if told is None else ({PATH: OLD}, {PATH: NEW}))
        failed += told is not None
    assert failed >= MOMENTS - 2
    proxy.heal()
    # the same destination goes on, with a connection of its own
    put(destination, PATH, NEW, MP3)
    for left in destination.unfinished():
        destination.delete(left)
    assert place.stored() == {PATH: NEW}


def test_a_file_that_is_cut_while_it_is_read_is_not_taken_for_whole(proxy: CuttingProxy, opened: Opens) -> None:
    destination = opened()
    assert read(destination, PATH) == OLD
    half_bytes = proxy.passed_bytes - len(OLD) // 2
    proxy.heal()
    proxy.cut_after(half_bytes)
    with pytest.raises(DestinationError) as broken:
        read(destination, PATH)
    assert broken.value.transient
    proxy.heal()
    assert read(destination, PATH) == OLD


def test_a_list_that_is_cut_is_not_taken_for_whole(proxy: CuttingProxy, opened: Opens) -> None:
    destination = opened()
    assert destination.list() == {PATH: len(OLD)}
    whole_bytes = proxy.passed_bytes
    failed = 0
    for moment in range(MOMENTS):
        proxy.heal()
        proxy.cut_after(whole_bytes * moment // MOMENTS)
        told = outcome(destination.list)
        assert is_passing(told) or told == {PATH: len(OLD)}, told
        failed += is_passing(told)
    assert failed >= MOMENTS // 2


@pytest.mark.parametrize("share", [0, 0.5])
def test_a_server_that_falls_silent_is_waited_for_no_longer_than_asked(
    place: Place, proxy: CuttingProxy, opened: Callable[[float], Destination], share: float
) -> None:
    destination = opened(0.3)
    proxy.cut_after(int(len(NEW) * share), silently=True)
    with pytest.raises(DestinationError, match=r"has not answered for 0\.3 s|was cut") as silent:
        put(destination, PATH, NEW, MP3)
    assert silent.value.transient
    assert seen(place) == {PATH: OLD}
    proxy.heal()


def test_a_server_that_is_not_there_is_named(proxy: CuttingProxy, opened: Opens) -> None:
    destination = opened()
    proxy.close()
    with pytest.raises(DestinationError, match=r"127\.0\.0\.1 is there, but takes no connection") as refused:
        destination.list()
    assert refused.value.transient
