"""A small show that every platform takes, and the page of one client: nothing is spoken or drawn for them."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from pathlib import Path

from support.feeds import mp3
from support.publishing import GUID, episode, plain_covers, publish_small, show
from support.script_files import SCRIPT, SHOW, write_scripts

from audiogen.manifest import Manifest, file_of_content
from audiogen.publish.facts import ClientSession, ForClient
from audiogen.publish.site import publish


def begin_publishable(root: Path, base_url: str) -> None:
    """The scripts, and a list with one client."""
    write_scripts(root / "scripts", show=f"{SHOW}base_url: {base_url}\n", s01_session=SCRIPT)
    (root / "clients.yaml").write_text("- id: c1\n  name: Quibble\n", encoding="utf-8")


def build_publishable(root: Path, base_url: str, title: str = "Arriving") -> None:
    """The podcast, and the page of the client."""
    made, content = _sounding(episode(1, title=title))
    private = root / "private" / "c1"
    private.mkdir(parents=True, exist_ok=True)
    told = ForClient(sessions=(ClientSession(slug=made.slug),))
    with contextlib.ExitStack() as drawn:
        drawn.enter_context(plain_covers())
        publish_small(root / "dist", made, of=show(base_url=base_url))
        (root / "dist" / made.media[0].file).write_bytes(content)
        shutil.copytree(root / "dist" / "episodes", private / "episodes", dirs_exist_ok=True)
        publish(show(base_url=base_url), GUID, [made], private, root, client=told)


def _sounding(made: Manifest) -> tuple[Manifest, bytes]:
    """A session with sound that platforms take for some, as far as its beginning tells."""
    content = mp3(made.media[0].size_bytes, made.media[0].duration_s)
    facts = {"file": file_of_content(made.name, content, ".mp3"), "sha256": hashlib.sha256(content).hexdigest()}
    return made.model_copy(update={"media": (made.media[0].model_copy(update=facts),)}), content
