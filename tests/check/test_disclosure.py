"""What `check` says of whether listeners learn that a voice is synthetic."""

from pathlib import Path

import pytest
from support.projects import write_project

from audiogen.check.preflight import check_project
from audiogen.cli.main import run
from audiogen.errors import ScriptError

SHOW = "title: Small Show\nauthor: audiogen\ndescription: A show for tests.\nbed: off\nvoice: heart\n"
SESSION = "title: Small\nsummary: A short session.\n{head}steps:\n  - say: {say}\n"


def problems(
    root: Path, show: str = "", head: str = "", say: str = "Welcome, and rest.", sessions: int = 1
) -> list[str]:
    scripts = {f"s0{number}_small": SESSION.format(head=head, say=say) for number in range(1, sessions + 1)}
    scripts = {name: text.replace("Small", f"Small {name[2]}") for name, text in scripts.items()}
    project = write_project(root, show=SHOW + show, **scripts)
    try:
        checked = check_project(project, ())
        found = (*checked.warnings, *(each for each in checked.findings if each.rule == "undisclosed-voice"))
    except ScriptError as error:
        found = error.problems
    return [str(problem).replace(f"{root}/scripts/", "") for problem in found]


def test_a_voice_that_says_it_of_itself_needs_no_warning(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


def test_off_is_warned_of_once_for_the_show_with_who_asks_for_it(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, "disclosure: off\n", sessions=3)
    assert told == (
        "show.yaml:6:13: warning: disclosure: off leaves the synthetic voice undisclosed to those who only listen. "
        "Write `disclosure: end`, which says it last, or say it in the script [undisclosed-voice]"
    )


def test_off_of_a_session_is_warned_of_there_unless_its_script_says_it(tmp_path: Path) -> None:
    (told,) = problems(tmp_path / "a", head="disclosure: off\n")
    assert told.startswith("01-small.yaml:3:13: warning: disclosure: off leaves")
    assert problems(tmp_path / "b", head="disclosure: off\n", say="This voice is synthetic. Rest.") == []


@pytest.mark.parametrize("voice", ["tone", "heart"])
def test_nobody_is_warned_of_a_voice_that_nobody_takes_for_somebody(tmp_path: Path, voice: str) -> None:
    assert len(problems(tmp_path, "disclosure: off\n", head=f"voice: {voice}\n")) == (voice == "heart")


def test_a_language_without_a_sentence_asks_for_one_of_ones_own(tmp_path: Path) -> None:
    voice = "language: sv\nvoice: google-sv\n"
    (told,) = problems(tmp_path / "a", head=voice, say="Hej.")
    assert told == (
        "01-small.yaml:3:11: warning: disclosure: no sentence is known in Swedish (sv) that tells listeners of the "
        'synthetic voice. Write one of your own after "disclosure: ", or off where the script says it '
        "[undisclosed-voice]"
    )
    own = f"{voice}disclosure: Rösten kommer från en dator.\n"
    assert problems(tmp_path / "b", head=own, say="Hej.") == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("begin", '"begin" is not known; write start'),
        ("Ende", '"Ende" is not known; write end'),
        ("yes", '"yes" is not known; write end'),
        ("none", '"none" is not known; write off'),
        ("strat", '"strat" is not known; did you mean start? It can be start, end, off'),
        ("This voice is {name}, a machine.", "is the same for everybody; write it without a name in braces"),
        ("This *voice was made by a machine.", "*"),
    ],
)
def test_what_is_no_place_and_no_sentence_is_told_with_what_to_write(
    tmp_path: Path, written: str, expected: str
) -> None:
    (told,) = problems(tmp_path, f"disclosure: {written}\n")
    assert told.startswith("show.yaml:6:13: disclosure: ")
    assert expected in told


def test_a_key_that_means_it_is_answered_with_the_key(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, "ai_notice: start\n")
    assert "did you mean disclosure?" in told


@pytest.mark.parametrize(("show", "place"), [("disclosure: The voice of Quoxelbrim speaks.\n", "show.yaml:6:13")])
def test_a_word_that_the_voice_does_not_know_is_told_where_the_sentence_stands(
    tmp_path: Path, show: str, place: str
) -> None:
    (told,) = problems(tmp_path, show)
    assert told.startswith(f"{place}: warning: ")
    assert "Quoxelbrim" in told


def test_words_and_say_read_the_sentence_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show = f"{SHOW}disclosure: The voice of Quoxelbrim speaks.\n"
    project = write_project(tmp_path, show=show, s01_small=SESSION.format(head="", say="Welcome."))
    assert run(["words", "-C", str(project.root)]) == 0
    assert "Quoxelbrim" in capsys.readouterr().out
    assert run(["say", "--words", "--script", "1", "-C", str(project.root)]) == 0
    assert "the voice of" in capsys.readouterr().out
