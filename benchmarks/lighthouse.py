"""What Lighthouse says of the listener's pages: of a show, of a session, and of the page of one client.

    python benchmarks/lighthouse.py .venv/.lighthouse/node_modules/.bin/lighthouse   # as `make lighthouse` does

Every score has to be 100; it prints what keeps one from that, and ends with 1.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.browsers import lacking, program
from support.listening_shows import make_show
from support.served_folder import served_folder

from audiogen.publish.facts import ForClient, read_published
from audiogen.publish.site import publish

_PAGES: Final = {"show": "", "session": "sessions/01-session.html"}
_CATEGORIES: Final = ("accessibility", "best-practices", "seo")
_SCHEMES: Final = {"dark": 0, "light": 1}
_FLAGS: Final = "--headless=new --no-sandbox --disable-gpu --host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'"
_LEFT_OUT: Final = {
    # search engines are asked to pass the page of a client over, and nothing is described to anybody
    "client": ("is-crawlable", "meta-description"),
}


def main() -> None:
    """Print the scores of every page, and what is wrong with it."""
    [lighthouse] = sys.argv[1:] or [""]
    if reason := lacking():
        sys.exit(reason)
    whole = True
    with tempfile.TemporaryDirectory() as folder:
        for name, address in _pages(Path(folder)):
            for scheme, form in itertools.product(_SCHEMES, ("mobile", "desktop")):
                report = _report(lighthouse, address, scheme, form, _LEFT_OUT.get(name, ()))
                scores = {each: round(report["categories"][each]["score"] * 100) for each in _CATEGORIES}
                print(f"{name}, {scheme}, {form}:", ", ".join(f"{each} {score}" for each, score in scores.items()))
                print(*(f"  {line}\n" for line in _failures(report)), sep="", end="", flush=True)
                whole = whole and set(scores.values()) == {100}
    sys.exit(0 if whole else 1)


def _pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Names and addresses, each of which can be visited until the next one is asked for."""
    make_show("course", folder / "show")
    with served_folder(folder / "show/dist") as served:
        yield from ((name, served.url + path) for name, path in _PAGES.items())
    dist = folder / "show/dist"
    published, manifests = read_published(dist)
    publish(
        published.show,
        published.podcast_guid,
        manifests,
        dist,
        dist.parent,
        client=ForClient(message="Whenever you like."),
    )
    with served_folder(dist) as served:
        yield "client", served.url


def _report(lighthouse: str, address: str, scheme: str, form: str, left_out: tuple[str, ...]) -> Any:
    arguments = [
        *(lighthouse, address, "--quiet", "--output=json", f"--only-categories={','.join(_CATEGORIES)}"),
        f"--chrome-flags={_FLAGS} --blink-settings=preferredColorScheme={_SCHEMES[scheme]}",
        *(["--preset=desktop"] if form == "desktop" else []),
        *(f"--skip-audits={each}" for each in left_out),
    ]
    environment = {**os.environ, "CHROME_PATH": program() or ""}
    done = subprocess.run(arguments, env=environment, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def _failures(report: Any) -> Iterator[str]:
    for category in report["categories"].values():
        for each in category["auditRefs"]:
            audit = report["audits"][each["id"]]
            if each["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{audit['title']} ({audit['id']})"
                for item in audit.get("details", {}).get("items", []):
                    yield f"  {json.dumps(item.get('node', item), ensure_ascii=False)[:400]}"


if __name__ == "__main__":
    main()
