"""A session at a glance says what its plan and its timeline say."""

from __future__ import annotations

from support.builders import gap, phrase, plan
from support.charts import FACTS, charted, of_steps

from audiogen.chart.session import SILENT_DB, BedLevel
from audiogen.plan.cues import Mark, SceneChange, Strike
from audiogen.script.bed import SILENCE, Bed
from audiogen.units import RATE


def level_at(levels: tuple[BedLevel, ...], at_s: float) -> float:
    return next(each.level_db for each in levels if each.at_s >= at_s)


def test_a_silence_says_what_its_author_asked_for_and_what_it_became() -> None:
    chart = charted(plan(phrase(), gap(2, 4, 20), phrase("Bye."), gap(1, 1, 1), target_s=15))
    stretched, fixed = chart.silences[-2:]
    assert (stretched.least_s, stretched.ideal_s, stretched.most_s) == (2, 4, 20)
    assert stretched.asked
    assert 2 < stretched.length_s < 20
    assert (fixed.length_s, fixed.asked) == (1, False)
    assert chart.length_s == 15


def test_silences_in_a_row_are_one_whatever_chapter_begins_between_them() -> None:
    chart = charted(plan(phrase(), gap(4, 4, 4), phrase(), gap(1, 1, 1), Mark(0, "On"), gap(2, 2, 4), phrase()))
    assert [(each.length_s, each.most_s) for each in chart.silences] == [(3.5, 4), (3, 5)]


def test_a_bell_ends_no_later_than_its_session() -> None:
    chart = charted(plan(phrase(), gap(1, 1, 1), Strike(0, "end"), gap(4, 4, 4)))
    assert [(each.name, each.end_s) for each in chart.bells] == [("end", chart.length_s)]


def test_the_bed_fades_in_and_out_and_makes_room_for_words() -> None:
    bed = Bed(fade_in_s=2, fade_out_s=4)
    chart = charted(plan(gap(10, 10, 10), phrase(), gap(20, 20, 20), bed=bed))
    assert level_at(chart.bed, 0) == chart.bed[-1].level_db == SILENT_DB
    assert level_at(chart.bed, 5) == bed.in_pauses_db
    words = chart.phrases[0]
    assert level_at(chart.bed, words.start_s) == bed.under_speech_db
    assert level_at(chart.bed, chart.length_s - 1) < bed.in_pauses_db


def test_a_chapter_without_a_bed_is_silent_and_a_session_without_one_has_no_levels() -> None:
    off = Mark(0, "Off", SceneChange(SILENCE, 2 * RATE))
    chart = charted(plan(gap(20, 20, 20), off, gap(20, 20, 20)))
    assert level_at(chart.bed, 30) == SILENT_DB
    assert [each.name for each in chart.scenes] == ["rain", ""]
    assert charted(plan(gap(20, 20, 20), bed=Bed(SILENCE))).bed == ()


def test_exercises_are_told_apart_and_time_without_cues_is_one_of_its_own() -> None:
    steps = (
        {"breathe": "4-6", "cycles": 2, "cues": ["tone"], "lead_in": "0s", "settle": "0s"},
        {"breathe": "box", "cycles": 3, "cues": ["tone"]},
        {"breathe": "natural", "time": "20s"},
    )
    chart = of_steps(*steps)
    assert [(each[0].kind, len(each)) for each in chart.exercises] == [("in", 4), ("in", 12), ("natural", 1)]
    free = chart.breaths[-1]
    assert not any(each.start_s < free.end_s and each.end_s > free.start_s for each in chart.silences)


def test_a_voice_that_becomes_softer_is_so_in_its_last_words() -> None:
    chart = of_steps({"say": "One."}, {"pause": "60s"}, {"say": "Two."}, {"pause": "5s"}, sleep=True)
    assert chart.phrases[0].softer_db == 0
    assert chart.phrases[-1].softer_db > 4


def test_words_that_are_only_read_change_and_nothing_else_does() -> None:
    chart = charted(plan(phrase(), gap(2, 2, 2), phrase("Bye.")))
    retold = chart.retold(FACTS, ["Other"], ["A.", "B."])
    assert [each.text for each in retold.phrases] == ["A.", "B."]
    assert [each.title for each in retold.chapters] == ["Other"]
    assert (retold.silences, retold.bed) == (chart.silences, chart.bed)


def test_loudness_stops_at_what_is_silence() -> None:
    chart = charted(plan(phrase())).with_loudness([-20.04, float("-inf")])
    assert chart.loudness == (-20.0, SILENT_DB)
