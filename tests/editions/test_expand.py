"""From scripts as they are written to the plain script of one edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiogen.editions.edition import Edition, editions_of
from audiogen.editions.expand import expand, public_tracks
from audiogen.script.blocks import Include, Repeat, Scan, ScanPlace, Written
from audiogen.script.model import Origin, Script
from audiogen.script.only import Condition, parse_condition
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import Chapter, Pause, Say, Step
from audiogen.script.yaml.fields import span

FILE = Path("01-rest.yaml")
LENGTHS = (300.0, 600.0, 1200.0)
CONDITIONS = ("10m and longer", "up to 5m", "20m", "clients", "public", "clients with practice")
conditions = st.lists(st.sampled_from(CONDITIONS).map(parse_condition), max_size=2).map(tuple)
words = st.text(st.sampled_from("abc"), min_size=1, max_size=4)
values = st.dictionaries(st.sampled_from(["name", "place", "practice"]), words, max_size=3)


def place(way: tuple[str | int, ...]) -> StepPlace:
    return StepPlace(FILE, way, hash(way) % 1000 + 1)


def placed(steps: tuple[Written, ...], way: tuple[str | int, ...] = ()) -> tuple[StepPlace, ...]:
    return tuple(place((*way, "steps", at)) for at in range(len(steps)))


def with_places(steps: tuple[Written, ...], way: tuple[str | int, ...] = ()) -> tuple[Written, ...]:
    """The same steps, those within others with the places that they have."""
    found: list[Written] = []
    for at, step in enumerate(steps):
        inner = (*way, "steps", at)
        if isinstance(step, Scan):
            places = (replace(place((*inner, "scan", number)), scan_line=1) for number in range(len(step.scan)))
            found.append(step.model_copy(update={"places": tuple(places)}))
        elif isinstance(step, Repeat | Include):
            below = with_places(step.steps, inner)
            found.append(step.model_copy(update={"steps": below, "places": placed(below, inner)}))
        else:
            found.append(step)
    return tuple(found)


def script_of(*steps: Written, **facts: object) -> Script:
    whole = with_places(steps)
    origin = Origin(FILE, 1, placed(whole))
    return Script.model_validate(
        {"slug": "01-rest", "title": "Rest", "summary": "Rest.", "origin": origin, "steps": whole, **facts}
    )


def plain_steps() -> st.SearchStrategy[Step]:
    texts = st.sampled_from(
        ["Rest.", "Hello {name or friend}.", "In {place or the room}, {name or you}.", "\\{rest\\}"]
    )
    return st.one_of(
        st.builds(Say, say=texts, only=conditions),
        st.builds(Pause, pause=st.just(span(3)), only=conditions),
        st.builds(Chapter, chapter=st.sampled_from("ABC"), only=conditions),
    )


def blocks(inner: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    steps = st.lists(inner, min_size=1, max_size=3).map(tuple)
    given_values = st.lists(
        st.tuples(st.sampled_from(["name", "place"]), st.sampled_from(["the sea", "{place or home}", "{name or you}"])),
        max_size=2,
        unique_by=lambda pair: pair[0],
    ).map(tuple)
    return st.one_of(
        st.builds(Repeat, repeat=st.integers(1, 3), steps=steps, only=conditions),
        st.builds(Include, include=st.just("parts/a.yaml"), values=given_values, steps=steps, only=conditions),
    )


def scans() -> st.SearchStrategy[Scan]:
    places = st.builds(
        ScanPlace, place=st.sampled_from(["feet", "{place or home}"]), silence=st.sampled_from([None, span(4)])
    )
    words = st.lists(st.sampled_from(["With {place}.", "{name or friend}, {place}."]), max_size=2).map(tuple)
    return st.builds(Scan, scan=st.lists(places, min_size=1, max_size=3).map(tuple), words=words, only=conditions)


written = st.lists(st.recursive(plain_steps() | scans(), blocks, max_leaves=8), min_size=1, max_size=5)
editions = st.builds(
    Edition, st.just("01-rest"), st.sampled_from((None, *LENGTHS)), st.just(value=True), st.sampled_from((None, "c1"))
)


def holds(step: Written, edition: Edition, known: dict[str, str]) -> bool:
    names = known if edition.client else None
    return all(each.holds(edition.length_s, names) for each in step.only)


def text_filled(text: str, known: dict[str, str]) -> str:
    """What the variables of these tests become, one by one."""
    for name, default in (("name", "friend"), ("name", "you"), ("place", "the room"), ("place", "home")):
        text = text.replace(f"{{{name} or {default}}}", f"<{known.get(name, default)}>")
    return text.replace("<", "").replace(">", "")


def written_out(
    steps: tuple[Written, ...], edition: Edition, known: dict[str, str], client: dict[str, str]
) -> Iterator[Step]:
    """All steps of an edition in line, by the plainest way to it."""
    within = True
    for step in steps:
        within = holds(step, edition, client) if isinstance(step, Chapter) else within
        if not within or not holds(step, edition, client):
            continue
        if isinstance(step, Repeat):
            for _ in range(step.repeat):
                yield from written_out(step.steps, edition, known, client)
        elif isinstance(step, Include):
            inner = {**known, **{name: text_filled(value, known) for name, value in step.values}}
            yield from written_out(step.steps, edition, inner, client)
        elif isinstance(step, Say):
            yield step.model_copy(update={"say": text_filled(step.say, known)})
        elif isinstance(step, Scan):
            for number, each in enumerate(step.scan):
                capital = each.place[0].upper() + each.place[1:]
                words = step.words[number % len(step.words)] if step.words else f"{capital}."
                yield Say(say=text_filled(words.replace("{place}", each.place), known))
                yield Pause(pause=each.silence or step.silence)
        else:
            yield step


@given(written, editions, values)
def test_expanding_is_writing_everything_out_and_leaving_out_what_the_edition_lacks(
    steps: list[Written], edition: Edition, known: dict[str, str]
) -> None:
    expected = tuple(written_out(tuple(steps), edition, known, known))
    assert expand(script_of(*steps), edition, known).steps == expected


@given(written, editions)
def test_every_step_keeps_the_place_at_which_it_was_written(steps: list[Written], edition: Edition) -> None:
    script = script_of(*steps)
    expanded = expand(script, edition)
    assert len(expanded.origin.steps) == len(expanded.steps)
    for step, at in zip(expanded.plain_steps, expanded.origin.steps, strict=True):
        found: object = script
        way = at.way[:-2] if at.way[-2] == "silence" else at.way
        for part in way:
            found = getattr(found, part) if isinstance(part, str) else found[part]  # type: ignore[index]
        assert type(found) is (ScanPlace if at.of_scan else type(step))
        assert at.line == place(way).line


@given(st.lists(plain_steps(), min_size=1, max_size=6), values)
def test_what_holds_no_blocks_conditions_or_variables_stays_as_it_is(steps: list[Step], known: dict[str, str]) -> None:
    bare = [
        step.model_copy(update={"only": (), **({"say": "Rest. \\{so\\}"} if isinstance(step, Say) else {})})
        for step in steps
    ]
    script = script_of(*bare)
    assert expand(script, editions_of(script)[0], known) == script


@given(written, editions, values)
def test_a_script_that_is_expanded_is_not_changed_by_being_expanded_again(
    steps: list[Written], edition: Edition, known: dict[str, str]
) -> None:
    once = expand(script_of(*steps), edition, known)
    assert expand(once, edition, dict.fromkeys(known, "other")) == once


@given(written, st.data(), st.sampled_from((None, "c1")))
def test_fewer_conditions_leave_more_of_a_session(
    steps: list[Written], data: st.DataObject, client: str | None
) -> None:
    freed = data.draw(st.integers(0, len(steps) - 1))
    edition = Edition("01-rest", LENGTHS[0], client=client)
    changed = [step.model_copy(update={"only": ()}) if at == freed else step for at, step in enumerate(steps)]
    fewer, more = (expand(script_of(*each), edition).origin.steps for each in (steps, changed))
    left = iter(more)
    assert all(any(each == step for each in left) for step in fewer)


def test_a_chapter_within_a_block_takes_nothing_away_behind_it() -> None:
    within = Chapter(chapter="More", only=(parse_condition("20m"),))
    part = Include(include="a.yaml", steps=(within, Say(say="Two.")))
    said = expand(script_of(Say(say="One."), part, Say(say="Three.")), Edition("01-rest", 300.0)).steps
    assert [step.say for step in said if isinstance(step, Say)] == ["One.", "Three."]


@given(st.lists(st.sampled_from(LENGTHS), min_size=1, max_size=6))
def test_a_longer_session_has_all_that_a_shorter_one_has_of_steps_for_longer_ones(least: list[float]) -> None:
    steps = [Say(say=f"{number}.", only=(Condition(least_s=each),)) for number, each in enumerate(least, 1)]
    script = script_of(Pause(pause=span(1)), *steps)
    found = [set(expand(script, Edition("01-rest", length_s)).steps) for length_s in LENGTHS]
    assert found[0] <= found[1] <= found[2]


@settings(max_examples=30)
@given(st.text(st.sampled_from("ab {}\\or<*"), min_size=1, max_size=12))
def test_braces_in_what_is_known_of_a_client_are_nothing_but_braces(value: str) -> None:
    edition = Edition("01-rest", client="c1")
    inside = Include(include="a.yaml", values=(("place", "{name}"),), steps=(Say(say="{place} {name}."),))
    known = {"name": value, "a": "no", "or": "no", "b": "no"}
    said = expand(script_of(Say(say="{name}."), inside), edition, known)
    assert expand(said, edition, known) == said


def test_a_value_with_braces_is_heard_as_it_is_written() -> None:
    known = {"name": "{place}", "place": "no"}
    (step,) = expand(script_of(Say(say="Hello {name}.")), Edition("01-rest", client="c1"), known).plain_steps
    assert isinstance(step, Say)
    assert step.say == "Hello \\{place\\}."


def test_what_nothing_fills_stays_as_it_is_written() -> None:
    (step,) = expand(script_of(Say(say="Hello {name}, {place or there}.")), Edition("01-rest")).plain_steps
    assert isinstance(step, Say)
    assert step.say == "Hello {name}, there."


def test_values_are_taken_from_the_nearest_include() -> None:
    inner = Include(include="b.yaml", values=(("place", "{place or a hut} by the sea"),), steps=(Say(say="{place}."),))
    outer = Include(include="a.yaml", values=(("place", "the house"),), steps=(inner, Say(say="{place}.")))
    said = expand(script_of(outer, Say(say="{place or here}.")), Edition("01-rest")).steps
    assert [step.say for step in said if isinstance(step, Say)] == ["the house by the sea.", "the house.", "here."]


@pytest.mark.parametrize(
    ("only", "kept"),
    [("10m and longer", [2, 3]), ("up to 10m", [1, 2]), ("10m", [2]), ("public", [1, 2, 3]), ("clients", [])],
)
def test_a_chapter_is_left_out_up_to_the_next_one(only: str, kept: list[int]) -> None:
    chapter = Chapter(chapter="More", only=(parse_condition(only),))
    script = script_of(
        Say(say="One."), chapter, Say(say="Two."), Chapter(chapter="End"), Say(say="Three."), lengths="5m"
    )
    for number, length_s in enumerate(LENGTHS, 1):
        said = [step.say for step in expand(script, Edition("01-rest", length_s)).steps if isinstance(step, Say)]
        assert said == (["One.", "Two.", "Three."] if number in kept else ["One.", "Three."])


def test_a_session_for_clients_alone_has_no_public_track() -> None:
    assert public_tracks(script_of(Say(say="Rest."), **{"for": "clients"})) == ()


def test_there_is_a_public_track_for_each_length() -> None:
    script = script_of(Say(say="Rest."), target="10m", lengths=["5m", "20m", "10m"])
    assert [(track.edition.name, track.script.target) for track in public_tracks(script)] == [
        ("01-rest", 600.0),
        ("01-rest-5m", 300.0),
        ("01-rest-20m", 1200.0),
    ]
