"""Where the phrases of a session stand in its file."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from audiogen.editions.expand import public_tracks
from audiogen.plan.planner import plan_session
from audiogen.plan.whereabouts import placed
from audiogen.script.blocks import VERBS
from audiogen.script.model import KEYS, Show
from audiogen.script.reading import read_script
from audiogen.script.yaml.document import parse_document

SHOW = Show(title="T", author="A", description="D")


def lines(steps: str) -> dict[str, int]:
    text = f"title: T\nsummary: S\nsteps:\n{steps}"
    script = read_script(parse_document(Path("01-a.yaml"), text, KEYS, VERBS), 1, None).value
    assert script is not None
    spoken = plan_session(SHOW, script).spoken_by_step()
    return {utterance.text: spot.place.line for _, utterance, spot in placed(script.origin, spoken)}


def test_each_sentence_has_its_own_line() -> None:
    steps = "- say: |\n    Rest now. And rest.\n\n    Let [pause 2s] go,\n    [Om](/om/) is here.\n"
    steps += "- say: >\n    One\n    two. Three.\n"
    assert lines(steps) == {
        "Rest now.": 5, "And rest.": 5, "Let": 7, "go,": 7, "Om is here.": 8, "One two.": 10, "Three.": 11,
    }  # fmt: skip


def test_words_over_several_lines_stand_where_they_begin() -> None:
    assert lines('- say: "Rest\n    and go.\n    Now."\n- reflect: |\n    Why?\n  again: |\n    Where?\n') == {
        "Rest and go.": 4, "Now.": 6, "Why?": 8, "Where?": 10,
    }  # fmt: skip


@given(st.lists(st.from_regex("[a-c]{1,2} [a-c]{1,2}", fullmatch=True), min_size=1, max_size=9, unique=True))
def test_words_that_return_are_found_in_their_order(rows: list[str]) -> None:
    found = lines("- say: |\n" + "".join(f"    {row}\n" for row in rows))
    assert list(found.values()) == [*range(5, 5 + len(rows))]


def test_words_that_fill_a_variable_stand_where_the_variable_stands(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/a.yaml").write_text(
        "steps:\n- say: |\n    Rest in\n    {place}. {wish or Be well}.\n    And go.\n"
    )
    text = "title: T\nsummary: S\nsteps:\n- say: Hello {name or friend}.\n"
    text += "- include: parts/a.yaml\n  with:\n    place: the [Alster](AL-ster). It is wide\n"
    document = parse_document(tmp_path / "scripts/01-a.yaml", text, KEYS, VERBS)
    script = read_script(document, 1, None).value
    assert script is not None
    (track,) = public_tracks(script)
    spoken = plan_session(SHOW, track.script).spoken_by_step()
    spots = {utterance.text: spot for _, utterance, spot in placed(track.script.origin, spoken)}
    assert {text: (spot.path.name, spot.place.line, spot.place.column) for text, spot in spots.items()} == {
        "Hello friend.": ("01-a.yaml", 4, 8),
        "Rest in": ("a.yaml", 3, 5),
        "the Alster.": ("a.yaml", 4, 5),
        "It is wide.": ("a.yaml", 4, 5),
        "Be well.": ("a.yaml", 4, 14),
        "And go.": ("a.yaml", 5, 5),
    }


def test_what_is_said_at_a_place_of_a_scan_stands_where_its_words_and_the_place_are_written() -> None:
    steps = "- scan:\n  - your feet\n  - place: your {side or left} hand\n"
    steps += "    words: |\n      Warm or cool.\n      {place} as it is.\n"
    steps += "  - your back\n  words:\n  - With {place}, now.\n  - And {place}.\n- scan: [the face, the eyes]\n"
    text = f"title: T\nsummary: S\nsteps:\n{steps}"
    script = read_script(parse_document(Path("01-a.yaml"), text, KEYS, VERBS), 1, None).value
    assert script is not None
    (track,) = public_tracks(script)
    spoken = plan_session(SHOW, track.script).spoken_by_step()
    found = {utterance.text: spot for _, utterance, spot in placed(track.script.origin, spoken)}
    assert {text: (spot.place.line, spot.place.column) for text, spot in found.items()} == {
        "With your feet, now.": (12, 5),
        "Warm or cool.": (8, 7),
        "Your left hand as it is.": (6, 12),
        "And your back.": (13, 5),
        "The face.": (14, 10),
        "The eyes.": (14, 20),
    }
    feet, hand = found["With your feet, now."], found["Your left hand as it is."]
    assert [(at.line, at.column) for at in map(feet.of, ("feet", "now"))] == [(5, 10), (12, 19)]
    assert [(at.line, at.column) for at in map(hand.of, ("left", "hand", "is"))] == [(6, 17), (6, 32), (9, 21)]
