"""Tracks of one session for several clients share what LAME makes of them, and nothing in a file shows it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.clients import SHOW, TODAY
from support.projects import warm, write_project

from audiogen.audio.samples import Samples
from audiogen.build.clients import ClientOrder, build_clients
from audiogen.encode.mp3.lame import Lame
from audiogen.project import Project

SESSION = """\
title: Rest
summary: A session in which a name is said.
target: 56s
steps:
  - say: Be welcome here. Let the day go by.
  - pause: 2s to 40s
  - say: Now, {name}, rest.
  - pause: 2s to 40s
  - say: Feel the ground below. Feel the air above.
  - pause: 2s to 40s
  - say: Rest well.
  - pause: 3s
"""
CLIENTS = ("Anna", "Marina", "Bo")


def build(project: Project, *ids: str) -> None:
    """Build one track after the other, whether stale or not."""
    order = ClientOrder(ids=ids, jobs=1, force=True)
    assert not any(each.failed for each in build_clients(project, order, today=TODAY, on_event=lambda _event: None))


def files(project: Project, client: str) -> dict[str, bytes]:
    """The media, the manifest and the texts of all that a client gets."""
    folder = project.root / "private" / client
    return {path.name: path.read_bytes() for path in (folder / "episodes").iterdir()}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    show = SHOW.replace("bed: off", "bed: rain")
    made = write_project(tmp_path, show=show, s01_rest=SESSION)
    listed = "".join(f"- id: c{number}\n  name: {name}\n" for number, name in enumerate(CLIENTS))
    (tmp_path / "clients.yaml").write_text(listed, encoding="utf-8")
    warm(made)
    return made


def forget_encoded(project: Project) -> None:
    """Take out all encoded sound that is kept."""
    for folder in (project.cache, *(project.root / "private" / f"c{number}" / "cache" for number in range(3))):
        shutil.rmtree(folder / "encoded", ignore_errors=True)


def test_what_a_client_gets_does_not_depend_on_whom_else_it_is_built_for(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    encode = Lame.encode

    def counting(self: Lame, samples: Samples) -> bytes:
        heard.append(samples.shape[1])
        return encode(self, samples)

    monkeypatch.setattr(Lame, "encode", counting)
    build(project)
    together, of_all = [files(project, f"c{number}") for number in range(len(CLIENTS))], sum(heard)
    heard.clear()
    for number in range(len(CLIENTS)):
        forget_encoded(project)
        build(project, f"c{number}")
    assert [files(project, f"c{number}") for number in range(len(CLIENTS))] == together
    assert of_all < 0.75 * sum(heard)


def test_encoded_sound_in_which_a_name_is_said_lies_with_its_client_alone(project: Project) -> None:
    build(project, "c0")
    shared = {path.name for path in (project.cache / "encoded").rglob("*") if path.is_file()}
    own = {path.name for path in (project.root / "private/c0/cache/encoded").rglob("*") if path.is_file()}
    build(project, "c1")
    assert {path.name for path in (project.cache / "encoded").rglob("*") if path.is_file()} == shared
    assert own
    assert not (own & shared) - {"README.txt"}


def test_a_build_that_makes_all_again_encodes_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    build(project, "c0")
    before = files(project, "c0")
    monkeypatch.setattr(Lame, "encode", None)
    build(project, "c0")
    assert files(project, "c0") == before
