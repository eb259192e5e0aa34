"""What a session in a language model's words says for safety."""

from __future__ import annotations

from support.articles import article_about

from audiogen.drafting.articles.llm_guards import safety_words


def test_what_cannot_be_told_in_a_language_is_met_with_care_in_any_case() -> None:
    (section,) = article_about("Papierowe łódki na wodzie.").sections
    known, unknown = safety_words(section, "en"), safety_words(section, "pl")
    assert known.spoken == ()
    assert any("forgiv" in sentence for sentence in unknown.spoken)
    assert (len(unknown.spoken), known.foreign, unknown.foreign) == (2, False, True)
