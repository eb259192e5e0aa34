"""A show with sessions for clients, and a search for what must stand nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from support.projects import warm, write_project

from audiogen.build.clients import ClientOrder, ClientReport, build_clients
from audiogen.progress import Event
from audiogen.project import Project

TODAY = dt.date(2026, 11, 30)
SHOW = "title: Quiet Practice\nauthor: audiogen\ndescription: A show for tests.\nvoice: tone\nbed: off\n"
PLAIN = """\
title: Plain
summary: A short session.
target: 20s
lengths: [15s]
steps:
  - say: Hello {name or my friend}. This is the same for all.
  - pause: 1s to 30s
  - say: Rest in {place or the room}.
    only: clients
  - say: Goodbye.
  - pause: 2s
"""
OWN = """\
title: For you
summary: A session for clients.
for: clients
steps:
  - say: Welcome, {name}. This is said to everybody.
  - say: And this is yours.
    only: clients with practice
  - say: Goodbye.
  - pause: 2s
"""
CLIENTS = """\
- id: c1
  name: Zebedee
  place: the vinegarden

- id: c2
  name: "[Siobhan](shi-VAWN)"
  practice: slow breathing
  sessions: [2]
  message: Before the persimmon call, if it suits.
"""


def clients_project(root: Path, clients: str = CLIENTS, **scripts: str) -> Project:
    """A show in a folder, with clients."""
    project = write_project(root, show=SHOW, **(scripts or {"s01_plain": PLAIN, "s02_own": OWN}))
    (root / "clients.yaml").write_text(clients, encoding="utf-8")
    return project


def build_for(
    project: Project, *ids: str, names: Sequence[str] = (), events: list[Event] | None = None, **how: bool
) -> list[ClientReport]:
    """Build for clients, two tracks at a time."""
    warm(project)
    order = ClientOrder(names, ids, jobs=2, force=how.get("force", False), prune=how.get("prune", False))
    return build_clients(project, order, today=TODAY, on_event=(events if events is not None else []).append)


def holding(folder: Path, *words: str) -> set[str]:
    """The files and folders in which a word stands, in whatever capitals, in their bytes or in their names."""
    wanted = [form for word in words for form in (word.casefold().encode(), word.casefold().encode("utf-16-le"))]
    found = set()
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        content = path.read_bytes().lower() if path.is_file() else b""
        if any(each in content or each in name.casefold().encode() for each in wanted):
            found.add(name)
    return found
