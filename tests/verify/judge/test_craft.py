"""Which rules of the craft finished sound is judged by, and that what is told of them names them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from support.sessions import LENGTH_S, good_findings, manifest

from audiogen.cli.screen.verify import show_reports
from audiogen.rules.catalogue import rules
from audiogen.verify.ears.lyrics import lyrics_figure
from audiogen.verify.examine import Findings
from audiogen.verify.report.findings import file_report, to_json


def ending_at(end_s: float) -> Findings:
    """The session with its last caption moved to an end."""
    captions = manifest().captions
    last = captions[-1].model_copy(update={"end_s": end_s})
    return replace(good_findings(), manifest=manifest(captions=(*captions[:-1], last)))


def test_every_rule_of_finished_sound_has_a_figure_and_every_figure_a_rule_that_is_there() -> None:
    judged = {figure.craft for figure in file_report(good_findings()).figures} | {lyrics_figure([]).craft}
    assert judged - {""} == {rule.id for rule in rules().values() if "verify" in rule.stages}


@pytest.mark.parametrize(("left_s", "verdict"), [(3.0, "pass"), (2.0, "warn")])
def test_an_end_right_behind_the_last_word_is_to_be_looked_at(left_s: float, verdict: str) -> None:
    figures = {each.key: each for each in file_report(ending_at(LENGTH_S - left_s)).figures}
    assert figures["end_after_words_s"].verdict == verdict


def test_what_is_told_of_a_figure_names_its_rule(capsys: pytest.CaptureFixture[str]) -> None:
    report = file_report(ending_at(LENGTH_S - 1))
    show_reports([report], [])
    assert "undoes the calm before it. [tail]" in capsys.readouterr().out
    (file,) = json.loads(to_json([report]))["files"]
    assert [each["craft"] for each in file["figures"] if each["key"] == "end_after_words_s"] == ["tail"]
