"""What is a command, and what is an offer, in four languages."""

from __future__ import annotations

import pytest

from audiogen.check.craft.words.commands import is_command


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Notice the floor."),
        ("en", "And now, gently lower your shoulders."),
        ("en", "When your mind wanders, bring it back."),
        ("en", "Don't hold your breath."),
        ("de", "Schließen Sie nun die Augen."),
        ("de", "Und spüre den Boden."),
        ("fr", "Installez-vous sur la chaise."),
        ("fr", "Puis, sentez vos pieds."),
        ("es", "Ahora respira despacio."),
        ("es", "Siéntese en la silla."),
    ],
)
def test_a_verb_that_tells_what_to_do_is_a_command(language: str, sentence: str) -> None:
    assert is_command(sentence, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "You might notice the floor."),
        ("en", "If you like, notice the floor."),
        ("en", "Notice the floor, or not."),
        ("en", "Noticing the floor."),
        ("en", "Notice anything?"),
        ("en", "Eyes open or closed."),
        ("en", "Close to the window there is a chair."),
        ("en", "Let down, like a cake that sank."),
        ("de", "Wenn du magst, spüre den Boden."),
        ("de", "Vielleicht spürst du den Boden."),
        ("fr", "Vous pouvez sentir vos pieds."),
        ("fr", "Si vous voulez, sentez vos pieds."),
        ("es", "Si quieres, respira despacio."),
        ("es", "Puedes respirar despacio."),
        ("cs", "Sedni si."),
    ],
)
def test_offers_participles_and_questions_are_no_commands(language: str, sentence: str) -> None:
    assert not is_command(sentence, language)
