"""audiogen as people get it: a wheel, installed in an environment of its own, makes a show from nothing."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from support.projects import SECOND, replace_in
from support.wheels import built_wheel, installed

from audiogen.publish.facts import read_publication


@pytest.fixture(scope="module")
def audiogen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    (folder / "wheel").mkdir()
    return installed(built_wheel(folder / "wheel"), folder / "environment")


def test_a_wheel_makes_a_show_from_nothing(audiogen: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "AUDIOGEN_CACHE": str(tmp_path / "cache")}
    environment.pop("PYTHONPATH", None)

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [str(audiogen), *arguments],
            cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    python = audiogen.with_name(f"python{audiogen.suffix}")
    place = subprocess.run(
        [str(python), "-c", "import audiogen; print(audiogen.__file__)"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(place.stdout.strip()).is_relative_to(audiogen.parents[1])

    run("new", "Ruhe", "--yes")
    run("add", "Evening", "--like", "sleep", "--minutes", "5", "-C", "Ruhe")
    assert "2 sessions checked: no problems found." in run("check", "-C", "Ruhe")
    # a few seconds of tones in place of words: how long a build takes is not asked here
    scripts = tmp_path / "Ruhe/scripts"
    replace_in(scripts / "show.yaml", "name: heart", "name: tone")
    (scripts / "01-arriving.yaml").write_text(SECOND, encoding="utf-8")
    run("build", "1", "-C", "Ruhe")
    (episode,) = read_publication(tmp_path / "Ruhe/dist").episodes
    assert episode.slug == "01-arriving"
