"""Twenty cuts at random moments of an upload: to a folder the program is killed, to a server the connection goes.

`AUDIOGEN_CUTS=20` tries as many with each kind of server as are tried before a release; the test suite tries fewer.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from support.cutting import cutting_proxy
from support.destinations import SERVERS, Place, folder_place
from support.sent_shows import kind_of, lacking_in, sent_show
from support.watched_destination import WatchedDestination

from audiogen.errors import AudiogenError
from audiogen.network.retry import RetryPolicy
from audiogen.publish.outgoing import OutgoingFile
from audiogen.upload.destination import Destination, open_destination
from audiogen.upload.paths import is_unfinished
from audiogen.upload.receipt import RECEIPT
from audiogen.upload.transfer import SendOptions, send

CUTS = 20
CUTS_OF_EACH_SERVER = int(os.environ.get("AUDIOGEN_CUTS", "7"))
KILLED = 99
TODAY = dt.date(2026, 11, 30)
SHOWS = (
    sent_show({"01-rain": "rain" * 100_000}),
    sent_show({"01-rain": "drops" * 80_000}, "Another title"),
)
"""What is sent in turn. Old files are taken away at once, so that the next one is sent as a whole."""
QUICK = RetryPolicy(attempts=2, sleep=lambda _seconds: None)


def upload(destination: Destination, files: Mapping[str, OutgoingFile]) -> None:
    how = SendOptions(prune=True, workers=2, retry=QUICK)
    send(destination, files, "ours", today=TODAY, kind_of=kind_of, how=how, on_event=lambda _event: None)


def there_at(place: Place) -> dict[str, bytes]:
    """What listeners find there."""
    return {path: data for path, data in place.stored().items() if not is_unfinished(path)}


def content_of(files: Mapping[str, OutgoingFile]) -> dict[str, bytes | Path]:
    return {path: file.source for path, file in files.items()}


def look_and_resume(place: Place, destination: WatchedDestination, files: Mapping[str, OutgoingFile]) -> None:
    """After a cut: all is whole there, only the rest is sent then, and nothing else is left."""
    cut = there_at(place)
    assert lacking_in(cut) == []
    upload(destination, files)
    complete = {path for path, file in files.items() if cut.get(path) == file.source}
    assert complete.isdisjoint(destination.sent)
    after = there_at(place)
    assert {path: data for path, data in after.items() if path != RECEIPT} == content_of(files)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a killed program is a fork of this one")
def test_a_program_that_is_killed_leaves_the_podcast_in_a_folder_whole(tmp_path: Path) -> None:
    with folder_place(tmp_path) as place:
        upload(open_destination(place.address), SHOWS[1])
        steps = WatchedDestination(open_destination(place.address))
        upload(steps, SHOWS[0])
        moments = random.Random(19).sample(range(1, steps.steps), CUTS)  # noqa: S311 - of tests
        for count, moment in enumerate(moments, 1):
            files = SHOWS[count % 2]
            child = os.fork()
            if not child:
                upload(WatchedDestination(open_destination(place.address), moment, lambda: os._exit(KILLED)), files)
                os._exit(0)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) in {KILLED, 0}
            look_and_resume(place, WatchedDestination(open_destination(place.address)), files)


@pytest.mark.parametrize("kind", list(SERVERS))
def test_a_connection_that_is_cut_leaves_the_podcast_on_a_server_whole(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SERVERS[kind](tmp_path) as place, cutting_proxy(place.port or 0) as proxy:
        address, environment = place.through(proxy.port)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with closing(WatchedDestination(open_destination(address, timeout_s=10))) as destination:
            passed_bytes, cut = list[int](), 0
            for files in (*SHOWS, *SHOWS):
                proxy.heal()
                upload(destination, files)
                passed_bytes.append(proxy.passed_bytes)
            moments = random.Random(19).sample(range(max(passed_bytes[1:])), CUTS_OF_EACH_SERVER)  # noqa: S311 - of tests
            for count, moment in enumerate(moments):
                files = SHOWS[count % 2]
                proxy.cut_after(moment)
                try:
                    upload(destination, files)
                except AudiogenError:
                    cut += 1
                proxy.heal()
                destination.sent.clear()
                look_and_resume(place, destination, files)
            # what passes differs by a few bytes from time to time
            assert cut >= CUTS_OF_EACH_SERVER - 1
