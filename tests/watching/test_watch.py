from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import write_project
from support.saving import Desk, remove, replace, together, untold, write

from audiogen.project import Project
from audiogen.watching.changed_line import ChangedLine, changed_line
from audiogen.watching.told import ToldSession

RULES = ("choice-statement", "content-note", "speech-share", "unannounced-silence", "reorientation")
SHOW = f"""\
title: Small Show
author: audiogen
description: A show for tests.
voice: tone
bed: off
ignore: {{{", ".join(f"{rule}: a test" for rule in RULES)}}}
"""
FREE = "title: {}\nsummary: Without a target.\nsteps:\n  - say: You can rest here for a while.\n  - pause: 30s\n"
SHARING = """\
title: {}
summary: With a part that others have, too.
target: 60s
lengths: [90s]
steps:
  - include: parts/rest.yaml
  - pause: fill
    min: 5s
    max: 2m
  - say: You can open your eyes now.
"""
PART = "steps:\n  - say: You can rest here.\n  - pause: 5s\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    write(tmp_path / "parts/rest.yaml", PART)()
    sessions = {"s01_arriving": SHARING.format("Arriving"), "s02_staying": SHARING.format("Staying")}
    return write_project(tmp_path, show=SHOW, **sessions, s03_free=FREE.format("Free"))


@pytest.fixture
def desk(project: Project, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(project, capsys)


def script(desk: Desk, name: str) -> Path:
    return desk.project.scripts / f"{name}.yaml"


def test_a_save_that_changes_nothing_heard_says_how_long_the_session_still_is(desk: Desk) -> None:
    assert desk.saved(replace(script(desk, "01-arriving"), "title: Arriving", "title: Coming")) == [
        "01-arriving  1:00, as before"
    ]


def test_a_session_that_became_longer_says_how_long_it_was(desk: Desk) -> None:
    assert desk.saved(replace(script(desk, "03-free"), "30s", "40s")) == ["03-free  about 0:43 instead of 0:33"]


def test_of_words_within_a_target_it_is_said_how_much_more_is_spoken(desk: Desk) -> None:
    more = "say: You can open your eyes now, and let the light come in."
    assert desk.saved(replace(script(desk, "01-arriving"), "say: You can open your eyes now.", more)) == [
        "01-arriving  1:00, as before, with 3s more of speech"
    ]


def test_every_length_that_changed_stands_in_the_one_line(desk: Desk) -> None:
    path = script(desk, "02-staying")
    assert desk.saved(replace(path, "[90s]", "[90s, 75s]")) == ["02-staying  1:00, as before; 1m15s: 1:15"]
    assert desk.saved(replace(path, "[90s, 75s]", "[75s]")) == [
        "02-staying  1:00, as before; 1m30s is not offered any more"
    ]


def test_a_target_out_of_reach_says_how_long_it_is_instead_and_why(desk: Desk) -> None:
    line, problem = desk.saved(replace(script(desk, "01-arriving"), "min: 5s", "min: 55s"))
    assert line == "01-arriving  about 1:07 instead of 1:00 · 1 error"
    assert problem.startswith("scripts/01-arriving.yaml:3:1: target: the steps last at least about 1:07")


def test_a_mistake_is_told_as_check_prints_it_and_all_is_well_once_it_is_mended(desk: Desk) -> None:
    path = script(desk, "03-free")
    assert desk.saved(replace(path, "pause: 30s", "pause: long")) == [
        "03-free  1 error",
        'scripts/03-free.yaml:5:12: pause: "long" is not a length of time; write 4s, 1m30s or 1:30',
    ]
    assert desk.saved(replace(path, "pause: long", "pause: 30s")) == [
        "03-free  about 0:33, as before · all is well again"
    ]


def test_an_error_is_told_at_every_save_and_a_warning_once(desk: Desk) -> None:
    path = script(desk, "03-free")
    assert len(desk.saved(replace(path, "pause: 30s", "pause: long"))) == 2
    assert len(desk.saved(replace(path, "summary: ", "summary: One "))) == 2
    assert len(desk.saved(replace(path, "pause: long", "pause: 30s"), replace(path, "e: Free", "e: Arriving"))) == 3
    assert desk.saved(replace(path, "summary: ", "summary: This ")) == ["03-free  about 0:33, as before · 1 warning"]


def test_a_warning_is_not_told_again_once_an_error_beside_it_is_mended(desk: Desk) -> None:
    path = script(desk, "03-free")
    told = desk.saved(replace(path, "a while.", "a while. You must rest now."))
    assert [line for line in told if "warning:" in line]
    desk.saved(replace(path, "pause: 30s", "pause: long"))
    assert desk.saved(replace(path, "pause: long", "pause: 30s")) == [
        "03-free  about 0:35, as before · no errors any more · 1 warning"
    ]


def test_a_warning_of_what_all_share_is_not_told_again_once_a_session_can_be_read_again(desk: Desk) -> None:
    path = script(desk, "03-free")
    told = desk.saved(write(desk.project.root / "clients.yaml", "- id: c1\n  practice: slow breathing\n"))
    assert [line for line in told if "no script has the variable" in line]
    desk.saved(replace(path, "pause: 30s", "pause: long"))
    assert desk.saved(replace(path, "pause: long", "pause: 30s")) == [
        "03-free  about 0:33, as before · all is well again"
    ]


def test_only_what_was_saved_is_read_and_checked_anew(desk: Desk) -> None:
    before = desk.snapshot
    desk.saved(replace(script(desk, "03-free"), "30s", "40s"))
    same = [now.reading is then.reading for now, then in zip(desk.snapshot.read.files, before.read.files, strict=True)]
    assert same == [True, True, False]
    kept = [desk.snapshot.states[each.path] is before.states[each.path] for each in before.read.files]
    assert kept == [True, True, False]


def test_a_part_that_sessions_include_is_answered_for_each_of_them(desk: Desk) -> None:
    assert desk.saved(
        replace(desk.project.root / "parts/rest.yaml", "rest here", "rest here for as long as it takes")
    ) == [
        "parts/rest.yaml  checking 2 sessions",
        "01-arriving  1:00, as before, with 3s more of speech",
        "02-staying  1:00, as before, with 3s more of speech",
        "2 sessions checked after parts/rest.yaml: 2 not as before · all is well",
    ]


def test_a_part_that_says_the_same_in_another_way_leaves_all_as_before(desk: Desk) -> None:
    assert desk.saved(replace(desk.project.root / "parts/rest.yaml", "pause: 5s", "pause: 0:05  # a breath")) == [
        "parts/rest.yaml  checking 2 sessions",
        "01-arriving  1:00, as before",
        "2 sessions checked after parts/rest.yaml: all as before · all is well",
    ]


def test_a_mistake_in_a_part_is_told_once_for_all_that_include_it(desk: Desk) -> None:
    lines = desk.saved(replace(desk.project.root / "parts/rest.yaml", "pause: 5s", "pause: five"))
    assert lines[0] == "parts/rest.yaml  checking 2 sessions"
    assert sum(line.startswith("parts/rest.yaml:3") for line in lines) == 1
    assert lines[-1].endswith("2 not as before · 1 error")
    mended = desk.saved(replace(desk.project.root / "parts/rest.yaml", "pause: five", "pause: 5s"))
    assert mended[1] == "01-arriving  1:00, as before · all is well again"


def test_a_part_that_was_mended_is_heard_from_the_line_that_is_another_one(desk: Desk) -> None:
    part = desk.project.root / "parts/rest.yaml"
    desk.saved(replace(part, "pause: 5s", "pause: five"))
    desk.saved(replace(part, "pause: five", "pause: 6s"))
    told = next(each for each in desk.told[-3:] if isinstance(each, ToldSession))
    assert changed_line(told.earlier, told.file) == ChangedLine(part, 3)


def test_a_part_that_is_saved_again_while_its_sessions_are_checked_is_answered_for_all_of_them(desk: Desk) -> None:
    part = desk.project.root / "parts/rest.yaml"
    longer, again = replace(part, "rest here", "rest here for long"), replace(part, "rest here for long", "rest")
    # the system tells of a save some time after it
    lines = desk.saved(longer, lambda: [part], between=[untold(again)])
    assert lines[-1] == "2 sessions checked after parts/rest.yaml: 2 not as before · all is well"
    assert lines.count("parts/rest.yaml  checking 2 sessions") == 2


def test_a_session_that_is_saved_before_it_is_checked_for_a_part_is_answered(desk: Desk) -> None:
    part, path = desk.project.root / "parts/rest.yaml", script(desk, "02-staying")
    meanwhile = untold(replace(path, "[90s]", "[90s, 75s]"))
    lines = desk.saved(replace(part, "5s", "6s"), lambda: [path], between=[meanwhile])
    assert lines[-1] == "02-staying  1:00, as before; 1m15s: 1:15"


def test_a_file_that_an_editor_wrote_and_renamed_is_not_named(desk: Desk) -> None:
    show = desk.project.scripts / "show.yaml"
    renamed = together(replace(show, "voice: tone", "voice: tone\nlanguage: en-gb"), lambda: {show.with_name("sedX7k")})
    assert desk.saved(renamed)[0] == "show.yaml  checking 3 sessions"


def test_the_session_that_was_saved_last_is_answered_before_all_others(desk: Desk) -> None:
    desk.saved(replace(script(desk, "03-free"), "30s", "40s"))
    lines = desk.saved(replace(desk.project.scripts / "show.yaml", "voice: tone", "voice: tone\nlanguage: en-gb"))
    assert lines[:2] == ["show.yaml  checking 3 sessions", "03-free  about 0:43, as before"]


def test_with_mistakes_in_the_show_sessions_are_checked_by_what_was_known_of_it(desk: Desk) -> None:
    show = desk.project.scripts / "show.yaml"
    line, problem, *_ = desk.saved(replace(show, "voice: tone", "voices: tone"))
    assert line == "show.yaml  1 error"
    assert problem.startswith("scripts/show.yaml:4:1: ")
    assert desk.saved(replace(script(desk, "03-free"), "30s", "40s")) == ["03-free  about 0:43 instead of 0:33"]
    assert desk.saved(replace(show, "voices", "voice")) == ["show.yaml  all is well again"]


def test_a_title_that_two_sessions_have_is_told_where_it_was_written(desk: Desk) -> None:
    line, problem = desk.saved(replace(script(desk, "01-arriving"), "title: Arriving", "title: Free"))
    assert line == "01-arriving  1:00, as before · 1 warning"
    assert "is the title of 03-free.yaml, too" in problem
    assert desk.saved(replace(script(desk, "01-arriving"), "title: Free", "title: Arriving")) == [
        "01-arriving  1:00, as before · all is well again"
    ]


def test_a_title_that_is_mended_in_the_other_session_is_mended_in_both(desk: Desk) -> None:
    desk.saved(replace(script(desk, "01-arriving"), "title: Arriving", "title: Free"))
    desk.saved(replace(script(desk, "03-free"), "title: Free", "title: Freer"))
    assert desk.saved(replace(script(desk, "01-arriving"), "summary: ", "summary: One ")) == [
        "01-arriving  1:00, as before"
    ]


def test_a_renamed_session_is_the_same_one(desk: Desk) -> None:
    old, new = script(desk, "03-free"), script(desk, "04-free")
    renamed = together(write(new, old.read_text()), remove(old))
    assert desk.saved(renamed) == ["03-free  is 04-free now", "04-free  about 0:33, as before"]


def test_a_session_that_is_gone_is_told_and_a_new_one_is_checked(desk: Desk) -> None:
    assert desk.saved(remove(script(desk, "03-free")))[0] == "03-free  is not there any more"
    assert desk.saved(write(script(desk, "05-new"), FREE.format("New"))) == ["05-new  about 0:33"]


def test_many_sessions_at_once_are_told_of_together(desk: Desk) -> None:
    new = [write(script(desk, f"1{number}-new"), FREE.format(f"New {number}")) for number in range(6)]
    desk.saved(*new[:1])
    edited = [replace(script(desk, f"1{number}-new"), "30s", "31s") for number in range(6)]
    desk.saved(together(*new[1:]))
    lines = desk.saved(together(*edited))
    assert lines[-1] == "6 sessions checked after they changed: 6 not as before · all is well"
    assert len(lines) == 6


def test_a_mistake_that_is_gone_before_it_is_told_is_never_told(desk: Desk) -> None:
    path = script(desk, "03-free")
    half = write(path, "title: Free\nsummary: Half")
    assert desk.saved(half, meanwhile=[write(path, FREE.format("Free").replace("30s", "50s"))]) == [
        "03-free  about 0:53 instead of 0:33"
    ]


def test_a_save_is_answered_before_what_else_is_still_to_be_checked(desk: Desk) -> None:
    show = replace(desk.project.scripts / "show.yaml", "voice: tone", "voice: tone\nlanguage: en-gb")
    desk.saved(replace(script(desk, "02-staying"), "Staying", "Being"))
    lines = desk.saved(show, between=[replace(script(desk, "03-free"), "30s", "40s")])
    assert lines == [
        "show.yaml  checking 3 sessions",
        "02-staying  1:00, as before",
        "03-free  about 0:43 instead of 0:33",
        "3 sessions checked after show.yaml: 1 not as before · all is well",
    ]


def test_a_folder_without_its_show_is_told_once_and_watched_on(desk: Desk) -> None:
    show = desk.project.scripts / "show.yaml"
    text = show.read_text()
    (line,) = desk.saved(remove(show), lambda: [script(desk, "03-free")])
    assert line.startswith("scripts/show.yaml does not exist.")
    assert desk.saved(write(show, text), replace(script(desk, "03-free"), "30s", "40s")) == [
        "show.yaml  all as before",
        "03-free  about 0:43 instead of 0:33",
    ]


def test_a_folder_that_lost_its_show_together_with_a_change_of_a_session_is_told_of_at_once(desk: Desk) -> None:
    show, path = desk.project.scripts / "show.yaml", script(desk, "03-free")
    (line,) = desk.saved(together(remove(show), replace(path, "30s", "40s")))
    assert line.startswith("scripts/show.yaml does not exist.")


def test_a_folder_without_sessions_is_told_at_once(desk: Desk) -> None:
    every = [script(desk, name) for name in ("01-arriving", "02-staying", "03-free")]
    (line,) = desk.saved(together(*map(remove, every)))
    assert line.startswith("there are no scripts in scripts. ")


def test_what_changed_while_the_folder_could_not_be_read_is_answered_once_it_can(desk: Desk) -> None:
    show, lexicon = desk.project.scripts / "show.yaml", desk.project.scripts / "lexicon.yaml"
    text = show.read_text()
    desk.saved(remove(show), write(lexicon, "en:\n  rest: REST\n"))
    assert desk.saved(write(show, text))[0] == "lexicon.yaml and show.yaml  checking 3 sessions"


def test_a_lexicon_with_a_mistake_leaves_the_words_as_they_were(desk: Desk) -> None:
    lexicon = desk.project.scripts / "lexicon.yaml"
    line, problem = desk.saved(write(lexicon, "en:\n  rest: \n"))
    assert line == "lexicon.yaml  1 error"
    assert problem.startswith("scripts/lexicon.yaml:2:")
    assert desk.saved(write(lexicon, "en:\n  rest: REST\n"))[0].startswith("lexicon.yaml  checking 3 sessions")


def test_a_recording_is_answered_for_the_sessions_that_name_it(desk: Desk) -> None:
    path = script(desk, "03-free")
    desk.saved(replace(path, "summary:", "bed: assets/rain.wav\nsummary:"))
    lines = desk.saved(write(desk.project.root / "assets/rain.wav", "no sound"))
    assert [line for line in lines if line.startswith("03-free")]
    assert not [line for line in lines if line.startswith("01-arriving")]


def test_what_nobody_names_is_passed_over_in_silence(desk: Desk) -> None:
    assert desk.saved(write(desk.project.root / "notes/ideas.md", "An idea.\n")) == []


def test_clients_are_answered_for_without_their_values(desk: Desk) -> None:
    lines = desk.saved(write(desk.project.root / "clients.yaml", "- id: c1\n  nam: Siobhan\n"))
    assert lines[0].startswith("clients.yaml  ")
    assert "Siobhan" not in "\n".join(lines)


def test_what_clients_get_is_told_with_the_sessions_that_there_are_now(desk: Desk) -> None:
    desk.saved(write(desk.project.root / "clients.yaml", "- id: c1\n  sessions: [4]\n"))
    desk.saved(write(script(desk, "04-new"), FREE.format("New")))
    assert not any(state.errors for state in desk.snapshot.states.values())


def test_one_session_alone_is_watched(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(project, capsys, "3")
    assert desk.saved(replace(script(desk, "01-arriving"), "Arriving", "Coming")) == []
    assert desk.saved(replace(script(desk, "03-free"), "30s", "40s")) == ["03-free  about 0:43 instead of 0:33"]
