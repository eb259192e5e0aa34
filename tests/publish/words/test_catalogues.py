"""The catalogues beside `page.pot`: whole, of the same names and values, and in the typography of their languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

import audiogen.publish.words as package
from audiogen.ambience.presets import load_presets
from audiogen.ambience.registry import find_sound, sound_names
from audiogen.publish.words.page_words import page_words
from audiogen.script.page_texts import languages, page_texts

FOLDER = Path(package.__file__).parent
TRANSLATED = tuple(language for language in languages() if language != "en")
WIDEST_ROW = 37
"""Letters of four choices in one line of 320 pixels, with 8 between them, in the fonts that phones have."""


def read(name: str) -> Catalog:
    with (FOLDER / name).open("rb") as file:
        return read_po(file, abort_invalid=True)


TEMPLATE = read("page.pot")
CATALOGUES = {language: read(f"{language}.po") for language in TRANSLATED}


def texts(language: str) -> Iterator[tuple[str, str]]:
    for message in CATALOGUES[language]:
        if message.id:
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from ((f"{message.context} {message.id}", str(form)) for form in forms)


def keys(catalogue: Catalog) -> list[tuple[object, object]]:
    return [(message.context, message.id) for message in catalogue if message.id]


def test_the_languages_are_those_that_are_promised() -> None:
    assert languages() == ("en", "de", "es", "fr", "it", "nl", "pt")


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_what_the_template_has_in_its_order_and_nothing_else(language: str) -> None:
    catalogue = CATALOGUES[language]
    assert keys(catalogue) == keys(TEMPLATE)
    assert not catalogue.obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_untranslated_or_uncertain(language: str) -> None:
    def unfinished(message: Message) -> bool:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        return bool(message.fuzzy) or not all(forms)

    assert [message.context for message in CATALOGUES[language] if message.id and unfinished(message)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_passes_the_checks_of_babel_and_names_its_language(language: str) -> None:
    catalogue = CATALOGUES[language]
    assert list(catalogue.check()) == []
    assert str(catalogue.locale) == language
    # plural rules agree with those by which scripts choose a form in the browser
    forms = page_words(language).texts["begins_in"]
    assert isinstance(forms, dict)
    assert set(forms) == {"one", "other"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_says_how_it_speaks_to_listeners_and_names_nobody(language: str) -> None:
    head = (FOLDER / f"{language}.po").read_text(encoding="utf-8").partition("\n\n")[0]
    address, _, named = head.replace("\n# ", " ").partition(" A show that says")
    assert "Address: " in address
    listed = re.findall(r"\b[a-z]+(?:_[a-z]+)*(?=[,.])", named.partition(": ")[2].partition('"')[0])
    assert listed
    assert set(listed) - set(page_texts()) == set()
    assert "@" not in head


def test_texts_that_say_du_are_named_at_the_head_of_the_german_catalogue() -> None:
    head = (FOLDER / "de.po").read_text(encoding="utf-8").partition('msgid ""')[0]
    said = [name.split()[0] for name, text in texts("de") if re.search(r"\b(?:du|dich|dir|dein\w*)\b", text)]
    assert said
    assert [name for name in said if name not in head] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_words_are_calm(language: str) -> None:
    assert [name for name, text in texts(language) if "!" in text or "..." in text] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_apostrophes_and_quotes_are_those_of_print(language: str) -> None:
    assert [name for name, text in texts(language) if re.search(r"['\"]", text)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_number_does_not_part_from_its_unit(language: str) -> None:
    unit = re.compile(r"\{n\} (?:s|min|Min|M[Bo]|[Ss]e[ck]o?n?d\w*|segundos?|secondi?)\b")
    assert [name for name, text in texts(language) if unit.search(text)] == []


def test_french_marks_stand_behind_a_narrow_space_that_does_not_break() -> None:
    assert [name for name, text in texts("fr") if re.search("[^\u202f][:;?»]|«[^\u202f]", text)] == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("last", ["more_choices", "save", "stop_saving", "saved"])
def test_the_row_of_choices_has_room_for_four(language: str, last: str) -> None:
    say = page_words(language).say
    bed = say("with_bed", bed=page_words(language).bed("ocean"))
    row = (say("minutes", n=10), bed, say("no_timer"), say(last, n=40))
    assert sum(map(len, row)) <= WIDEST_ROW, row


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sound_and_preset_that_comes_with_audiogen_has_a_name(language: str, tmp_path: Path) -> None:
    shipped = {*sound_names(), *load_presets(tmp_path).presets}
    assert shipped - set(page_words(language).of_sounds) == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_has_to_be_known_of_a_sound_is_translated(language: str) -> None:
    caveats = [caveat for name in sound_names() if (caveat := find_sound(name).caveat)]
    words = page_words(language)
    assert caveats
    assert [each for each in caveats if words.caveat(each) == each] == []


def test_a_caveat_from_elsewhere_stays_as_it_is() -> None:
    assert page_words("de").caveat("Loud.") == "Loud."


def test_beds_are_named_in_the_language_and_files_have_no_name() -> None:
    words = page_words("de")
    named = [words.bed(each) for each in ("ocean", "rain, birds", "my-brook", "beds/stream.mp3", "wind, beds/x.mp3")]
    assert named == ["Wellen", "Regen, Vögeln", "my brook", "", "Wind"]
    assert page_words("en").bed("still-shore") == "still shore"
