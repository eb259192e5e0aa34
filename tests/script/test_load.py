"""What the loader promises of scripts that are right, and of folders and files that cannot be read."""

import datetime as dt
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.repository import ROOT
from support.script_files import HEAD, SCRIPT, SHOW, library, load_one, problems_of, read_one, write_scripts

from audiogen.errors import AudiogenError, ScriptError
from audiogen.script.breath import PATTERNS
from audiogen.script.load import load_library, load_session, load_show
from audiogen.script.reading import slug_of
from audiogen.script.steps import Breathe, Chapter, Reflect, Say
from audiogen.script.voice import VoiceChoice
from audiogen.script.yaml.document import key_place
from audiogen.script.yaml.fields import Span

ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)

# what an author can type: no control characters, no lone surrogates, no line ends that editors do not show
TYPED = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff")
PROSE = st.text(st.one_of(TYPED, st.sampled_from(":#-|>'\"{}[]&*!%@`, \t")), min_size=1).filter(str.strip)

ODD_LINES = ["  - say: |", "      Hello", "\t- say: a: b", '  - say: "x', "  - say: 'it's", "---", "&a", "<<: *a", "}"]
ODD_LINES += [
    "  - breathe: box",
    "    cycles: 4",
    "      cycles: 4",
    "  - reflect: [a",
    "  - {a",
    "words",
    "%x",
    "- |x",
]


def test_the_example_in_the_documentation_loads(tmp_path: Path) -> None:
    page = ROOT.joinpath("docs/script-language.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    script = load_one(tmp_path, example)
    assert script.target == 300
    assert {step.verb for step in script.steps} == {"say", "pause", "breathe", "reflect", "bell", "chapter"}


def test_a_show_and_its_scripts_are_loaded_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    loaded = library(tmp_path, s10_last=SCRIPT, s2_first=SCRIPT)
    assert loaded.show.title == "Small Show"
    assert [script.slug for script in loaded.scripts] == ["2-first", "10-last"]
    assert loaded.total == 2


def test_a_show_that_lacks_what_it_must_say_is_refused(tmp_path: Path) -> None:
    assert library(tmp_path, s01_a=SCRIPT).show.author == "audiogen"
    with pytest.raises(ScriptError, match=r"show\.yaml:1:1: .*missing"):
        library(tmp_path, show="language: en\n", s01_a=SCRIPT)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("bed: off", "bed.sound", "off"),
        ("title: 1984", "title", "1984"),
        ("title: 1_000", "title", "1_000"),
        ("title: 2026-11-02", "title", "2026-11-02"),
        ("title: ~", "title", "~"),
        ("title: yes", "title", "yes"),
        ("voice: no", "voice.name", ("no",)),
        ("voice: 007", "voice.name", ("007",)),
        ("target: 10:00", "target", 600.0),
        ("date: 2026-11-02", "date", dt.date(2026, 11, 2)),
    ],
)
def test_no_yaml_type_bites(tmp_path: Path, line: str, field: str, value: object) -> None:
    rest = "".join(f"{key}\n" for key in SCRIPT.split("\n") if not key.startswith(line.partition(":")[0]))
    found: object = load_one(tmp_path, f"{line}\n{rest}")
    for part in field.split("."):
        found = getattr(found, part)
    assert found == value


def test_words_for_yes_and_no_are_understood_where_they_belong(tmp_path: Path) -> None:
    assert library(tmp_path, show=SHOW + "explicit: yes\n", s01_a=SCRIPT).show.explicit
    assert not library(tmp_path, show=SHOW + "explicit: no\n", s01_a=SCRIPT).show.explicit


def test_counts_of_a_breath_may_have_colons(tmp_path: Path) -> None:
    step = load_one(tmp_path, HEAD + "steps:\n  - breathe: 4:4:4:4\n    cycles: 4\n").steps[0]
    assert isinstance(step, Breathe)
    assert step.breathe == PATTERNS["box"]


@pytest.mark.parametrize(("written", "cues"), [("count", ("count",)), ("[count, words]", ("count", "words"))])
def test_cues_are_one_word_or_several(tmp_path: Path, written: str, cues: tuple[str, ...]) -> None:
    step = load_one(tmp_path, HEAD + f"steps:\n  - breathe: box\n    cycles: 4\n    cues: {written}\n").steps[0]
    assert isinstance(step, Breathe)
    assert step.cues == cues


def test_a_voice_is_a_name_or_a_mapping(tmp_path: Path) -> None:
    assert load_one(tmp_path, SCRIPT + "voice: heart\n").voice == VoiceChoice(name=("heart",))
    voice = load_one(tmp_path, SCRIPT + "voice:\n  wpm: 120\n  line_gap: 1s to 2s\n").voice
    assert voice == VoiceChoice(wpm=120, line_gap=Span(1, 1, 2))


def test_an_alias_repeats_what_it_names(tmp_path: Path) -> None:
    script = load_one(tmp_path, HEAD + "steps:\n  - reflect: &who Who is there?\n    again: *who\n  - say: *who\n")
    assert isinstance(script.steps[0], Reflect)
    assert script.steps[0].again == "Who is there?"
    assert script.steps[1] == Say(say="Who is there?")


def test_a_merge_key_brings_what_is_not_written_out(tmp_path: Path) -> None:
    text = HEAD + "voice: &calm {name: heart, wpm: 110}\nsteps:\n  - say: Hello.\n"
    show = "voice:\n  <<: {name: heart, wpm: 110}\n  wpm: 140\n"
    assert load_one(tmp_path, text.replace("&calm ", ""), show=SHOW + show).voice.wpm == 110
    assert load_library(tmp_path).show.voice == VoiceChoice(name=("heart",), wpm=140)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_the_same(tmp_path: Path, ending: str) -> None:
    text = HEAD + "steps:\n  - say: |\n      One.\n\n      Two.\n  - say: Three.\n"
    script = load_one(tmp_path, text.replace("\n", ending).encode())
    assert script.steps == (Say(say="One.\n\nTwo.\n"), Say(say="Three."))
    assert [place.line for place in script.origin.steps] == [4, 8]


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert load_one(tmp_path, b"\xef\xbb\xbf" + SCRIPT.encode()).title == "Arriving"
    write_scripts(tmp_path, s01_arriving=b"\xef\xbb\xbf" + SCRIPT.replace("title: Arriving", "title: a: b").encode())
    assert problems_of(tmp_path)[0].startswith("01-arriving.yaml:1:9: ")


@pytest.mark.parametrize(
    "words",
    [
        "“Curly” quotes, an apostrophe’s curl – and dashes",  # noqa: RUF001 - as people type them
        "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER} and \U0001f9d8",
        unicodedata.normalize("NFD", "Atmen für später, à bientôt"),
        "שלום עולם and مرحبا",
    ],
)
def test_letters_of_all_kinds_come_through(tmp_path: Path, words: str) -> None:
    script = load_one(tmp_path, HEAD + f"steps:\n  - say: {words}\n  - say: |\n      {words}\n")
    assert script.steps == (Say(say=words), Say(say=words + "\n"))


@given(words=PROSE)
@ONE_FOLDER
def test_prose_in_a_block_comes_back_letter_for_letter(words: str) -> None:
    script = read_one(HEAD + f"steps:\n  - chapter: |2-\n      {words}\n").value
    assert script is not None
    assert script.steps == (Chapter(chapter=words),)


@given(words=PROSE, style=st.sampled_from("'\""))
@ONE_FOLDER
def test_prose_in_quotes_comes_back_letter_for_letter(words: str, style: str) -> None:
    dumped = yaml.safe_dump({"chapter": words}, default_style=style, allow_unicode=True, width=10**6)
    pairs = yaml.safe_dump([{"chapter": words}], default_style=style, allow_unicode=True)
    script = read_one(HEAD + f"steps:\n{pairs}").value
    assert script is not None
    assert script.steps == (Chapter(chapter=words),), dumped


@given(text=st.text(st.one_of(TYPED, st.characters(), st.sampled_from(":#-|>'\"{}[]&*!%@`?, \t\n\\"))))
@ONE_FOLDER
def test_no_text_crashes_the_loader(tmp_path: Path, text: str) -> None:
    try:
        load_one(tmp_path, text.encode(errors="surrogatepass"))
    except AudiogenError as error:
        assert error.message  # noqa: PT017 - good texts load, and that is right as well
    for script in (HEAD + "steps:\n  - say: " + text, SCRIPT + text):
        reading = read_one(script)
        assert reading.faults if reading.value is None else not reading.faults


@given(lines=st.lists(st.sampled_from([*SCRIPT.splitlines(), *ODD_LINES])))
@ONE_FOLDER
def test_no_arrangement_of_lines_crashes_the_loader(lines: list[str]) -> None:
    reading = read_one("\n".join(lines))
    assert reading.faults if reading.value is None else not reading.faults


@pytest.mark.parametrize(
    ("name", "slug", "number"),
    [
        ("03-Self Awareness.yaml", "03-self-awareness", 3),
        ("Über_die Stille.yml", "uber-die-stille", 1),
        ("7.yaml", "7", 7),
        ("Straße.yaml", "strasse", 1),
    ],
)
def test_slug_and_number_come_from_the_name_of_the_file(tmp_path: Path, name: str, slug: str, number: int) -> None:
    write_scripts(tmp_path).joinpath(name).write_text(SCRIPT, encoding="utf-8")
    script = load_library(tmp_path).scripts[0]
    assert (script.slug, script.origin.number, script.origin.path) == (slug, number, tmp_path / name)


def test_a_slug_in_the_script_wins(tmp_path: Path) -> None:
    assert load_one(tmp_path, SCRIPT + "slug: first-light\n").slug == "first-light"


def test_a_name_without_letters_needs_a_slug(tmp_path: Path) -> None:
    path = write_scripts(tmp_path) / "静けさ.yaml"
    path.write_text(SCRIPT, encoding="utf-8")
    assert problems_of(tmp_path) == [
        '静けさ.yaml:1:1: the name of this file gives no slug; add one, like "slug: first-light"'
    ]
    path.write_text(SCRIPT + "slug: stillness\n", encoding="utf-8")
    assert load_library(tmp_path).scripts[0].slug == "stillness"


def test_a_tab_inside_text_comes_through_in_quotes_and_blocks(tmp_path: Path) -> None:
    script = load_one(tmp_path, HEAD + 'steps:\n  - say: "a\ttab"\n  - say: |\n      \ta\ttab\n')
    assert script.steps == (Say(say="a\ttab"), Say(say="\ta\ttab\n"))


def test_files_that_begin_with_a_line_or_a_dot_are_left_alone(tmp_path: Path) -> None:
    write_scripts(tmp_path, s01_arriving=SCRIPT)
    for name in ("_draft.yaml", ".hidden.yaml", "notes.txt", "published.lock.json"):
        tmp_path.joinpath(name).write_text("{", encoding="utf-8")
    assert load_library(tmp_path).slugs == ("01-arriving",)


@pytest.mark.parametrize(
    "name", ["03-self", "03-self.yaml", "3", "03", "03-s", "scripts/03-self.yaml", "my-slug", "my-s"]
)
def test_a_script_is_chosen_by_number_slug_file_or_beginning(tmp_path: Path, name: str) -> None:
    loaded = library(tmp_path, name, s01_arriving=SCRIPT, s03_self=SCRIPT + "slug: my-slug\n", s04_end=SCRIPT)
    assert [script.slug for script in loaded.scripts] == ["my-slug"]
    assert loaded.slugs == ("01-arriving", "my-slug", "04-end")


def test_chosen_scripts_keep_their_order_and_come_once(tmp_path: Path) -> None:
    loaded = library(tmp_path, "2", "1", "02", s01_a=SCRIPT, s02_b=SCRIPT)
    assert [script.origin.number for script in loaded.scripts] == [1, 2]


def test_mistakes_in_other_scripts_do_not_stand_in_the_way(tmp_path: Path) -> None:
    write_scripts(tmp_path, s01_good=SCRIPT, s02_bad="nothing: here\n")
    assert load_library(tmp_path, ["1"]).scripts[0].slug == "01-good"
    assert {line.partition(":")[0] for line in problems_of(tmp_path)} == {"02-bad.yaml"}


@pytest.mark.parametrize("name", ["2", "02-b", "02-b.yaml", "02"])
def test_a_script_that_its_files_name_tells_is_read_alone(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_scripts(tmp_path, s01_a=SCRIPT, s02_b=SCRIPT, s03_c=SCRIPT)
    read: list[str] = []
    monkeypatch.setattr("audiogen.script.folder.slug_of", lambda each: read.append(each.path.name) or slug_of(each))
    assert [script.slug for script in load_session(tmp_path, name).scripts] == ["02-b"]
    assert read == ["02-b.yaml"]


def test_a_script_that_only_its_slug_tells_is_found_all_the_same(tmp_path: Path) -> None:
    write_scripts(tmp_path, s01_a=SCRIPT, s02_b=SCRIPT + "slug: my-own\n")
    assert load_session(tmp_path, "my-own").scripts[0].origin.number == 2
    with pytest.raises(AudiogenError, match="is none of the scripts"):
        load_session(tmp_path, "another")


@pytest.mark.parametrize(
    ("name", "message"), [("sea", "is none of the scripts"), ("0", "could be more than one"), ("", "is none")]
)
def test_a_name_that_fits_no_script_or_several_is_answered_with_those_there_are(
    tmp_path: Path, name: str, message: str
) -> None:
    write_scripts(tmp_path, s01_a=SCRIPT, s02_b=SCRIPT)
    with pytest.raises(AudiogenError, match=message) as raised:
        load_library(tmp_path, [name])
    assert "  1  01-a\n    2  02-b" in raised.value.hint


def test_scripts_that_share_a_slug_or_a_number_are_named_in_one_message(tmp_path: Path) -> None:
    write_scripts(tmp_path, s01_a=SCRIPT + "slug: same\n", s02_b=SCRIPT + "slug: same\n", s02_c=SCRIPT)
    assert problems_of(tmp_path) == [
        '02-b.yaml:1:1: 01-a.yaml and 02-b.yaml have the slug "same"; give each its own with "slug: "',
        "02-c.yaml:1:1: 02-b.yaml and 02-c.yaml are both episode 2; begin each name with its own number",
    ]


def test_copies_of_a_session_are_one_problem(tmp_path: Path) -> None:
    one = SCRIPT + "slug: rest\n"
    write_scripts(tmp_path, s01_rest=one).joinpath("01-rest (copy).yaml").write_text(one, encoding="utf-8")
    write_scripts(tmp_path, s01_rest_2=one)
    assert problems_of(tmp_path) == [
        (
            "01-rest.yaml:1:1: 01-rest (copy).yaml, 01-rest-2.yaml and 01-rest.yaml are all episode 1; "
            "begin each name with its own number"
        )
    ]


def test_two_sessions_with_one_title_are_warned_about(tmp_path: Path) -> None:
    loaded = library(tmp_path, s01_a=SCRIPT, s02_b=SCRIPT, s03_c=SCRIPT.replace("Arriving", "Leaving"))
    assert [str(warning).removeprefix(f"{tmp_path}/") for warning in loaded.warnings] == [
        '02-b.yaml:1:8: warning: title: "Arriving" is the title of 01-a.yaml, too; give each a title of its own'
    ]


def test_a_file_without_a_number_beside_others_with_one_is_warned_about(tmp_path: Path) -> None:
    loaded = library(tmp_path, s01_a=SCRIPT, s02_b=SCRIPT.replace("A", "B"), rest=SCRIPT.replace("A", "C"))
    assert [warning.path.name for warning in loaded.warnings] == ["rest.yaml"]
    assert "like 03-rest.yaml" in loaded.warnings[0].message


def test_episodes_count_from_one(tmp_path: Path) -> None:
    write_scripts(tmp_path, s00_hello=SCRIPT)
    assert "episodes count from 1" in problems_of(tmp_path)[0]


def test_the_problems_of_all_files_come_at_once_in_their_order(tmp_path: Path) -> None:
    bad = HEAD + "steps:\n  - pause: x\n  - bell: gong\n"
    write_scripts(tmp_path, show="title: Only\n", s02_b=bad, s01_a=bad)
    places = [":".join(problem.split(":")[:2]) for problem in problems_of(tmp_path)]
    assert places == ["01-a.yaml:4", "01-a.yaml:5", "02-b.yaml:4", "02-b.yaml:5", "show.yaml:1", "show.yaml:1"]


def test_paths_are_shown_as_they_were_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_scripts(tmp_path / "scripts", s01_a="title: A\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScriptError) as raised:
        load_library(Path("scripts"))
    assert raised.value.problems[0].path == Path("scripts/01-a.yaml")


def test_a_missing_folder_says_where_to_go(tmp_path: Path) -> None:
    with pytest.raises(AudiogenError, match="does not exist") as raised:
        load_library(tmp_path / "nowhere")
    assert "--project" in raised.value.hint


def test_a_file_in_place_of_the_folder_is_said_to_be_one(tmp_path: Path) -> None:
    path = write_scripts(tmp_path) / "show.yaml"
    with pytest.raises(AudiogenError, match="is a file, not a folder"):
        load_library(path)


def test_a_folder_without_a_show_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(AudiogenError, match=r"show\.yaml does not exist"):
        load_library(tmp_path)
    (tmp_path / "show.yml").write_text(SHOW, encoding="utf-8")
    with pytest.raises(AudiogenError) as raised:
        load_library(tmp_path)
    assert raised.value.hint == "Rename show.yml to show.yaml."


def test_a_folder_without_scripts_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(AudiogenError, match="no scripts"):
        load_library(write_scripts(tmp_path))


def test_a_folder_named_like_a_script_is_a_problem_of_its_own(tmp_path: Path) -> None:
    write_scripts(tmp_path, s01_a=SCRIPT).joinpath("02-b.yaml").mkdir()
    assert problems_of(tmp_path) == ["02-b.yaml:1:1: this is a folder, not a file; move or rename it"]


def test_a_link_to_nothing_is_a_problem_of_its_own(tmp_path: Path) -> None:
    try:
        write_scripts(tmp_path, s01_a=SCRIPT).joinpath("02-b.yaml").symlink_to("gone")
    except OSError:
        pytest.skip("this system makes no links")
    assert "02-b.yaml:1:1: the file cannot be read" in problems_of(tmp_path)[0]


def test_bytes_that_are_not_utf_8_are_shown_with_their_place(tmp_path: Path) -> None:
    write_scripts(tmp_path, s01_a=HEAD.encode() + "section: für".encode("latin-1"))
    assert problems_of(tmp_path) == [
        "01-a.yaml:3:11: the byte 0xfc is not UTF-8; in your editor, save the file again as UTF-8"
    ]


def test_utf_16_is_recognised(tmp_path: Path) -> None:
    write_scripts(tmp_path, s01_a=SCRIPT.encode("utf-16"))
    assert "saved as UTF-16" in problems_of(tmp_path)[0]


def test_a_key_can_be_found_again_in_a_file(tmp_path: Path) -> None:
    path = write_scripts(tmp_path, s01_a=SCRIPT + "voice:  heart\n") / "01-a.yaml"
    assert key_place(path, "voice") == (5, 9)
    assert key_place(path, "bed") is None


def test_what_stands_in_tags_and_lists_is_one_line_however_it_was_written(tmp_path: Path) -> None:
    script = "title: |\n  Ankommen\u00a0!\n\n  Und bleiben  \nsection: |\n  a\n  b\nsummary: |\n  c\n  d\n"
    script += "steps:\n  - chapter: |\n      e\n      f\n  - say: Hello.\n"
    show = "title: |\n  g\n  h\nauthor: |\n  i\n  j\ncopyright: |\n  k\n  l\ndescription: d\n"
    library = load_library(write_scripts(tmp_path, show=show, s01_a=script))
    [one] = library.scripts
    assert (one.title, one.section) == ("Ankommen\u00a0! Und bleiben", "a b")
    assert isinstance(one.steps[0], Chapter)
    assert one.steps[0].chapter == "e f"
    assert (library.show.title, library.show.author, library.show.copyright) == ("g h", "i j", "k l")
    assert "\n" in one.summary


def test_a_show_is_read_whatever_is_wrong_with_its_sessions(tmp_path: Path) -> None:
    folder = write_scripts(tmp_path, show=f"{SHOW}clients_url: https://example.org/c/\n", s01_a="title: [\n")
    show = load_show(folder)
    assert (show.clients_url, show.clients_address) == ("https://example.org/c", "https://example.org/c")


def test_a_show_that_is_lacking_or_wrong_is_told_of_without_its_sessions(tmp_path: Path) -> None:
    folder = write_scripts(tmp_path, show=f"{SHOW}clients_url: example.org\n", s01_a=SCRIPT)
    with pytest.raises(ScriptError, match=r"clients_url: .*is not a web address"):
        load_show(folder)
    (folder / "show.yaml").unlink()
    with pytest.raises(AudiogenError, match=r"show\.yaml"):
        load_show(folder)


def test_clients_pages_are_found_beside_the_podcast_where_nothing_else_is_said(tmp_path: Path) -> None:
    folder = write_scripts(tmp_path, show=f"{SHOW}base_url: https://example.org/podcast\n", s01_a=SCRIPT)
    assert load_show(folder).clients_address == "https://example.org/podcast"
