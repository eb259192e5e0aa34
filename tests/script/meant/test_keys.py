"""Words that mean a key of the script language, and things that people expect it to have."""

from pathlib import Path

import pytest
from support.script_files import HEAD, SHOW, problems_of, write_scripts

from audiogen.script.blocks import VERBS
from audiogen.script.load import load_library
from audiogen.script.meant.keys import KEYS_OF, STEP_OF, key_meant
from audiogen.script.model import KEYS

STEPS = {
    "say": "speak talk narrate text voiceover words sage sprich dis di parla diga zeg säg",
    "pause": "wait silence rest delay sleep hold stille pausa silencio attendre attesa_ aspetta espera",
    "breathe": "breath breathing inhale atmen einatmen respirer respira respirare ademen andas",
    "bell": "gong chime bowl glocke cloche campana sino klok klocka klokke",
    "chapter": "section part heading title kapitel chapitre capítulo capitolo hoofdstuk afsnit",
    "clip": "audio recording file play mp3 aufnahme registrazione",
    "reflect": "question ask invite frage pregunta domanda",
}
AT_THE_TOP = {
    "title": "name headline titel titre título titolo",
    "summary": "description about subtitle beschreibung résumé",
    "target": "ziel objetivo obiettivo doel mål längd varighed duration length time dauer durée duración durata duur",
    "bed": "music background ambience soundscape musik musique música sound",
    "lengths": "längen durées duraciones durate durações lengtes längder længder versionen versions versies",
    "sleep": "asleep bedtime sleeping einschlafen schlaf sommeil dormir sonno slaap sömn søvn",
    "for": "audience pour para per voor til",
    "voice": "speaker narrator stimme sprecher voix voz",
    "language": "lang locale sprache langue idioma lingua taal",
    "steps": "script content items sequence schritte ablauf étapes pasos passi passos stappen steg trin",
}
OF_STEPS = {
    "only": "if when nur wann seulement cuando solo quando só wanneer alleen när bara når kun",
    "cycles": "zyklen atemzüge cycles_ respirations ciclos cicli cycli cykler andetag rounds",
    "bell_every": "interval alle toutes_les cada ogni a_cada elke varje hver",
    "with": "werte valeurs valores valori waarden värden værdier values",
}
ROWS = [(word, verb) for verb, words in STEPS.items() for word in words.split() if not word.endswith("_")]
TOP_ROWS = [(word, key) for key, words in AT_THE_TOP.items() for word in words.split()]


def only_problem(folder: Path, script: str, show: str = SHOW) -> str:
    (problem,) = problems_of(write_scripts(folder, show=show, s01_a=script))
    return problem


@pytest.mark.parametrize(("word", "verb"), ROWS)
def test_a_step_under_another_word_is_answered_with_its_verb(tmp_path: Path, word: str, verb: str) -> None:
    problem = only_problem(tmp_path, HEAD + f"steps:\n  - say: Hello.\n  - {word}: 5s\n")
    assert problem.startswith(f'01-a.yaml:5:5: "{word}" is not a step; did you mean {verb}? Write "- {verb}: ')


@pytest.mark.parametrize(("word", "key"), TOP_ROWS)
def test_a_key_under_another_word_is_answered_with_the_key(tmp_path: Path, word: str, key: str) -> None:
    problem = only_problem(tmp_path, HEAD + f"{word}: x\nsteps:\n  - say: Hello.\n")
    assert problem.startswith(f'01-a.yaml:3:1: "{word}" is not a key here; did you mean {key}?')


@pytest.mark.parametrize(
    ("word", "key"), [(word, key) for key, words in OF_STEPS.items() for word in words.split() if word[-1] != "_"]
)
def test_a_key_of_a_step_under_another_word_is_answered_with_the_key(word: str, key: str) -> None:
    assert key_meant(word, ["breathe", "include", "only", "cycles", "bell_every", "with"]) == key


def test_the_key_that_was_meant_is_not_missing_as_well(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "name: A\nsummary: B\nsteps:\n  - say: Hello.\n")
    assert "did you mean title" in problem


def test_a_show_has_a_description_where_a_session_has_a_summary(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, HEAD + "steps:\n  - say: Hello.\n", SHOW.replace("description:", "summary:"))
    assert "did you mean description" in problem


def test_a_step_in_the_file_of_the_show_belongs_to_a_session(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, HEAD + "steps:\n  - say: Hello.\n", f"{SHOW}say: Hello.\n")
    assert problem == 'show.yaml:4:1: "say" is not a key here; it belongs in the file of a session'


@pytest.mark.parametrize("word", ["music", "background", "sound", "bed", "ambience", "musik", "musique"])
def test_sound_behind_the_voice_is_no_step(tmp_path: Path, word: str) -> None:
    problem = only_problem(tmp_path, HEAD + f"steps:\n  - say: Hello.\n  - {word}: rain\n")
    assert problem.startswith(f'01-a.yaml:5:5: "{word}" is not a step; what plays behind the voice')
    assert '"bed: ocean"' in problem


@pytest.mark.parametrize(
    ("value", "rounds"), [(" 4\n    steps:\n      - say: A.\n", 4), ("\n      - say: A.\n", 3), (" 5x\n", 5)]
)
@pytest.mark.parametrize("word", ["loop", "times", "for each", "wiederhole", "répéter", "repetir", "ripeti", "herhaal"])
def test_steps_that_come_again_under_another_word_are_answered_with_repeat(
    tmp_path: Path, word: str, value: str, rounds: int
) -> None:
    problem = only_problem(tmp_path, HEAD + f"steps:\n  - say: Hello.\n  - {word}:{value}")
    good = f'Write "- repeat: {rounds}", below it "steps:", and there the steps that come several times'
    assert problem == f'01-a.yaml:5:5: "{word}" is not a step; did you mean repeat? {good}'


@pytest.mark.parametrize("word", ["repeat", "times", "loop"])
def test_no_step_comes_again_by_an_option(tmp_path: Path, word: str) -> None:
    problem = only_problem(tmp_path, HEAD + f"steps:\n  - say: Hello.\n    {word}: 4\n")
    assert problem.startswith("01-a.yaml:5:5: ")
    assert 'write "- repeat: 4", below it "steps:"' in problem


@pytest.mark.parametrize(
    "word", ["import", "insert", "einfügen", "inclure", "incluir", "includi", "invoegen", "infoga"]
)
def test_a_file_that_is_included_under_another_word_is_answered_with_include(tmp_path: Path, word: str) -> None:
    problem = only_problem(tmp_path, HEAD + f"steps:\n  - say: Hello.\n  - {word}: parts/rest.yaml\n")
    good = 'did you mean include? Write "- include: parts/rest.yaml"'
    assert problem == f'01-a.yaml:5:5: "{word}" is not a step; {good}'


def test_a_script_that_is_played_as_a_file_is_included(tmp_path: Path) -> None:
    assert 'Write "- include: parts/rest.yaml"' in only_problem(tmp_path, HEAD + "steps:\n  - file: parts/rest.yaml\n")


@pytest.mark.parametrize(("word", "key"), [("nur", "only"), ("when", "only"), ("interval", "bell_every")])
def test_an_option_of_editions_under_another_word_is_answered_with_it(tmp_path: Path, word: str, key: str) -> None:
    assert f"did you mean {key}?" in only_problem(tmp_path, HEAD + f"steps:\n  - pause: 5m\n    {word}: 1m\n")


def test_a_question_that_is_repeated_is_asked_again(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, HEAD + "steps:\n  - reflect: Who?\n    repeat: Who?\n")
    assert "did you mean again" in problem


def test_an_option_with_a_dash_belongs_to_the_step_above_it(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, HEAD + "steps:\n  - reflect: Who?\n  - silence: 20s\n")
    assert '"silence" belongs to a reflect step; remove the dash' in problem


@pytest.mark.parametrize(
    ("step", "line", "words"),
    [
        ("  - say:\n      - Hello.\n      - And again.\n", 5, 'several lines go below "say: |"'),
        ("  - say:\n    - Hello.\n    - And again.\n", 5, 'several lines go below "say: |"'),
        ("  - say:\n      text: Hello.\n", 5, 'the words stand here, after "say: "'),
        ("  - say: Hello.\n    steps:\n      - pause: 3s\n", 5, "a step holds no other steps"),
        ("  - - say: Hello.\n    - pause: 3s\n", 4, "a step holds no other steps"),
        ("  -\n    - say: Hello.\n    - pause: 3s\n", 5, "a step holds no other steps"),
    ],
)
def test_a_list_inside_a_step_is_told_how_it_is_written(tmp_path: Path, step: str, line: int, words: str) -> None:
    problem = only_problem(tmp_path, HEAD + "steps:\n" + step)
    assert problem.startswith(f"01-a.yaml:{line}:")
    assert words in problem


def test_a_file_whose_keys_all_have_dashes_is_told_so(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "- title: A\n- summary: B\n- steps:\n  - say: Hello.\n")
    assert "the keys of a file stand without dashes" in problem


def test_other_words_stand_for_keys_and_are_none_that_begin_a_step() -> None:
    assert set(STEP_OF.values()) <= set(VERBS)
    assert {key for keys in KEYS_OF.values() for key in keys} <= KEYS
    assert not set(STEP_OF) & set(VERBS)


@pytest.mark.parametrize(
    "line",
    [
        "{}: x",
        "pause: {}",
        "date: {}",
        "slug: {}",
        "language: {}",
        "pause: 4s to {}",
        "breathe: {}",
        "voice: {{{}: x}}",
    ],
)
@pytest.mark.parametrize("long", ["5 parsecs " * 80, "x" * 900])
def test_long_values_are_not_quoted_whole(tmp_path: Path, line: str, long: str) -> None:
    problems = problems_of(
        write_scripts(tmp_path, s01_a=HEAD + line.format(long) + f"\nsteps:\n  - {line.format(long)}\n")
    )
    assert max(map(len, problems)) < 300


def test_a_file_of_steps_alone_is_told_where_shared_steps_belong(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "steps:\n  - say: Hello.\n")
    assert problem.startswith('01-a.yaml:1:1: the file holds steps alone, and a session begins with "title: "; ')
    assert 'like parts/01-a.yaml, where "- include: parts/01-a.yaml" in a session finds them' in problem


@pytest.mark.parametrize("indent", ["    ", "      ", "        "])
def test_steps_right_below_how_often_they_come_are_one_mistake(tmp_path: Path, indent: str) -> None:
    inner = f"{indent}- say: |\n{indent}    Hello.\n\n{indent}- pause: 3s\n{indent}  only: clients\n"
    problem = only_problem(tmp_path, f"{HEAD}steps:\n  - repeat: 3\n{inner}  - say: Bye.\n")
    assert problem == (
        '01-a.yaml:4:5: repeat: write "steps:" below it, in the same column as "repeat", above the dashes of what '
        "comes again"
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [("na-me or friend", "na_me or friend"), ("first name or dear friend", "first_name or dear friend")],
)
def test_a_name_of_several_words_keeps_what_else_is_said(tmp_path: Path, written: str, meant: str) -> None:
    assert only_problem(tmp_path, f"{HEAD}steps:\n  - say: Hello {{{written}}}.\n").endswith(f"write {{{meant}}}")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("sleep: please", '8: sleep: "please" is neither yes nor no; write yes'),
        ("sleep: 20m", '8: sleep: "20m" is a length of time, which is written as "target: 20m"; here write yes or no'),
        (
            "for: sleep",
            '6: for: "sleep" is not known; write "sleep: yes" on a line of its own, for a session that leads into ',
        ),
        ("for sleep: yes", '1: "for sleep" is not a key here; did you mean sleep?'),
    ],
)
def test_what_leads_into_sleep_is_understood_however_it_is_put(tmp_path: Path, written: str, told: str) -> None:
    problem = only_problem(tmp_path, HEAD + f"{written}\nsteps:\n  - say: Hello.\n")
    assert problem.startswith(f"01-a.yaml:3:{told}")


@pytest.mark.parametrize("written", ["yes", "true", "on", "no", "off"])
def test_yes_and_no_may_be_put_in_other_words_of_yaml(tmp_path: Path, written: str) -> None:
    folder = write_scripts(tmp_path, s01_a=HEAD + f"sleep: {written}\nsteps:\n  - say: Hello.\n")
    assert load_library(folder).scripts[0].sleep is (written in {"yes", "true", "on"})


def test_a_session_leads_into_sleep_and_a_step_does_not_but_a_silence_may_be_called_so(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, HEAD + "steps:\n  - say: Hello.\n  - sleep: yes\n")
    assert problem.endswith('"sleep" is not a step; write "sleep: yes" at the beginning of the file, above "steps:"')
