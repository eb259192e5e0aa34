"""The rows of the table: what is heard, and the silence after it."""

from __future__ import annotations

from support.charts import of_steps

from audiogen.chart.rows import chart_rows
from audiogen.chart.told import asked_told


def test_each_thing_that_is_heard_has_a_row_with_the_silence_after_it() -> None:
    rows = chart_rows(
        of_steps(
            {"chapter": "Arriving"},
            {"bell": "start", "ring": "8s"},
            {"say": "Welcome. Sit down."},
            {"pause": "12s"},
            {"breathe": "4-6", "cycles": 2, "cues": ["tone"], "settle": "5s"},
            {"say": "Goodbye."},
            {"pause": "3s"},
        )
    )
    assert [(row.heard, round(row.silence_s)) for row in rows] == [
        ("Arriving", 0),
        ("bell: start", 8),
        ("Welcome. Sit down.", 15),
        ("2 breaths, 4-6", 5),
        ("Goodbye.", 3),
    ]
    assert [row.is_chapter for row in rows] == [True, False, False, False, False]


def test_a_silence_that_could_stretch_says_between_which_lengths() -> None:
    rows = chart_rows(of_steps({"say": "Welcome."}, {"pause": "10s to 40s"}, {"say": "Bye."}, target=30))
    (row,) = (each for each in rows if each.asked)
    assert asked_told(row.asked) == "10s to 40s"
    assert 22 < row.silence_s < 23


def test_a_breath_that_becomes_longer_says_its_first_and_its_last() -> None:
    changing = {"breathe": "4-4", "to": "4-6", "cycles": 5, "cues": ["tone"]}
    assert "5 breaths, 4-4 to 4-6" in [row.heard for row in chart_rows(of_steps(changing))]


def test_time_to_breathe_without_cues_says_so() -> None:
    rows = chart_rows(of_steps({"say": "Breathe."}, {"breathe": "natural", "time": "30s"}, {"say": "Bye."}))
    assert [row.heard for row in rows][1:] == ["Breathe.", "breathing as it comes", "Bye."]


def test_paragraphs_stand_in_rows_of_their_own() -> None:
    rows = chart_rows(of_steps({"say": "One. Two.\n\nThree."}))
    assert [row.heard for row in rows if not row.is_chapter] == ["One. Two.", "Three."]


def test_a_bell_within_a_silence_parts_it() -> None:
    rows = chart_rows(of_steps({"say": "Sit."}, {"pause": "60s", "bell_every": "30s"}, {"say": "Bye."}))
    assert [(row.heard, round(row.silence_s)) for row in rows][1:] == [
        ("Sit.", 30),
        ("bell: interval", 30),
        ("Bye.", 3),
    ]
