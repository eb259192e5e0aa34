"""What an answer says of waiting, and how much of one is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import requests
from support.fake_model import FakeModel

from audiogen.network.answers import GivenUpError, OverlongError, content_of, retry_after_s


@pytest.mark.parametrize(("header", "seconds"), [("17", 17), (" 0 ", 0), (None, None), ("soon", None)])
def test_a_server_may_say_in_seconds_how_long_to_wait(header: str | None, seconds: float | None) -> None:
    assert retry_after_s(header) == seconds


@pytest.mark.parametrize(("minutes", "seconds"), [(2, 120), (-2, 0)])
def test_a_server_may_name_the_moment(minutes: int, seconds: float) -> None:
    moment = datetime.now(UTC) + timedelta(minutes=minutes)
    assert retry_after_s(format_datetime(moment, usegmt=True)) == pytest.approx(seconds, abs=2)


def _content(server: FakeModel, most_bytes: int, *, given_up: bool = False) -> bytes:
    url, question = f"{server.url}/v1/chat/completions", {"model": "qwen3:8b"}
    with requests.post(url, json=question, stream=True, timeout=30, proxies={"http": ""}) as answer:
        return content_of(answer, most_bytes, lambda: given_up)


def test_no_more_of_an_answer_is_read_or_unpacked_than_there_is_room_for() -> None:
    with FakeModel(then="packed") as server:
        whole = _content(server, 10_000)
        assert b"Hello." in whole
        assert _content(server, len(whole)) == whole
        with pytest.raises(OverlongError):
            _content(server, len(whole) - 1)


def test_an_answer_that_nobody_waits_for_is_not_read_to_its_end() -> None:
    with FakeModel(then="endless") as server, pytest.raises(GivenUpError):
        _content(server, 10_000_000, given_up=True)
