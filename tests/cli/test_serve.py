"""`audiogen serve`: what it says, and the browser that it opens when it is asked to."""

from __future__ import annotations

import uuid
import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest
import uvicorn
from support.publishing import episode, publish_small, undrawn_covers

from audiogen.cli import browser
from audiogen.cli.main import run
from audiogen.cli.screen.build import show_serving
from audiogen.clients.lock import ClientIdentity, write_clients_lock
from audiogen.clients.secret import made_secret
from audiogen.serve.settings import AccessLogSettings, ServeSettings

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


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, ServeSettings]]:
    """What is served, and how, in place of serving it."""
    started = list[tuple[Path, ServeSettings]]()

    def begin(folder: Path, settings: ServeSettings, on_ready: Callable[[str, str | None], None]) -> None:
        started.append((folder, settings))
        on_ready(ADDRESS, f"{settings.base_url}/" if settings.base_url else None)

    for name in ("serve", "serve_clients"):
        monkeypatch.setattr(f"audiogen.serve.server.{name}", begin)
    return started


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "show.yaml").touch()
    (tmp_path / "dist").mkdir()
    return tmp_path


def test_what_stands_in_front_is_told_to_the_server(project: Path, started: list[tuple[Path, ServeSettings]]) -> None:
    told = ["--base-url", "https://example.org/podcast/", "--trusted-host", "Studio.example.org", "--port", "9000"]
    told += ["--trusted-proxy", "172.17.0.0/16", "--access-log", str(project / "a.log"), "--log-addresses"]
    assert run(["serve", "--project", str(project), *told, "--grace", "2.5"]) == 0
    [(folder, settings)] = started
    assert folder == project / "dist"
    log = AccessLogSettings(project / "a.log", addresses=True)
    assert settings == ServeSettings(
        "127.0.0.1",
        9000,
        "https://example.org/podcast",
        frozenset({"studio.example.org"}),
        ("172.17.0.0/16",),
        log,
        2.5,
    )


@pytest.mark.parametrize(
    ("options", "host"),
    [
        ([], "0.0.0.0"),  # noqa: S104 - compared
        (["--base-url", "https://example.org"], "127.0.0.1"),
        (["--base-url", "http://192.168.1.5:8000"], "0.0.0.0"),  # noqa: S104 - compared
        (["--base-url", "https://example.org", "--host", "172.17.0.1"], "172.17.0.1"),
    ],
)
def test_nobody_comes_past_what_speaks_https_unless_that_is_asked_for(
    project: Path, started: list[tuple[Path, ServeSettings]], options: list[str], host: str
) -> None:
    assert run(["serve", "--project", str(project), *options]) == 0
    assert started[0][1].host == host


def test_of_clients_it_is_told_how_many_have_a_link_and_no_link(
    project: Path, started: list[tuple[Path, ServeSettings]], capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "clients.yaml").write_text("- id: c1\n")
    assert run(["serve", "--clients", "--project", str(project)]) == 0
    assert "nobody has a valid link" in " ".join(capsys.readouterr().out.split())
    made_secret(project)
    write_clients_lock(project, {"c1": ClientIdentity(uuid.UUID(int=4), linked=True)})
    (project / "private" / "c1").mkdir()
    (project / "private" / "c1" / "show.json").touch()
    assert run(["serve", "--clients", "--project", str(project), "--base-url", "https://for-you.example.org"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "1 client has a valid link. `audiogen clients link ID` gives one" in out
    assert "https://for-you.example.org/" in out
    assert "/p/" not in out
    assert [folder for folder, _ in started] == [project, project]


@pytest.mark.parametrize("other", [["--dist", "dist"], ["--client", "c1"], ["--open"]])
def test_clients_are_served_by_themselves(
    project: Path, started: list[tuple[Path, ServeSettings]], capsys: pytest.CaptureFixture[str], other: list[str]
) -> None:
    assert run(["serve", "--clients", "--project", str(project), *other]) == 2
    assert other[0] in capsys.readouterr().err
    assert started == []


@pytest.mark.parametrize("options", [["--log-addresses"], ["--access-log", " "], ["--grace", "-1"]])
def test_options_that_mean_nothing_are_told(
    project: Path, started: list[tuple[Path, ServeSettings]], options: list[str]
) -> None:
    assert run(["serve", "--project", str(project), *options]) == 2
    assert started == []
