"""One story on every kind of destination: sent, sent again, changed, pruned; a client's link given and revoked.

What lies there is read without going through audiogen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.destinations import PLACES, SECRET, Place
from support.publishable import begin_publishable, build_publishable
from support.publishing import sent_on

from audiogen.cli.main import run
from audiogen.clients.links import links_of

BASE = "https://podcast.example.org"


@pytest.fixture(scope="module", params=list(PLACES))
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with PLACES[request.param](tmp_path_factory.mktemp(request.param)) as place:
        yield place


def test_a_show_and_a_clients_page_come_there_change_and_go(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {**place.environment, "AUDIOGEN_CACHE": str(tmp_path / "cache")}.items():
        monkeypatch.setenv(name, value)
    root = tmp_path / "show"
    begin_publishable(root, BASE)
    monkeypatch.chdir(root)

    def said(*arguments: str) -> str:
        assert run([*arguments]) == 0
        shown = capsys.readouterr()
        assert SECRET not in shown.out + shown.err
        return shown.out

    def wanted(folder: Path, base_url: str) -> dict[str, bytes]:
        files = sent_on(folder, dt.datetime.now(tz=dt.UTC).date(), base_url)
        return {
            path: each.source if isinstance(each.source, bytes) else each.source.read_bytes()
            for path, each in files.items()
        }

    build_publishable(root, BASE)
    assert "Sent to" in said("publish", place.address, "--remember", "--no-look")
    stored = place.stored()
    assert stored.pop("published.json")
    assert stored == wanted(root / "dist", BASE)
    assert "Nothing has changed" in said("publish", "--no-look")

    build_publishable(root, BASE, "Arriving Slowly")
    assert "files that nothing names any more" in said("publish", "--no-look")
    assert {*stored} < {*place.stored()}
    assert place.stored().items() >= wanted(root / "dist", BASE).items()
    assert "Nothing has changed" in said("publish", "--prune", "--no-look")
    stored = place.stored()
    assert stored.pop("published.json")
    assert stored == wanted(root / "dist", BASE)

    said("clients", "link", "c1")
    (link,) = links_of(root, dt.datetime.now(tz=dt.UTC).astimezone().date())
    assert link.token not in said("publish", "--clients", "--htaccess", "--no-look")
    page = f"p/{link.token}/"
    theirs = {path.removeprefix(page): data for path, data in place.stored().items() if path.startswith(page)}
    assert theirs.pop("published.json")
    assert theirs == wanted(link.folder, f"{BASE}/p/{link.token}")
    said("publish", "--no-look")
    said("clients", "revoke", "c1")
    assert f"p/{link.token[:4]}…: taken away" in said("publish", "--clients", "--no-look")
    left = {path for path in place.stored() if path.startswith("p/")}
    assert left == {"p/index.html", "p/.htaccess"}
    assert stored == {path: data for path, data in place.stored().items() if path in stored}
