"""Findings over all lengths of a session, and what authors silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.craft import CRAFT_SHOW, findings, found
from support.script_files import HEAD, load_one, problems_of, write_scripts

from audiogen.cli.main import run

SAY = "  - say: Here is a place to rest, and a sound that goes on by itself.\n"
FEW = "  - breathe: 4-6\n    cycles: 2\n"
IGNORED = "    ignore: {breath-cycles: two are enough here}\n"


def test_a_finding_is_told_once_with_the_lengths_in_which_it_is_found(tmp_path: Path) -> None:
    steps = SAY + "  - pause: fill\n    min: 5s\n    max: 20m\n" + SAY
    lengths = "target: 40s\nlengths: [70s, 90s]\n"
    (told,) = found(tmp_path, "unannounced-silence", steps, head=lengths)
    assert told.startswith("!7: in 1m10s and 1m30s, a silence of about ")


def test_a_length_perhaps_out_of_reach_is_named_once(tmp_path: Path) -> None:
    steps = SAY * 3 + "  - pause: fill\n    min: 29s\n    max: 20m\n"
    (told,) = found(tmp_path, "length", steps, head="target: 3m\nlengths: [1m]\n")
    assert told.startswith("4: lengths: in 1m, the steps last at least about ")


def test_a_finding_in_all_lengths_that_have_its_step_names_none(tmp_path: Path) -> None:
    steps = f"{SAY}{FEW}    only: up to 40s\n{SAY}  - pause: fill\n    min: 5s\n    max: 20m\n"
    (told,) = found(tmp_path, "breath-cycles", steps, head="target: 40s\nlengths: [70s]\n")
    assert told.startswith("8: 2 breaths in one exercise")


@pytest.mark.parametrize(
    ("steps", "head"),
    [
        (SAY + FEW + IGNORED, ""),
        (SAY + FEW, "ignore:\n  breath-cycles: two are enough here\n"),
        (f"{SAY}  - chapter: Breathing\n{IGNORED}{FEW}", ""),
        (
            f"{SAY}  - scan: ['Why you, and then?']\n{IGNORED.replace('breath-cycles', 'why-question')}{FEW}{IGNORED}",
            "",
        ),
        (f"{SAY}  - repeat: 2\n{IGNORED}    steps:\n    - breathe: 4-6\n      cycles: 2\n", ""),
    ],
)
def test_a_rule_is_silenced_on_a_step_and_on_all_that_holds_it(tmp_path: Path, steps: str, head: str) -> None:
    assert found(tmp_path, "breath-cycles", steps, head=head) == []
    assert found(tmp_path, "", steps, head=head) == []


def test_a_rule_is_silenced_for_all_sessions_in_the_show_and_for_what_is_included_where_it_is(tmp_path: Path) -> None:
    assert found(tmp_path / "a", "breath-cycles", SAY + FEW, show=f"{CRAFT_SHOW}ignore: {{breath-cycles: so}}\n") == []
    (tmp_path / "b/parts").mkdir(parents=True)
    (tmp_path / "b/parts/two.yaml").write_text("steps:\n  - breathe: 4-6\n    cycles: 2\n", encoding="utf-8")
    included = SAY + "  - include: parts/two.yaml\n"
    assert len(found(tmp_path / "b", "breath-cycles", included)) == 1
    assert found(tmp_path / "b", "breath-cycles", included + IGNORED) == []


def test_a_chapter_silences_nothing_in_the_next_one(tmp_path: Path) -> None:
    steps = f"{SAY}  - chapter: Breathing\n{IGNORED}{FEW}  - chapter: Another\n{FEW}"
    (told,) = found(tmp_path, "breath-cycles", steps)
    assert told.startswith("11: ")


def test_what_silences_nothing_is_warned_of(tmp_path: Path) -> None:
    head = "ignore:\n  tail: it ends as it ends\n  loudness: it is for sleeping\n"
    assert found(tmp_path, "", SAY, head=head) == [
        "4: ignore: nothing here is against tail; remove the line",
        "5: ignore: loudness is judged by `audiogen verify`, in finished sound; remove the line here",
    ]


@pytest.mark.parametrize(
    ("ignored", "told"),
    [
        ("{why-qestion: asked}", '5:14: ignore: there is no rule "why-qestion"; did you mean why-question?'),
        ("{xyzzy: asked}", '5:14: ignore: there is no rule "xyzzy"; `audiogen rules` lists all of them'),
        ("{tail: ''}", "5:20: ignore: tail: no reason; write after the colon why it does not hold here"),
        ("{tail: [a]}", "5:20: ignore: tail: write your reason after the colon, in one text"),
        ("tail", '5:13: ignore: write a rule and your reason below it, like "why-question: it is asked lightly here"'),
    ],
)
def test_what_is_wrong_in_ignore_is_told_where_it_stands(tmp_path: Path, ignored: str, told: str) -> None:
    script = f"{HEAD}steps:\n  - say: Hello.\n    ignore: {ignored}\n"
    (problem,) = problems_of(write_scripts(tmp_path, s01_arriving=script))
    assert problem == f"01-arriving.yaml:{told}"


def test_what_is_ignored_changes_no_step_but_that_key(tmp_path: Path) -> None:
    plain = load_one(tmp_path / "a", f"{HEAD}steps:\n  - say: Hello.\n")
    ignoring = load_one(tmp_path / "b", f"{HEAD}steps:\n  - say: Hello.\n    ignore:\n      length: so\n")
    assert [step.model_copy(update={"ignore": ()}) for step in ignoring.steps] == [*plain.steps]


def test_a_rule_may_have_the_name_of_a_key(tmp_path: Path) -> None:
    script = f"{HEAD}ignore:\n  announced-length: so\n  length: so\n  placeholder: so\nsteps:\n  - say: Hello.\n"
    assert [rule for rule, _ in load_one(tmp_path, script).ignore] == ["announced-length", "length", "placeholder"]


def test_every_finding_says_how_to_mend_it(tmp_path: Path) -> None:
    problems = findings(tmp_path, f"{HEAD}steps:\n{SAY}{FEW}")
    assert problems
    assert all(problem.remedy and problem.rule and not problem.remedy.endswith(".") for problem in problems)


def test_check_tells_findings_sums_up_and_fails_on_errors_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = f"{HEAD}steps:\n{SAY}{FEW}{SAY}"
    write_scripts(tmp_path / "scripts", show=CRAFT_SHOW, s01_a=script)
    assert run(["check", "-C", str(tmp_path)]) == 0
    told = capsys.readouterr().out.splitlines()
    (few,) = (line for line in told if line.endswith("[breath-cycles]"))
    assert "01-a.yaml:6:13: warning: 2 breaths in one exercise" in few
    assert told[-1].startswith("1 session checked: no problems found, but ")
    assert re.fullmatch(r"\d+ findings; `audiogen rules [a-z-]+` explains\.", told[-2])
    write_scripts(tmp_path / "scripts", s01_a=script.replace("4-6", "4-8-8"))
    assert run(["check", "-C", str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("1 session checked: 1 error, and ")


def test_a_rule_that_the_show_silences_is_not_missed_where_only_one_session_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show = f"{CRAFT_SHOW}ignore: {{breath-cycles: so}}\n"
    write_scripts(tmp_path / "scripts", show=show, s01_a=f"{HEAD}steps:\n{SAY}", s02_b=f"{HEAD}steps:\n{SAY}{FEW}")
    assert run(["check", "01-a", "-C", str(tmp_path)]) == 0
    assert "ignore" not in capsys.readouterr().out
