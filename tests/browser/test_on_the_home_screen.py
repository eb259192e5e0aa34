"""The page as an app that a browser is willing to install."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

import pytest
from support.visits import Visit

_STATUSES: Final = "(paths) => Promise.all(paths.map(async (path) => (await fetch(path)).status))"


@pytest.mark.parametrize("path", ["", "sessions/01-session.html"])
def test_a_browser_finds_the_show_installable_from_every_page(visiting: Callable[..., Visit], path: str) -> None:
    visit = visiting()
    page = visit.open(path)
    found = visit.cdp.send("Page.getAppManifest")
    told = visit.cdp.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert (found["url"], found["errors"]) == (f"{visit.home}app.webmanifest", [])
    # all windows of tests are private ones
    assert [each["errorId"] for each in told] == ["in-incognito"]
    assert found["manifest"]["startUrl"] == f"{visit.home}index.html"
    icons = [f"{visit.home}{each['src']}" for each in json.loads(found["data"])["icons"]]
    icons.append(page.locator("link[rel='apple-touch-icon']").evaluate("(link) => link.href"))
    assert page.evaluate(_STATUSES, icons) == [200] * 5
