"""The command line, as people meet it: what it says, and with which exit code it ends."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.projects import SECOND, replace_in, touched, warm, write_project
from support.repository import ROOT

from audiogen import __version__
from audiogen.cli.main import run
from audiogen.cli.screen.terminal import say


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "show/cache"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "show").root


@pytest.fixture
def warm_project(tmp_path: Path) -> Path:
    """A show that was never built; its first build is no slower than the next ones."""
    project = write_project(tmp_path / "show")
    warm(project)
    return project.root


def test_it_says_which_version_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.strip() == f"audiogen {__version__}"


@pytest.mark.parametrize("command", ["build", "check", "serve", "voices", "watch"])
def test_every_command_has_a_help_text(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 3


def test_the_module_is_the_same_program() -> None:
    told = subprocess.run([sys.executable, "-m", "audiogen", "--version"], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == f"audiogen {__version__}"


@pytest.mark.parametrize("arguments", [["biuld"], ["build", "--jbos", "2"], ["serve", "--port", "many"]])
def test_wrong_usage_ends_with_2_and_points_to_the_help(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert "--help" in capsys.readouterr().err


def test_a_build_ends_with_a_table_and_the_way_to_listen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # two sessions without a bed, which are soon built
    project = write_project(tmp_path / "show", s01_arriving=SECOND.replace("Leaving", "Arriving"), s02_leaving=SECOND)
    warm(project)
    assert run(["build", "--project", str(project.root)]) == 0
    out = capsys.readouterr().out
    assert re.search(r"Arriving +tone +0:20 +\d\.\d MB +\d+\.\d s", out)
    assert "2 built" in out
    assert f"The podcast is in the folder {project.dist}.\n" in out
    assert f"audiogen serve --project {project.root} (" in out


def test_a_build_shows_no_address_before_anything_is_served_and_no_unit_of_measurement(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = write_project(tmp_path / "show", s01_arriving=SECOND)
    warm(project)
    assert run(["build", "--project", str(project.root)]) == 0
    shown = capsys.readouterr()
    assert not re.search(r"http|LUFS|dBTP|peak|programme|█", shown.out + shown.err)


def test_a_check_that_finds_nothing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", str(tmp_path / "quiet"), "--yes"]) == 0
    assert run(["check", "-C", str(tmp_path / "quiet")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 session checked: no problems found."


def test_a_check_shows_every_problem_of_every_file_and_ends_with_1(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_in(project / "scripts/01-arriving.yaml", "ring: 2s", "ring: 2 parsecs")
    replace_in(project / "scripts/02-leaving.yaml", "bed: off", "bde: off")
    assert run(["check", "-C", str(project)]) == 1
    said = capsys.readouterr().err
    assert re.search(r'01-arriving\.yaml:\d+:\d+: ring: "2 parsecs" is not a length of time', said)
    assert re.search(r'02-leaving\.yaml:5:1: "bde" is not a key here; did you mean bed\?', said)
    assert "2 problems found" in said


def test_a_check_writes_nothing(project: Path) -> None:
    before = touched(project)
    run(["check", "-C", str(project)])
    assert touched(project) == before


def test_a_session_that_fails_ends_the_build_with_1_and_says_what_to_do(
    warm_project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_in(warm_project / "scripts/01-arriving.yaml", "target: 40s", "target: 9m")
    assert run(["build", "-C", str(warm_project)]) == 1
    shown = capsys.readouterr()
    assert "short of the target of 9:00" in shown.err
    assert "Raise `max` of the fill in line 17 from 30s to " in shown.err
    assert "failed" in shown.out
    assert "build again: what is finished is kept" in shown.out
    assert "serve" not in shown.out


def test_a_folder_without_scripts_is_a_known_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "-C", str(tmp_path / "nowhere")]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_a_bug_ends_with_3_and_leaves_a_log(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("audiogen.check.whole.check_whole", lambda *_: 1 / 0)
    assert run(["check", "-C", str(project)]) == 3
    log = Path(capsys.readouterr().err.rsplit(": ", 1)[1].strip())
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    log.unlink()


@pytest.mark.parametrize(
    ("command", "calls", "said"),
    [
        ("check", "audiogen.check.whole.check_whole", "Interrupted."),
        (
            "build",
            "audiogen.build.show.build",
            "Interrupted; what was spoken is kept, and the next build goes on from there.",
        ),
    ],
)
def test_an_interrupt_ends_with_130_and_says_what_is_kept(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    calls: str,
    said: str,
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(calls, interrupted)
    assert run([command, "-C", str(project)]) == 130
    assert capsys.readouterr().err.strip() == said


TERMINATED = """
import os, signal, sys
from pathlib import Path
from audiogen.cli import main
from audiogen.render import files

write = files.EpisodeFiles.write

def terminated(self, mastering, on_written):
    def at_work(frames):
        on_written(frames)
        os.kill(os.getpid(), signal.SIGTERM)
    return write(self, mastering, at_work)

files.EpisodeFiles.write = terminated
sys.exit(main.run(["build", "--project", sys.argv[1]]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
def test_a_build_that_is_terminated_cleans_up_as_after_ctrl_c_and_ends_with_143(warm_project: Path) -> None:
    command = [sys.executable, "-c", TERMINATED, str(warm_project)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 143
    assert "the next build goes on from there" in ended.stderr
    assert [
        path for path in (warm_project / "dist").rglob("*") if path.name.startswith(".") or path.suffix == ".mp3"
    ] == []


def test_the_voices_are_listed_with_language_and_licence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["voices"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"heart +en +female +Apache-2\.0", out)
    assert "google" in out


def test_help_and_check_import_neither_numpy_nor_an_engine(project: Path) -> None:
    program = (
        "import sys\nfrom audiogen.cli.main import run\n"
        f"run(['--help'])\nrun(['check', '-C', {str(project)!r}])\n"
        "heavy = {'numpy', 'onnxruntime', 'hibari', 'gtts', 'av', 'watchfiles'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


def test_checking_the_shipped_show_loads_no_engine_and_no_codec() -> None:
    program = """
import sys
from audiogen.cli.main import run
from audiogen.cli.screen.terminal import say
code = run(["check", "--project", sys.argv[1]])
heavy = {"onnxruntime", "hibari", "gtts", "requests", "piper", "kokoro_onnx", "av", "numpy", "soundfile", "lameenc"}
print(code, sorted(heavy & set(sys.modules)))
"""
    finished = subprocess.run([sys.executable, "-c", program, str(ROOT)], check=True, capture_output=True, text=True)
    assert finished.stdout.splitlines()[-1] == "0 []"
    assert "warning" not in finished.stdout


def test_lines_are_printed_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    say("01.yaml:100: [bold] of :heart:")
    assert capsys.readouterr().out == "01.yaml:100: [bold] of :heart:\n"
