import pytest
from support.builders import SHOW, script

from audiogen.plan.cues import BreathCycle, Gap, Mark, Phrase, Plan, Recording, SceneChange, Strike, Utterance
from audiogen.plan.planner import plan_session
from audiogen.script.bed import BedChoice, Layer, Preset, Scene
from audiogen.script.levels import Levels
from audiogen.script.model import Show
from audiogen.script.voice import VoiceChoice
from audiogen.units import RATE, to_frames


def planned(*steps: dict[str, object], show: Show = SHOW, **facts: object) -> Plan:
    return plan_session(show, script(*steps, **facts))


def shape(plan: Plan) -> list[object]:
    """Cues in short: text of phrases, ideal seconds of gaps, names of the rest."""
    short: list[object] = []
    for cue in plan.cues:
        match cue:
            case Phrase():
                short.append(cue.utterance.text)
            case Gap():
                short.append(cue.ideal_frames / RATE)
            case Strike():
                short.append(cue.bell)
            case Mark():
                short.append(cue.title)
            case BreathCycle():
                short.append(cue.number)
    return short


def words_of(plan: Plan) -> list[list[list[str]]]:
    """The spoken cues: of each breath, of each phase."""
    cycles = [cue for cue in plan.cues if isinstance(cue, BreathCycle)]
    return [[[word.utterance.text for word in phase.words] for phase in cycle.phases] for cycle in cycles]


def test_sentences_lines_and_paragraphs_are_parted_by_their_own_silences() -> None:
    plan = planned({"say": "One. Two.\nThree.\n\nFour."})
    assert shape(plan) == ["One.", 0.8, "Two.", 1.5, "Three.", 4.0, "Four.", 3.0]


@pytest.mark.parametrize(("pause", "added"), [("1s", [2.0]), ("3s", []), ("10s", [])])
def test_a_session_goes_on_after_its_last_word_for_as_long_as_its_end_fades(pause: str, added: list[float]) -> None:
    plan = planned({"say": "Good night."}, {"pause": pause})
    assert shape(plan) == ["Good night.", float(pause[:-1]), *added]


def test_a_new_paragraph_of_the_transcript_begins_where_an_empty_line_stands() -> None:
    plan = planned({"say": "One. Two.\nThree.\n\nFour."})
    assert [cue.paragraph for cue in plan.cues if isinstance(cue, Phrase)] == [True, False, False, True]


def test_speech_that_would_run_into_speech_or_a_bell_is_parted_by_a_paragraph_gap() -> None:
    plan = planned({"say": "One."}, {"chapter": "Two"}, {"say": "Three."}, {"bell": "end", "ring": "9s"})
    assert shape(plan)[:7] == ["One.", "Two", 4.0, "Three.", 4.0, "end", 9.0]


def test_a_bell_at_the_end_rings_out_whatever_length_is_asked_for() -> None:
    plan = planned({"say": "One."}, {"bell": "end", "ring": "9s"})
    assert plan.cues[-1] == Gap(1, to_frames(7), to_frames(7), to_frames(7))
    lighter = planned({"say": "One."}, {"bell": "end", "bowl": "chime", "ring": "9s"})
    assert shape(lighter)[-2:] == ["end", 9.0]


def test_a_bell_that_rings_over_what_follows_needs_no_more_time() -> None:
    plan = planned({"bell": "start", "ring": "2s"}, {"breathe": "5-5", "cycles": 1, "settle": "10s"})
    assert shape(plan)[-1] == 10.0


def test_a_reflection_is_a_prompt_a_silence_a_repeat_and_half_the_silence() -> None:
    plan = planned({"reflect": "What shows up first?", "silence": "20s", "again": "What first?"})
    assert shape(plan) == ["What shows up first?", 20.0, "What first?", 10.0]


def test_a_fill_pause_stretches_from_its_minimum_to_its_maximum() -> None:
    plan = planned({"pause": "fill", "min": "30s", "max": "75s"})
    assert plan.cues == (Gap(0, to_frames(30), to_frames(30), to_frames(75)),)


def test_the_default_cues_count_once_then_say_words_then_leave_it_to_the_sound_of_breath() -> None:
    words = words_of(planned({"breathe": "4-6", "cycles": 7}))
    assert words[0] == [["In", "two", "three", "four"], ["Out", "two", "three", "four", "five", "six"]]
    assert words[1] == words[2] == [["Breathe in"], ["Breathe out"]]
    assert words[3] == words[5] == [[], []]
    assert words[4] == [["Breathe in"], ["Breathe out"]]
    assert words[6] == [["Last one, breathe in"], ["And breathe out"]]


def test_a_cue_schedule_of_the_script_runs_from_the_first_cycle_and_its_last_entry_stays() -> None:
    words = words_of(planned({"breathe": "box", "cycles": 3, "cues": ["words", "tone"]}))
    assert words == [[["Breathe in"], ["Hold"], ["Breathe out"], ["Rest"]], [[], [], [], []], [[], [], [], []]]


def test_the_second_breath_in_of_a_sigh_has_a_cue_of_its_own() -> None:
    words = words_of(planned({"breathe": "sigh", "cycles": 1, "cues": ["words"]}))
    assert words == [[["Breathe in"], ["Again"], ["Breathe out"]]]


def test_a_count_never_runs_longer_than_its_phase() -> None:
    words = words_of(planned({"breathe": "coherent", "cycles": 1, "cues": ["count"]}))
    assert [len(phase) for phase in words[0]] == [5, 5]


def test_a_script_overrides_the_show_and_the_show_the_defaults() -> None:
    show = SHOW.model_copy(update={"voice": VoiceChoice(name=("tone",), line_gap="2s"), "bed": BedChoice(sound="pad")})
    plan = planned({"say": "Hi."}, show=show, voice={"line_gap": "3s"}, bed={"in_pauses": "-12dB"})
    assert (plan.speaker, plan.voice.line_gap.ideal_s, plan.voice.paragraph_gap.ideal_s) == ("tone", 3.0, 4.0)
    assert (plan.bed.scene.names, plan.bed.in_pauses_db, plan.bed.under_speech_db) == (("pad",), -12.0, -22.0)


OFF = {"sound": "off"}
BROOK = Layer(None, "assets/brook.ogg")


@pytest.mark.parametrize(
    ("show", "own", "layers"),
    [
        ({"sound": "pad"}, {"file": "assets/brook.ogg"}, (BROOK,)),
        ({"file": "assets/brook.ogg"}, {"sound": "rain"}, (Layer("rain"),)),
        ({"sound": "pad"}, {"layers": [{"file": "assets/brook.ogg"}]}, (BROOK,)),
        ({"layers": [{"sound": "pad"}, {"sound": "rain"}]}, {"sound": "ocean"}, (Layer("ocean"),)),
        ({"sound": "pad"}, {"in_pauses": "-20dB"}, (Layer("pad"),)),
        ({"sound": "pad"}, {"sound": "off"}, ()),
        ({"sound": "off"}, {}, ()),
        ({}, {}, (Layer("rain"),)),
    ],
)
def test_the_bed_of_a_script_takes_the_place_of_the_shows(
    show: dict[str, object], own: dict[str, object], layers: tuple[Layer, ...]
) -> None:
    plan = planned({"say": "Hi."}, show=SHOW.model_copy(update={"bed": BedChoice.model_validate(show)}), bed=own)
    assert plan.bed.scene.layers == layers


PRESET = Preset.model_validate(
    {"title": "Hut", "about": "Rain.", "layers": [{"sound": "rain"}, {"sound": "pad", "gain": -6, "pan": 0.5}]}
)


def test_a_preset_stands_for_its_layers_and_is_known_by_its_name() -> None:
    plan = plan_session(SHOW, script({"say": "Hi."}, bed={"sound": "hut"}), presets={"hut": PRESET})
    assert plan.bed.scene == Scene(("hut",), (Layer("rain"), Layer("pad", gain_db=-6, pan=0.5)))


def test_a_chapter_may_change_the_bed_and_one_that_does_not_lets_it_go_on() -> None:
    plan = planned(
        {"chapter": "One"}, {"chapter": "Two", "bed": {"sound": "ocean", "crossfade": "2s"}}, {"chapter": "Three"}
    )
    marks = [cue.change for cue in plan.cues if isinstance(cue, Mark)]
    assert marks == [None, SceneChange(Scene(("ocean",), (Layer("ocean"),)), to_frames(2)), None]


def test_the_bed_is_known_by_all_that_sounds_in_it_each_once() -> None:
    steps = ({"chapter": "A", "bed": {"layers": [{"sound": "rain"}, {"sound": "pad"}]}}, {"chapter": "B", "bed": OFF})
    assert planned(*steps, bed={"sound": "rain"}).bed_name == "rain, pad"
    assert planned({"say": "Hi."}, bed=OFF).bed_name is None


def test_every_file_of_every_bed_is_among_what_a_session_is_made_from() -> None:
    second = {"layers": [{"file": "b.wav"}, {"file": "a.wav"}]}
    assert planned({"chapter": "B", "bed": second}, bed={"file": "a.wav"}).bed_files == ("a.wav", "b.wav")


def test_the_language_of_the_script_goes_with_every_phrase() -> None:
    plan = planned({"say": "Ankommen."}, {"breathe": "4-6", "cycles": 1}, language="de")
    assert {utterance.language for utterance in plan.utterances} == {"de"}


def test_equal_phrases_are_one_utterance_for_a_voice_without_prosody() -> None:
    steps = ({"say": "Once more."}, {"pause": "3s"}, {"say": "Once more."})
    assert len(planned(*steps, voice={"prosody": False}).utterances) == 1
    assert len(planned(*steps).utterances) == 2


@pytest.mark.parametrize("counts", ["4-90", "9" * 400 + "-6"])
def test_a_breath_longer_than_anyones_is_taken_for_a_mistake(counts: str) -> None:
    with pytest.raises(ValueError, match="more than 60 seconds"):
        script({"breathe": counts, "cycles": 2})


def speakers(plan: Plan) -> list[tuple[str, str, str]]:
    """Text, voice and language of every phrase."""
    spoken = [cue.utterance for cue in plan.cues if isinstance(cue, Phrase)]
    return [(each.text, each.voice, each.language) for each in spoken if isinstance(each, Utterance)]


def test_a_step_may_have_its_own_voice_pace_and_language() -> None:
    plan = planned(
        {"say": "One."}, {"say": "Deux.", "voice": {"name": "google", "wpm": 100}, "language": "fr"}, {"say": "Three."}
    )
    assert speakers(plan) == [("One.", "heart", "en"), ("Deux.", "google", "fr"), ("Three.", "heart", "en")]
    paces = [cue.utterance.wpm for cue in plan.cues if isinstance(cue, Phrase) and isinstance(cue.utterance, Utterance)]
    assert paces == [140, 100, 140]


def test_a_reflection_and_its_repeat_share_a_voice() -> None:
    plan = planned({"reflect": "What now?", "again": "What?", "voice": {"name": "google"}})
    assert [voice for _, voice, _ in speakers(plan)] == ["google", "google"]


def test_every_voice_has_its_turn_and_short_lists_end_with_their_last() -> None:
    steps = ({"say": "One."}, {"say": "Two.", "voice": {"name": ["a", "b", "c"]}})
    show = SHOW.model_copy(update={"voice": VoiceChoice(name=("google", "tone"))})
    plans = [plan_session(show, script(*steps), attempt=attempt) for attempt in range(3)]
    assert [plan.attempts for plan in plans] == [3, 3, 3]
    turns = [[voice for _, voice, _ in speakers(plan)] for plan in plans]
    assert turns == [["google", "a"], ["tone", "b"], ["tone", "c"]]
    assert [plan.speakers for plan in plans] == [("google", "a"), ("tone", "b"), ("tone", "c")]


def test_a_clip_is_a_phrase_from_a_file_with_its_words_as_caption() -> None:
    plan = planned({"say": "One."}, {"clip": "recordings/hello.wav", "text": "Hello,\n  it is me."})
    assert plan.utterances[1] == Recording("Hello, it is me.", "recordings/hello.wav")
    assert shape(plan) == ["One.", 4.0, "Hello, it is me.", 3.0]


def test_marked_silences_and_paces_become_gaps_and_phrases_of_their_own() -> None:
    plan = planned({"say": 'In [pause 2s] and out. <prosody rate="50%">Slowly</prosody> on.'})
    assert shape(plan) == ["In", 2.0, "and out.", 0.8, "Slowly", 0.12, "on.", 3.0]
    paces = [cue.utterance.wpm for cue in plan.cues if isinstance(cue, Phrase) and isinstance(cue.utterance, Utterance)]
    assert paces == [140, 140, 70, 140]


def test_a_marked_silence_begins_no_paragraph_of_the_transcript() -> None:
    plan = planned({"say": "In [pause 2s] and out."})
    assert [cue.paragraph for cue in plan.cues if isinstance(cue, Phrase)] == [True, False]


def test_a_session_without_a_word_is_brought_to_the_target_where_speech_is_the_anchor() -> None:
    show = SHOW.model_copy(update={"levels": Levels.model_validate({"anchor": "speech"})})
    wordless, spoken = planned({"pause": "10s"}, show=show), planned({"say": "Hi."}, show=show)
    assert (wordless.levels.loudness, wordless.levels.anchor) == (-16.0, "programme")
    assert (spoken.levels.loudness, spoken.levels.anchor) == (-14.5, "speech")
