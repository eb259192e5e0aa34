"""A track to be made, wherever that happens: in this process, in another one, or on another computer.

A session says of itself all that making it needs, as a value that can be sent; whoever makes it needs nothing of what
the build knows of other tracks, and tells what happens by events.
"""

from __future__ import annotations

from dataclasses import replace

from audiogen.build.session import Produced, Session
from audiogen.memory import give_back
from audiogen.parallel import Workers
from audiogen.progress import Event, OnEvent, Progress, Stage


def make(session: Session, workers: Workers, on_event: OnEvent) -> Produced:
    """Make the episode of a session and put it in place.

    Args:
        session: what to make.
        workers: threads for mixing and encoding.
        on_event: called with every event, from several threads.

    Raises:
        AudiogenError: as `produce` does.
    """
    from audiogen.build.episode import produce  # noqa: PLC0415 - numpy and the codecs

    return produce(session, workers, _Tidy(on_event))


def portable(session: Session) -> Session:
    """A session as it is sent: of what is known of phrases it holds that of its own, and no words of other people's."""
    return replace(session, phrasing=session.phrasing.only(session.phrases()))


class _Tidy:
    """An `OnEvent` that returns what is free whenever the track enters another stage, and passes events on.

    What the stage before has freed would otherwise stay with the process, on top of what the next one takes.
    """

    def __init__(self, on_event: OnEvent) -> None:
        self._on_event = on_event
        self._stage: Stage | None = None

    def __call__(self, event: Event) -> None:
        if isinstance(event, Progress) and event.stage != self._stage:
            self._stage = event.stage
            give_back()
        self._on_event(event)
