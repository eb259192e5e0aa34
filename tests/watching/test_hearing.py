from __future__ import annotations

import threading

import pytest

from audiogen.watching.hearing import Hearing, Stopped


class Stage:
    """What was begun, and what ended because nobody wanted to hear it any more."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.began = threading.Semaphore(0)

    def hear(self, order: str, stopped: Stopped) -> None:
        self.begun.append(order)
        self.began.release()
        stopped.wait()
        self.ended.append(order)


def test_what_is_heard_next_ends_what_is_heard_now() -> None:
    stage = Stage()
    hearing = Hearing(stage.hear)
    hearing.begin("one")
    stage.began.acquire()
    hearing.begin("two")
    stage.began.acquire()
    assert (stage.begun, stage.ended) == (["one", "two"], ["one"])
    hearing.end()
    assert stage.ended == ["one", "two"]


def test_what_was_stopped_before_it_began_is_never_heard() -> None:
    stage = Stage()
    held = threading.Event()

    def hear(order: str, stopped: Stopped) -> None:
        if order == "one":
            stage.began.release()
            held.wait()
        stage.begun.append(order)

    hearing = Hearing(hear)
    hearing.begin("one")
    stage.began.acquire()
    hearing.begin("two")
    hearing.begin("three")
    held.set()
    hearing.end()
    assert "two" not in stage.begun


def test_a_failure_in_it_is_raised_where_changes_are_waited_for() -> None:
    def hear(_order: str, _stopped: Stopped) -> None:
        message = "a bug"
        raise RuntimeError(message)

    hearing = Hearing(hear)
    hearing.begin("one")
    hearing.end()
    with pytest.raises(RuntimeError, match="a bug"):
        hearing.stop()
