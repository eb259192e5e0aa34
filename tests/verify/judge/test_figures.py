"""Each check, shown able to fail: one thing is spoiled in a session that is good, and that figure says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from support.sessions import (
    AIMS,
    BREATHS,
    LENGTH_S,
    PHRASES,
    band_noise,
    bell,
    facts,
    figures,
    findings,
    good_findings,
    manifest,
    noise,
    sound,
    words,
)

from audiogen.audio.samples import Samples
from audiogen.encode.tags import ChapterTag
from audiogen.manifest import Caption, ChapterMark, Manifest, SofteningMark
from audiogen.plan.entries import SOFTER_DB
from audiogen.units import RATE
from audiogen.verify.container import FileFacts
from audiogen.verify.examine import Findings
from audiogen.verify.figure import Figure, signed
from audiogen.verify.judge.breaths import breath_figure
from audiogen.verify.judge.levels import level_figures
from audiogen.verify.meters.breaths import Followed
from audiogen.verify.report.findings import FileReport, file_report, show_figures


@cache
def good() -> dict[str, Figure]:
    return {figure.key: figure for figure in file_report(good_findings()).figures}


@cache
def spoiled_by(spoil: Callable[[Samples], None]) -> dict[str, Figure]:
    """The figures of the session's sound after something was done to it."""
    mix = sound()
    spoil(mix)
    return figures(mix)


@cache
def silent() -> dict[str, Figure]:
    """The figures of nothing, for as long as the session lasts."""
    return figures(np.zeros((2, at(LENGTH_S)), np.float32))


def told_by(own: FileFacts, of: Manifest | None = None) -> dict[str, Figure]:
    """The figures of the session's sound in a file that says something else of itself."""
    report = file_report(replace(good_findings(), facts=own, manifest=of or manifest()))
    return {figure.key: figure for figure in report.figures}


def at(seconds: float) -> int:
    return round(seconds * RATE)


def test_a_good_session_has_nothing_to_complain_of() -> None:
    assert {key: figure.shown for key, figure in good().items() if figure.verdict in {"warn", "fail"}} == {}


def test_what_is_good_needs_no_advice_and_what_is_not_says_what_to_do() -> None:
    assert not any(figure.advice for figure in good().values())
    assert "bed" in spoiled_by(louder)["integrated_lufs"].advice


@pytest.mark.parametrize(("anchor", "key"), [("programme", "integrated_lufs"), ("speech", "speech_lufs")])
@pytest.mark.parametrize(
    ("off_lu", "verdict"), [(0.0, "pass"), (0.25, "pass"), (0.4, "warn"), (-0.4, "warn"), (0.49, "warn"), (0.6, "fail")]
)
def test_a_quarter_off_the_target_is_good_and_half_is_the_most_that_can_be_borne(
    anchor: str, key: str, off_lu: float, verdict: str
) -> None:
    measured = level_figures_of(manifest(aims=AIMS.model_copy(update={"anchor": anchor})))[key].value or 0.0
    aims = AIMS.model_copy(update={"anchor": anchor, "loudness_lufs": measured - off_lu})
    assert level_figures_of(manifest(aims=aims))[key].verdict == verdict


@pytest.mark.parametrize(
    ("off_lu", "verdict"), [(0.0, "pass"), (-0.8, "pass"), (0.8, "pass"), (-0.9, "warn"), (-3.0, "warn"), (0.9, "warn")]
)
def test_where_speech_decides_all_together_is_held_to_its_own_aim_but_fails_nothing(
    off_lu: float, verdict: str
) -> None:
    measured = round(good()["integrated_lufs"].value or 0.0, 1)
    aims = AIMS.model_copy(update={"anchor": "speech", "programme_lufs": measured - off_lu})
    assert level_figures_of(manifest(aims=aims, breaths=()))["integrated_lufs"].verdict == verdict


def test_without_a_bed_nothing_is_asked_of_all_together_where_speech_decides() -> None:
    measured = good()["integrated_lufs"].value or 0.0
    aims = AIMS.model_copy(update={"anchor": "speech", "programme_lufs": measured - 1.2})
    assert figures(sound(), manifest(aims=aims, bed=None))["integrated_lufs"].verdict == "pass"


@pytest.mark.parametrize(("off_lu", "verdict"), [(-0.9, "pass"), (-3.0, "warn")])
def test_what_breaths_take_from_all_together_needs_no_look_but_what_else_does(off_lu: float, verdict: str) -> None:
    measured = round(good()["integrated_lufs"].value or 0.0, 1)
    aims = AIMS.model_copy(update={"anchor": "speech", "programme_lufs": measured - off_lu})
    assert level_figures_of(manifest(aims=aims))["integrated_lufs"].verdict == verdict


def test_first_words_that_rise_far_above_what_was_heard_before_are_named() -> None:
    mix = sound()
    mix[:, at(38.0) : at(51.95)] *= 0.1
    figure = figures(mix)["rise_after_rest_lu"]
    assert figure.verdict == "fail"
    assert [(place.at_s, place.what.partition(": ")[2]) for place in figure.places] == [(52.0, "Phrase 5.")]
    swelling = sound()
    swelling[:, at(49.5) : at(51.95)] += band_noise(at(51.95) - at(49.5), 4) * 0.5
    assert figures(swelling)["rise_after_rest_lu"].verdict == "pass"


def test_without_a_bed_first_words_have_nothing_to_rise_from() -> None:
    figure = without_bed()["rise_after_rest_lu"]
    assert (figure.verdict, figure.value, figure.shown) == ("none", None, "1 of them")


SOFTENING = SofteningMark(start_s=36, end_s=59, softer_db=6)
"""Of the session, if it led into sleep."""


@cache
def asleep() -> Findings:
    """What is found in the session, becoming softer."""
    mix = sound()
    share = np.interp(np.arange(mix.shape[1]), [at(SOFTENING.start_s), at(SOFTENING.end_s)], [0, 1])
    mix *= (10 ** (-SOFTENING.softer_db * share / 20)).astype(np.float32)
    # words after a rest begin softly besides
    mix[:, at(52) : at(53.6)] *= np.float32(10 ** (-SOFTER_DB / 20))
    risen = np.linspace(0, np.pi, at(55.6) - at(53.6))
    mix[:, at(53.6) : at(55.6)] *= (10 ** (-SOFTER_DB * (0.5 + 0.5 * np.cos(risen)) / 20)).astype(np.float32)
    return findings(mix, manifest(softening=SOFTENING))


def figures_of(found: Findings, softening: SofteningMark | None = SOFTENING) -> dict[str, Figure]:
    report = file_report(replace(found, manifest=manifest(softening=softening)))
    return {figure.key: figure for figure in report.figures}


def test_a_voice_that_does_not_become_softer_in_what_leads_into_sleep_is_complained_of() -> None:
    softer, level = (figures_of(found)["softer_at_end_db"] for found in (asleep(), good_findings()))
    assert (softer.value, softer.verdict) == (pytest.approx(6, abs=0.5), "pass")
    assert (level.value, level.verdict) == (pytest.approx(0, abs=2.5), "fail")
    assert "`sleep: yes`" in level.advice
    assert "softer_at_end_db" not in good()


def test_the_last_words_of_what_leads_into_sleep_are_not_taken_for_silence() -> None:
    energies = asleep().heard.energies.copy()
    # they may enter softly besides
    energies[560:590] *= 0.25
    found = replace(asleep(), heard=replace(asleep().heard, energies=energies))
    assert [figures_of(found, each)["captions_unheard"].verdict for each in (SOFTENING, None)] == ["pass", "fail"]


def test_what_leads_into_sleep_may_have_few_words_and_be_louder_at_first() -> None:
    aims = AIMS.model_copy(update={"anchor": "speech", "programme_lufs": -12.0})
    awake, asleep = (level_figures_of(manifest(aims=aims, softening=each)) for each in (None, SOFTENING))
    assert (awake["integrated_lufs"].verdict, asleep["integrated_lufs"].verdict) == ("warn", "pass")
    assert "few words are meant" in asleep["integrated_lufs"].target
    most_lufs = [
        float(found["max_momentary_lufs"].target.split()[2].replace("\N{MINUS SIGN}", "-")) for found in (awake, asleep)
    ]
    assert most_lufs[1] - most_lufs[0] == pytest.approx(1.0, abs=0.3)


def test_the_voice_is_compared_over_the_tracks_of_a_show() -> None:
    def heard(title: str, lufs: float) -> FileReport:
        found = level_figures_of(manifest(aims=AIMS.model_copy(update={"anchor": "speech"})))["speech_lufs"]
        return FileReport("01", 1, title, "x.mp3", 60, (replace(found, value=lufs),))

    (near,) = show_figures([heard("A", -14.7), heard("B", -14.3)])
    (far,) = show_figures([heard("A", -14.7), heard("B", -13.9), heard("C", -14.4)])
    assert (near.verdict, far.verdict) == ("pass", "warn")
    assert far.shown == f"0.8 LU: A {signed(-14.7)}, B {signed(-13.9)} LUFS"
    assert "anchor: speech" in far.advice
    assert show_figures([heard("A", -14.7), heard("A", -13.0)]) == ()


def level_figures_of(of: Manifest) -> dict[str, Figure]:
    """The figures of loudness and bed when the session's sound should have other levels."""
    return {figure.key: figure for figure in level_figures(replace(good_findings(), manifest=of))}


def louder(mix: Samples) -> None:
    mix *= np.float32(10 ** (0.55 / 20))


def peaking(mix: Samples) -> None:
    mix[:, at(9.5) : at(9.5) + 3] = 0.97


def startling(mix: Samples) -> None:
    mix[:, at(20) : at(21)] += band_noise(RATE, 3) * 5


def wide_ranging(mix: Samples) -> None:
    mix[:, at(25) : at(32)] *= 4


def faint_bed(mix: Samples) -> None:
    for start_s, end_s in ((0, 7.8), (19.2, 24.8), (59.2, 71.9)):
        mix[:, at(start_s) : at(end_s)] *= 0.5


def loud_bed(mix: Samples) -> None:
    mix += noise(mix.shape[1], 9, level=0.03)


def one_click_and_dropout(mix: Samples) -> None:
    mix[:, at(22.5)] += 0.2
    mix[:, at(21) : at(22)] = 0


def late_start_and_early_end(mix: Samples) -> None:
    mix[:, : at(3)] = 0
    mix[:, at(LENGTH_S - 7) :] = 0


def clipped(mix: Samples) -> None:
    np.clip(mix * 4, -1, 1, out=mix)


def clipped_then_lowered(mix: Samples) -> None:
    np.clip(mix, -0.25, 0.25, out=mix)


def offset_and_leaning(mix: Samples) -> None:
    mix[0] *= 1.5
    mix[1] += 0.005


def inverted(mix: Samples) -> None:
    mix[1] *= -1


def partly_inverted(mix: Samples) -> None:
    mix[1, at(20) : at(24)] = -0.9 * mix[0, at(20) : at(24)]


@pytest.mark.parametrize(
    ("spoil", "keys"),
    [
        (louder, {"integrated_lufs"}),
        (peaking, {"true_peak_dbtp"}),
        (startling, {"max_momentary_lufs", "max_short_term_lufs"}),
        (wide_ranging, {"loudness_range_lu"}),
        (faint_bed, {"bed_in_pauses_dbfs", "bed_in_pauses_lu", "longest_quiet_s"}),
        (loud_bed, {"bed_under_speech_lu", "bed_in_pauses_lu"}),
        (one_click_and_dropout, {"clicks", "longest_dead_air_s", "dropouts"}),
        (late_start_and_early_end, {"head_silence_s", "tail_silence_s"}),
        (clipped, {"full_scale_samples", "true_peak_dbtp"}),
        (clipped_then_lowered, {"flat_tops"}),
        (offset_and_leaning, {"dc_dbfs", "balance_db"}),
        (inverted, {"correlation", "mono_loss_db", "worst_mono_loss_db"}),
        (partly_inverted, {"worst_mono_loss_db"}),
    ],
)
def test_a_spoiled_sound_is_found_out(spoil: Callable[[Samples], None], keys: set[str]) -> None:
    found = spoiled_by(spoil)
    assert {key for key in keys if found[key].verdict not in {"warn", "fail"}} == set()


def test_a_file_that_is_not_the_measured_one_is_found_out() -> None:
    assert spoiled_by(louder)["loudness_off_manifest_lu"].verdict == "fail"


def test_one_frame_too_few_is_one_too_few() -> None:
    figure = figures(sound()[:, :-1])["length_off_frames"]
    assert (figure.verdict, figure.value) == ("fail", -1)


def test_what_is_worst_is_named_with_its_time() -> None:
    found = spoiled_by(one_click_and_dropout)
    assert [place.at_s for place in found["dropouts"].places] == [pytest.approx(21, abs=0.01)]
    assert found["clicks"].places[0].at_s == pytest.approx(22.5, abs=0.001)
    assert found["longest_dead_air_s"].places[0].at_s == pytest.approx(21, abs=0.05)
    assert found["longest_dead_air_s"].value == pytest.approx(1.0, abs=0.1)


def test_a_moment_of_silence_inside_a_phrase_is_found_and_named() -> None:
    mix = sound()
    for at_s, lasts_s in ((9.4371, 0.02), (30.1, 0.2)):
        mix[:, at(at_s) : at(at_s + lasts_s)] = 0
    figure = figures(mix)["dropouts"]
    assert (figure.verdict, [place.at_s for place in figure.places]) == (
        "fail",
        pytest.approx([9.437, 30.1], abs=0.004),
    )


def test_where_a_chapter_has_turned_the_bed_off_silence_is_no_dropout() -> None:
    mix = sound()
    mix[:, at(19.2) : at(24.8)] = 0
    found = figures(mix, manifest(bedless=({"start_s": 19, "end_s": 25},)))
    # where it is on, a second of the same silence is one: see one_click_and_dropout
    assert [found[key].verdict for key in ("dropouts", "longest_dead_air_s", "longest_quiet_s")] == ["pass"] * 3


def test_a_file_with_too_few_peaks_is_not_called_round() -> None:
    figure = silent()["flat_tops"]
    assert (figure.verdict, figure.value) == ("none", None)


def shifted(captions: tuple[Caption, ...], seconds: float, *numbers: int) -> tuple[Caption, ...]:
    return tuple(
        each.model_copy(update={"start_s": each.start_s + seconds, "end_s": each.end_s + seconds})
        if number in numbers
        else each
        for number, each in enumerate(captions)
    )


def test_captions_that_all_come_late_are_found_out() -> None:
    late = manifest(captions=shifted(manifest().captions, 0.3, *range(len(PHRASES))))
    figure = figures(sound(), late)["caption_drift_ms"]
    assert figure.verdict == "fail"
    assert figure.value == pytest.approx((good()["caption_drift_ms"].value or 0) - 300, abs=15)


@cache
def mistaken() -> dict[str, Figure]:
    """The figures of the session beside a manifest in which one caption, one more of them, and all breaths are wrong.

    Each mistake has figures of its own.
    """
    silent_caption = Caption(start_s=62.0, end_s=64.0, text="Never said.", kind="speech", paragraph=False)
    moved = tuple(
        mark.model_copy(update={"start_s": mark.start_s - 0.05, "end_s": mark.end_s - 0.05})
        for mark in manifest().breaths
    )
    captions = (*shifted(manifest().captions, 0.4, 3), silent_caption)
    return figures(sound(), manifest(captions=captions, breaths=moved))


def test_one_late_caption_is_found_and_named() -> None:
    assert mistaken()["caption_drift_ms"].verdict == "pass"
    assert mistaken()["worst_caption_drift_ms"].verdict == "warn"
    assert mistaken()["worst_caption_drift_ms"].places[0].what.endswith("Phrase 3.")


def test_a_caption_without_words_is_found_and_named() -> None:
    figure = mistaken()["captions_unheard"]
    assert figure.verdict == "fail"
    assert [place.what for place in figure.places] == ["Never said."]


def test_breath_cues_off_the_grid_are_found_out() -> None:
    figure = mistaken()["breath_cue_off_ms"]
    assert figure.verdict == "fail"
    assert figure.value == pytest.approx(50 + (good()["breath_cue_off_ms"].value or 0), abs=6)


def test_breaths_that_the_bed_hides_have_no_verdict() -> None:
    mix = sound()
    mix[:, at(33) : at(51)] += noise(at(18), 4, level=0.5)
    figure = figures(mix)["breath_cue_off_ms"]
    assert figure.verdict == "none"
    assert "4 too soft under the bed" in figure.shown


@pytest.mark.parametrize(("over_db", "verdict"), [(6.0, "pass"), (5.9, "warn"), (3.0, "warn"), (2.9, "fail")])
def test_a_breath_is_clear_from_six_decibels_over_its_bed_and_lost_below_three(over_db: float, verdict: str) -> None:
    followed = (Followed(38.0, "out", over_db, 0.85), Followed(33.0, "in", 12.0, 0.3))
    assert breath_figure(replace(good_findings(), followed=followed)).verdict == verdict


def test_a_breath_that_is_lost_in_the_bed_before_its_end_is_not_good_and_says_where() -> None:
    mix = sound()
    mix[:, at(41) : at(43)] = mix[:, at(61) : at(63)]
    figure = figures(mix)["breath_over_bed_db"]
    assert figure.verdict == "fail"
    assert figure.places[0].at_s == 38.0
    assert "of it" in figure.places[0].what
    assert "levels" in figure.advice


def erased(mix: Samples, start_s: float, end_s: float) -> None:
    """The bed that had made room, in place of the words."""
    mix[:, at(start_s) : at(end_s)] = noise(at(end_s) - at(start_s), 5, level=0.006)


def test_a_phrase_that_is_missing_is_not_good_and_named() -> None:
    mix = sound()
    start_s, end_s = PHRASES[3]
    erased(mix, start_s - 0.05, end_s + 0.05)
    figure = figures(mix)["captions_unheard"]
    assert figure.verdict == "fail"
    assert [(place.at_s, place.what) for place in figure.places] == [(start_s, "Phrase 3.")]


def test_a_missing_phrase_close_to_others_is_found_too() -> None:
    close = Caption(start_s=11.1, end_s=11.9, text="Close.", kind="cue", paragraph=False)
    captions = sorted((*manifest().captions, close), key=lambda each: each.start_s)
    figure = figures(sound(), manifest(captions=tuple(captions)))["captions_unheard"]
    assert (figure.verdict, [place.what for place in figure.places]) == ("fail", ["Close."])


def with_cues(mix: Samples, late_s: float) -> Manifest:
    """Words, so late, at the beginning of every breath; the breaths themselves are hidden by them."""
    captions = list(manifest().captions)
    for number, (start_s, _, kind) in enumerate(BREATHS):
        start = at(start_s + late_s)
        mix[:, start : start + at(0.9)] += words(at(0.9), 130 + number) * 2
        captions.append(Caption(start_s=start_s, end_s=start_s + 1, text=kind, kind="cue", paragraph=False))
    return manifest(captions=tuple(sorted(captions, key=lambda each: each.start_s)))


@pytest.mark.parametrize(("late_s", "verdict"), [(0.02, "pass"), (0.06, "pass"), (0.3, "fail"), (-0.2, "fail")])
def test_words_that_lead_a_breath_are_timed(late_s: float, verdict: str) -> None:
    mix = sound()
    mix[:, at(33) : at(51)] = noise(at(18), 4, level=0.006)
    figure = figures(mix, with_cues(mix, late_s))["cue_words_off_ms"]
    assert (figure.verdict, figure.shown.endswith("of 4 cues")) == (verdict, True)


def test_two_breaths_that_agree_are_ground_for_a_verdict() -> None:
    moved = tuple(
        mark.model_copy(update={"start_s": mark.start_s - 0.05, "end_s": mark.end_s - 0.05})
        for mark in manifest().breaths[:2]
    )
    figure = figures(sound(), manifest(breaths=moved))["breath_cue_off_ms"]
    assert (figure.verdict, "2 clear" in figure.shown) == ("fail", True)


def test_two_captions_a_little_early_are_not_told_that_they_belong_elsewhere() -> None:
    early = shifted(manifest().captions[:2], 0.085, 0, 1)
    figure = figures(sound(), manifest(captions=early))["caption_drift_ms"]
    assert (figure.verdict, figure.advice) == ("pass", "")


def test_a_chapter_with_another_title_is_told_with_both() -> None:
    own = facts(chapters=(ChapterTag("Begin", 0, 33.0), ChapterTag("Sleep", 33.0, LENGTH_S)))
    figure = told_by(own)["chapter_drift_ms"]
    assert figure.shown == "1 of 2 with another title"
    assert [place.what for place in figure.places] == ['expected "Breathe", found "Sleep"']


@cache
def without_bed() -> dict[str, Figure]:
    """The figures of a session that should have no bed: too soft, and with a long silence."""
    mix = sound() * np.float32(0.7)
    mix[:, at(19.2) : at(24.8)] = 0
    return figures(mix, manifest(bed=None))


def test_without_a_bed_nobody_is_told_to_turn_it_up() -> None:
    assert not [figure.name for figure in without_bed().values() if "in_pauses" in figure.advice]


def test_a_session_without_a_bed_is_not_blamed_for_its_silence() -> None:
    assert without_bed()["longest_dead_air_s"].verdict == "warn"
    assert not {"bed_in_pauses_dbfs", "dropouts"} & set(without_bed())


@pytest.mark.parametrize(
    ("chapters", "verdict"),
    [
        ((ChapterTag("Begin", 0, 33.0004), ChapterTag("Breathe", 33.0004, LENGTH_S)), "pass"),
        ((ChapterTag("Begin", 0, 33.02), ChapterTag("Breathe", 33.02, LENGTH_S)), "warn"),
        ((ChapterTag("Begin", 0, 34), ChapterTag("Breathe", 34, LENGTH_S)), "fail"),
        ((ChapterTag("Begin", 0, 33.0), ChapterTag("Sleep", 33.0, LENGTH_S)), "fail"),
        ((ChapterTag("Begin", 0, 33.0),), "fail"),
        ((), "fail"),
    ],
)
def test_chapters_in_the_file_are_held_against_the_manifest(chapters: tuple[ChapterTag, ...], verdict: str) -> None:
    assert told_by(facts(chapters=chapters))["chapter_drift_ms"].verdict == verdict


def test_a_format_without_chapters_is_not_blamed_for_it() -> None:
    assert "chapter_drift_ms" not in told_by(facts(chapters=(), carries_chapters=False))


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"size_bytes": 999}, "size_off_bytes"),
        ({"sha256": "b" * 64}, "sha256_differs"),
        ({"bit_rate": 64_000}, "bit_rate"),
        ({"title": "Another"}, "missing_tags"),
        ({"cover": None}, "missing_tags"),
    ],
)
def test_a_file_that_says_something_else_is_found_out(changed: dict[str, object], key: str) -> None:
    assert told_by(facts(**changed))[key].verdict in {"warn", "fail"}


def test_the_ring_of_a_bell_is_not_taken_for_the_bed() -> None:
    mix = sound()
    t = np.arange(at(8)) / RATE
    mix[:, at(60) : at(68)] += (0.25 * np.sin(2 * np.pi * 220 * t) * np.exp(-t)).astype(np.float32)
    told, untold = figures(mix, manifest(bells=(bell(60.0),))), figures(mix)
    level = good()["bed_in_pauses_dbfs"].value or 0
    assert told["bed_in_pauses_dbfs"].value == pytest.approx(level, abs=0.5)
    assert (untold["bed_in_pauses_dbfs"].value or 0) > level + 3


def test_a_manifest_that_names_no_chapters_of_a_file_that_has_some_differs_from_it() -> None:
    one = manifest(chapters=(ChapterMark(start_s=0, end_s=LENGTH_S, title="Small"),))
    assert told_by(facts(), one)["chapter_drift_ms"].verdict == "fail"


def test_silence_from_beginning_to_end_is_reported_not_stumbled_over() -> None:
    assert silent()["integrated_lufs"].verdict == "fail"
    assert silent()["longest_dead_air_s"].verdict == "fail"
