"""What the command line shows of a session in several lengths."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import SECOND, warm, write_project

from audiogen.cli.main import run


def test_the_report_names_every_length_and_what_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = write_project(tmp_path, s02_leaving=SECOND.replace("target: 20s\n", "target: 20s\nlengths: [2s, 8s]\n"))
    warm(project)
    monkeypatch.setenv("AUDIOGEN_CACHE", str(project.cache))
    assert run(["build", "--project", str(tmp_path)]) == 1
    told = capsys.readouterr()
    lines = [" ".join(line.split()) for line in told.out.splitlines()]
    assert any(line.startswith("Leaving tone 0:20") for line in lines)
    assert any(line.startswith("Leaving (8 seconds) tone 0:08") for line in lines)
    assert "Leaving (2 seconds) failed nothing to listen to yet" in lines
    assert "02-leaving-8s: built in" in told.err
    assert "02-leaving-2s: " in told.err
