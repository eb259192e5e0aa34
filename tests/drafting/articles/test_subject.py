"""What a section is about, from its title."""

from __future__ import annotations

import pytest

from audiogen.drafting.articles.subject import in_title, subject_of


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Preparing the Soil", "preparing the soil"),
        ("Sowing and Waiting", "sowing and waiting"),
        ("Asking for Help", "asking for help"),
        ("Finding Your Feet", "finding your feet"),
        ("3. Keeping a Diary", "keeping a diary"),
        ("Step 2: Choosing a Pot", "choosing a pot"),
        ("Understanding Grief", "grief"),
        ("The Impact of Noise", "noise"),
        ("How to Prepare the Soil", "the soil"),
        ("Effective Listening", "listening"),
        ("Patience: Why It Matters", "patience"),
        ("Self-Care", "self-care"),
        ("Why ADHD Is Different", "ADHD"),
        ("Notice Your Triggers", "noticing your triggers"),
        ("4. Set limits with kindness", "setting limits with kindness"),
        ("Take Care of Yourself", "taking care of yourself"),
        ("Play More", "playing more"),
        ("Explore the Fear of Falling", "the fear"),
        ("How Insomnia Begins", "insomnia"),
        ("Lying Awake Without a Fight", "lying awake"),
        ("What Your Evening Looks Like", "your evening"),
        ("6. Eat Something", "eating something"),
        ("Sleep on It", "sleeping on it"),
        ("Say No (Nicely!)", "saying no"),
        ("10 Ways to Cool Down (Before You Regret It)", "cooling down"),
        ("Tie the Knot", "tying the knot"),
        ("Four Steps to Letting Others Help", "letting others help"),
    ],
)
def test_the_subject_stands_behind_what_titles_begin_with(title: str, subject: str) -> None:
    assert subject_of(title, "Some have ADHD. It is about patience, and insomnia.") == subject


def test_a_title_that_is_a_sentence_gives_what_its_text_has_as_a_thing() -> None:
    assert subject_of("When Frost Comes", "It may be a frost, or the frost of May.") == "frost"
    assert subject_of("When Things Die", "It may be a frost.") is None


@pytest.mark.parametrize(
    "title",
    [
        *("", "Surviving Abuse", "Infidelity", "Why?", "12", "Parents", "Laugh!", "Nicely", "Making a Safety Plan"),
        *("Don't Believe Everything You Think", "If You Have Hurt Someone", "You'll Regret It", "Forgiving Yourself"),
    ],
)
def test_a_title_that_names_nothing_or_something_heavy_tells_no_subject(title: str) -> None:
    assert subject_of(title, "Nothing here.") is None


def test_a_subject_in_a_title_has_capitals_but_for_small_words() -> None:
    assert in_title("asking for self-care") == "Asking for Self-Care"
    assert in_title("rebuilding your life") == "Rebuilding Your Life"
