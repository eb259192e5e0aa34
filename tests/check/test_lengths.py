"""What `check` knows of lengths before a word is spoken: that of each session, and which targets are out of reach."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import SHOW, build_all, replace_in, write_project
from support.repository import ROOT

from audiogen.check.preflight import check_project
from audiogen.cli.main import run
from audiogen.errors import ScriptError
from audiogen.progress import EpisodeFailed, Event, Progress
from audiogen.project import Project
from audiogen.units import RATE, to_seconds

SAY = (
    "  - say: You might find a position that feels steady enough. If it suits you, the breath can slow a little, "
    "in for four, and out for six.\n"
)
PAUSE = "  - pause: 5s\n"
HEART = SHOW.replace("voice: tone", "voice: heart\ndisclosure: off")
"""Nothing but the script is spoken."""


def session(steps: str, head: str = "") -> str:
    return f"title: Small\nsummary: A short session.\n{head}steps:\n{steps}"


def fill(least: str, most: str) -> str:
    return f"  - pause: fill\n    min: {least}\n    max: {most}\n"


def problems(root: Path, script: str, show: str = HEART) -> list[str]:
    project = write_project(root, show=show, s01_small=script)
    try:
        checked = check_project(project, ())
        found = (*checked.warnings, *checked.findings)
    except ScriptError as error:
        found = error.problems
    found = tuple(each for each in found if each.rule in {"", "length", "long-silence"})
    told = [str(problem).replace(f"{root}/scripts/", "") for problem in found]
    return [each.removesuffix(" [length]") for each in told if "disclosure: off" not in each]


def seconds(root: Path, script: str, show: str = HEART) -> float:
    (length,) = check_project(write_project(root, show=show, s01_small=script), ()).lengths
    return to_seconds(length.frames)


def test_a_target_that_the_silences_cannot_reach_is_told_with_the_fill_to_change(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, session(SAY * 2 + fill("10s", "1m") + SAY + PAUSE, "target: 20m\n"))
    assert told.startswith("01-small.yaml:3:1: target: the steps last at most about 1:")
    assert " short of the target of 20:00. Raise `max` of the fill in line 7 from 1m to 19m" in told


def test_a_target_that_the_words_alone_exceed_is_told_with_how_many_to_cut(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, session((SAY + PAUSE) * 30, "target: 5m\n"))
    assert told.startswith("01-small.yaml:3:1: target: the words alone take about 5:")
    assert "over the target of 5:00. Raise `target` to 8m" in told
    assert "silences included, or cut about " in told
    assert told.endswith(" words.")


def test_a_target_of_a_number_alone_is_told_to_count_seconds(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, session((SAY + PAUSE) * 6 + fill("5s", "10m"), "target: 10\n"))
    assert told.endswith("over the target of 0:10. A number alone counts seconds: for minutes write `target: 10m`.")


@pytest.mark.parametrize("asked", ["target: 12", "lengths: [12, 10m]", "lengths: 12"])
def test_a_number_alone_that_is_missed_by_little_is_told_to_count_seconds_first(tmp_path: Path, asked: str) -> None:
    (told, *_) = problems(tmp_path, session(SAY + PAUSE + fill("0s", "11m") + SAY, f"{asked}\n"))
    written = "`target: 12m`" if asked.startswith("target") else "`12m` in `lengths`"
    assert f"A number alone counts seconds: for minutes write {written}. For seconds, " in told


def test_a_length_with_its_unit_is_not_told_of_numbers_alone(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, session(SAY + PAUSE + fill("0s", "11m") + SAY, "target: 5s\n"))
    assert "number alone" not in told


def test_a_number_alone_of_which_steps_for_minutes_make_seconds_is_warned_of(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, session(SAY + fill("0s", "20m") + SAY, "target: 40\n"))
    assert told == (
        "01-small.yaml:3:1: warning: target: a number alone counts seconds, and this makes 40s. For minutes write 40m"
    )


def test_more_breaths_for_the_longest_length_are_told_as_a_step_of_its_own(tmp_path: Path) -> None:
    steps = SAY + "  - breathe: box\n    cycles: 3 to 12\n    cues: [tone]\n" + PAUSE + SAY
    told = next(each for each in problems(tmp_path, session(steps, "lengths: [2m, 4m]\n")) if "in 4m" in each)
    assert "Add steps with `only: 4m and longer`, " in told
    assert "give the breathe in line 6 `only: up to 2m` and write another with `only: 4m and longer` and " in told


def test_a_target_near_the_edge_of_reach_is_a_warning_only(tmp_path: Path) -> None:
    steps = (SAY + PAUSE) * 12
    ideal_s = seconds(tmp_path / "a", session(steps))
    (told,) = problems(tmp_path / "b", session(steps, f"target: {ideal_s + 1:.0f}s\n"))
    assert told.startswith("01-small.yaml:3:1: warning: target: the steps last at most about ")


@pytest.mark.parametrize("change", ["max", "target"])
def test_whoever_follows_the_advice_is_told_nothing_more_of_the_target(tmp_path: Path, change: str) -> None:
    script = session(SAY * 2 + fill("10s", "1m") + SAY + PAUSE, "target: 4m\n")
    (told,) = problems(tmp_path / "a", script)
    proposed = told.rpartition(" to ")[2].rstrip(".") if change == "target" else told.split(" to ")[1].partition(" ")[0]
    old = "target: 4m" if change == "target" else "max: 1m"
    changed = script.replace(old, f"{change}: {proposed.rstrip(',')}")
    assert [problem for problem in problems(tmp_path / "b", changed) if "target: " in problem] == []


def test_a_length_out_of_reach_is_told_where_it_is_written_with_what_to_change_for_it(tmp_path: Path) -> None:
    script = session(SAY + fill("10s", "1m") + SAY + PAUSE, "target: 1m\nlengths: [50s, 12m]\n")
    (told,) = problems(tmp_path, script)
    assert told.startswith("01-small.yaml:4:16: lengths: in 12m, the steps last at most about 1:")
    assert (
        " short of 12:00. Add steps with `only: 12m and longer`, raise `max` of the fill in line 7 from 1m to " in told
    )
    assert told.endswith(" in place of 12m in `lengths`.")


@pytest.mark.parametrize("lengths", ["12m", "[12m]"])
def test_a_session_without_a_target_is_told_at_its_lengths(tmp_path: Path, lengths: str) -> None:
    (told,) = problems(tmp_path, session(SAY + fill("10s", "1m") + SAY + PAUSE, f"lengths: {lengths}\n"))
    assert told.startswith("01-small.yaml:3:")
    assert ": lengths: in 12m, the steps last at most about" in told


def test_a_length_between_two_numbers_of_breaths_is_told(tmp_path: Path) -> None:
    steps = "  - breathe: 4-6\n    cycles: 4 to 12\n    cues: [tone]\n  - pause: 10s to 12s\n"
    (told,) = problems(tmp_path, session(steps, "target: 1m28s\n"))
    assert told.startswith(
        "01-small.yaml:3:1: target: with 6 breaths the steps last at most 1:25, with 7 at least 1:33"
    )


def test_a_silence_too_long_in_one_of_several_lengths_is_told_with_that_length(tmp_path: Path) -> None:
    steps = (SAY + PAUSE) * 4 + fill("10s", "20m") + SAY + PAUSE
    (told,) = problems(tmp_path, session(steps, "target: 4m\nlengths: [18m]\n"))
    assert told.startswith("01-small.yaml:14:1: warning: in 18m, this silence stretches to about 16:")


@pytest.mark.parametrize(
    ("lengths", "begin"),
    [("[14m, 18m]", "in 14m and 18m, "), ("[6m, 8m, 14m, 18m]", "in 4 lengths, from 6m to 18m, ")],
)
def test_a_silence_too_long_in_several_lengths_is_told_once(tmp_path: Path, lengths: str, begin: str) -> None:
    steps = (SAY + PAUSE) * 4 + fill("10s", "20m") + SAY + PAUSE
    (told,) = problems(tmp_path, session(steps, f"target: 3m\nlengths: {lengths}\n"))
    assert told.startswith(f"01-small.yaml:14:1: warning: {begin}this silence stretches to about ")
    assert " without a word, to meet the length that is asked for. " in told


def test_a_silence_that_stretches_beyond_three_minutes_is_warned_of_where_it_is_written(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, session((SAY + PAUSE) * 4 + fill("10s", "20m") + SAY + PAUSE, "target: 18m\n"))
    assert told.startswith("01-small.yaml:13:1: warning: this silence stretches to about 16:")
    assert "Write a `pause: fill` in other places, too" in told


@pytest.mark.parametrize(
    "steps",
    [
        SAY + "  - pause: 5m\n    bell_every: 1m\n" + fill("1s", "30s") + SAY,
        (SAY + fill("10s", "150s")) * 4,
        SAY + fill("10s", "150s") + "  - bell: interval\n" + fill("10s", "150s") + SAY,
    ],
)
def test_silences_with_bells_in_them_and_shared_silences_are_not_warned_of(tmp_path: Path, steps: str) -> None:
    assert [told for told in problems(tmp_path, session(steps, "target: 5m35s\n")) if "silence" in told] == []


def test_a_long_silence_that_its_author_wrote_is_warned_of_as_what_it_is(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, session(SAY + "  - pause: 5m\n" + SAY))
    assert told.startswith("01-small.yaml:5:1: warning: 5:00 without a word or a bell. Divide it with a few words")


def test_silences_in_a_row_count_as_one_whatever_chapters_begin_in_them(tmp_path: Path) -> None:
    row = fill("10s", "170s") + "  - chapter: Rest\n" + fill("10s", "170s")
    (told,) = problems(tmp_path, session(SAY + row + SAY, "target: 5m20s\n"))
    assert "this silence stretches to about 4:" in told


def test_a_session_of_many_hours_that_nobody_asked_for_is_warned_of(tmp_path: Path) -> None:
    (told, _) = problems(tmp_path, session(SAY + "  - pause: 4h\n"))
    assert told.startswith("01-small.yaml:3:1: warning: this session lasts about 4:00:")
    assert problems(tmp_path, session(SAY + fill("4h", "5h") + "    bell_every: 3m\n", "target: 4h30m\n")) == []


@pytest.mark.parametrize("voice", ["espeak-de", "google-de", "tone"])
def test_a_voice_that_is_not_installed_or_online_is_expected_all_the_same(tmp_path: Path, voice: str) -> None:
    script = session("  - say: Willkommen. Die Augen offen oder geschlossen, wie es leichter ist.\n", "language: de\n")
    assert seconds(tmp_path, script, SHOW.replace("tone", f"{voice}\ndisclosure: off")) == pytest.approx(9, abs=2)


def test_what_cannot_be_known_adds_no_second_message(tmp_path: Path) -> None:
    script = session("  - say: Hello there.\n  - clip: gone.wav\n    text: Gone.\n", "target: 10m\n")
    (told,) = problems(tmp_path, script)
    assert "clip: there is no file " in told


def test_a_build_refuses_what_is_out_of_reach_before_it_speaks_and_goes_on_with_the_rest(tmp_path: Path) -> None:
    project, events = write_project(tmp_path), list[Event]()
    replace_in(project.scripts / "01-arriving.yaml", "target: 40s", "target: 4m")
    report = build_all(project, events=events)
    (failed,) = (event for event in events if isinstance(event, EpisodeFailed))
    assert "short of the target of 4:00" in failed.message
    assert failed.hint.startswith("Raise `max` of the fill in line 17 from 30s to 3m")
    assert {event.name for event in events if isinstance(event, Progress)} == {"02-leaving"}
    assert [episode.outcome for episode in report.episodes] == ["failed", "built"]


def test_check_shows_how_long_every_session_will_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = write_project(tmp_path)
    replace_in(project.scripts / "02-leaving.yaml", "target: 20s\n", "")
    assert run(["check", "-C", str(project.root)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].split(maxsplit=1) == ["01-arriving", "0:40, as asked; 25 % speech, 36 words a minute"]
    assert shown[1].split(maxsplit=1)[1].strip().startswith("about 0:08; ")


def test_check_shows_the_other_lengths_beside_the_sessions_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = write_project(tmp_path)
    replace_in(project.scripts / "01-arriving.yaml", "target: 40s", "target: 40s\nlengths: [45s, 50s]")
    assert run(["check", "-C", str(project.root)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].split(maxsplit=1) == [
        "01-arriving",
        "0:40, as asked; also 0:45 and 0:50; 25 % speech, 36 words a minute",
    ]


def test_a_build_refuses_a_length_from_lengths_by_its_name(tmp_path: Path) -> None:
    project, events = write_project(tmp_path), list[Event]()
    replace_in(project.scripts / "01-arriving.yaml", "target: 40s", "lengths: [4m]")
    build_all(project, events=events)
    (failed,) = (event for event in events if isinstance(event, EpisodeFailed))
    assert ": in 4m, the steps last at most about " in failed.message


def test_the_shipped_show_meets_all_its_lengths() -> None:
    checked = check_project(Project(ROOT, ROOT / "dist", ROOT / "cache"), ())
    assert checked.warnings == ()
    assert [length for length in checked.lengths if length.frames != length.asked_frames] == []
    assert {length.frames for length in checked.lengths} == {300 * RATE, 600 * RATE, 1200 * RATE}
    assert {length.frames for length in checked.lengths if length.edition.main} == {600 * RATE}


def test_what_the_documentation_shows_of_lengths_is_what_is_said(tmp_path: Path) -> None:
    page = (ROOT / "docs/script-language.md").read_text(encoding="utf-8")
    script = page.split("```yaml\n")[1].partition("```")[0]
    show = SHOW.replace("voice: tone\n", "")
    assert seconds(tmp_path / "a", script.replace("target: 5m\n", ""), show) == pytest.approx(3 * 60 + 43, abs=0.5)
    (told,) = problems(tmp_path / "b", script.replace("target: 5m", "target: 20m"), show)
    assert told.replace("01-small", "scripts/03-three-quiet-minutes") in " ".join(page.split())


def test_what_the_documentation_shows_of_several_lengths_and_bells_is_what_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs/script-language.md").read_text(encoding="utf-8")
    script = page.split("```yaml\n")[1].partition("```")[0].replace("cycles: 6", "cycles: 4 to 12")
    in_three = script.replace("target: 5m", "target: 5m\nlengths: [4m, 7m]")
    show = SHOW.replace("voice: tone\n", "")
    project = write_project(tmp_path / "a", show=show, s03_three_quiet_minutes=in_three)
    assert run(["check", "-C", str(project.root)]) == 0
    assert f"    {capsys.readouterr().out.splitlines()[0]}\n" in page
    rung = in_three.replace("- pause: fill", "- pause: fill\n    bell_every: 5m")
    for number, changed in enumerate((in_three.replace("7m", "20m"), rung)):
        (told,) = problems(tmp_path / f"b{number}", changed, show)
        assert told.replace("01-small", "scripts/03-three-quiet-minutes") in " ".join(page.split())
