"""`audiogen serve`: what it says, and the browser that it opens when it is asked to."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest
import uvicorn
from support.publishing import episode, publish_small, undrawn_covers

from audiogen.cli import browser
from audiogen.cli.main import run
from audiogen.cli.screen.build import show_serving

ADDRESS = "http://localhost:8000/"


@pytest.mark.parametrize("opened", [True, False])
def test_a_page_that_no_browser_opens_is_told_of(opened: bool) -> None:  # noqa: FBT001 - a case
    asked, told = list[str](), list[str]()

    def opener(url: str) -> bool:
        asked.append(url)
        return opened

    browser.open_in_browser(ADDRESS, told.append, opener).join()
    assert asked == [ADDRESS]
    assert told == ([] if opened else [ADDRESS])


@pytest.mark.parametrize("error", [webbrowser.Error("no such browser"), FileNotFoundError("lynx")])
def test_a_browser_that_cannot_be_started_is_none(error: Exception) -> None:
    told = list[str]()

    def opener(_url: str) -> bool:
        raise error

    browser.open_in_browser(ADDRESS, told.append, opener).join()
    assert told == [ADDRESS]


@pytest.mark.parametrize("option", [[], ["--open"]])
def test_the_page_is_opened_once_the_port_is_open_when_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    with undrawn_covers():
        publish_small(tmp_path / "dist", episode(1))
    open_in_browser, threads = browser.open_in_browser, []

    def opening(url: str, on_failure: Callable[[str], None]) -> None:
        threads.append(open_in_browser(url, on_failure, lambda _: False))

    def interrupted(_server: uvicorn.Server, **_: object) -> None:
        for thread in threads:
            thread.join()
        raise KeyboardInterrupt

    monkeypatch.setattr(browser, "open_in_browser", opening)
    monkeypatch.setattr(uvicorn.Server, "run", interrupted)
    arguments = ["serve", "--dist", str(tmp_path / "dist"), "--host", "127.0.0.1", "--port", "0", *option]
    assert run(arguments) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Listening at http://127.0.0.1:" in out
    assert ("No browser could be opened here. The page is at http://127.0.0.1:" in out) == bool(option)


def test_of_a_clients_page_the_client_is_told_apart_and_no_feed_is_promised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "show.yaml").touch()
    with undrawn_covers():
        publish_small(tmp_path / "dist", episode(1))
        publish_small(tmp_path / "private" / "c1", episode(2))
    served = list[Path]()
    monkeypatch.setattr("audiogen.serve.server.serve", lambda folder, *_: served.append(folder))
    assert run(["serve", "--client", "C1", "--project", str(tmp_path)]) == 0
    assert served == [tmp_path / "private" / "c1"]
    assert run(["serve", "--client", "c2", "--project", str(tmp_path)]) == 1
    assert 'there is no client "c2"' in capsys.readouterr().err
    show_serving(ADDRESS, "http://192.168.1.5:8000/", has_feed=False)
    out = capsys.readouterr().out
    assert "whoever is in this network can open it" in out
    assert "feed" not in out
