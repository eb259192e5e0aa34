"""Reads `words:` of show.yaml: an author's own words in the place of those that the listener's page says by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Final, TypeAlias

from audiogen.names import listed, nearest, quotable
from audiogen.script.page_texts import COUNTED, PageText, Wording, page_texts, values_in
from audiogen.script.yaml.fields import ReadBy, one_line
from audiogen.script.yaml.fitting import LEFT_OUT
from audiogen.script.yaml.nodes import Fault, Fields, KeyValue, Text
from audiogen.script.yaml.written import Form, WrittenAs, texts

Forms: TypeAlias = tuple[tuple[str, str], ...]
"""Texts behind plural categories of CLDR."""
OwnTexts: TypeAlias = tuple[tuple[str, str | Forms], ...]
"""Texts behind their names."""

FORMS: Final = ("zero", "one", "two", "few", "many", "other")
"""The plural categories of CLDR."""
LONGEST: Final = 400
"""In letters."""
_FOR_SOME_NUMBERS: Final = frozenset({"zero", "one", "two"})
"""Forms that may say their number in words."""
_HOW: Final = 'write the name of a text and your words for it below, like "begin: Start"'
_ALL: Final = "docs/page-words.md lists all of them"
_BRACES: Final = re.compile(r"\{\w+\}|[{}]")


def wordings(own: OwnTexts) -> dict[str, Wording]:
    """Texts by their names."""
    return {name: text if isinstance(text, str) else dict(text) for name, text in own}


def _read(pair: KeyValue) -> tuple[list[Any], tuple[Fault, ...]]:
    if not isinstance(pair.value, Fields) or not pair.value.entries:
        return [], (Fault(pair.value.place, f"words: {_HOW}"),)
    faults = tuple(fault for each in pair.value.entries for fault in _faults(each))
    return [] if faults else [[each.key, _written(each)] for each in pair.value.entries], faults


def _written(pair: KeyValue) -> str | list[list[Any]]:
    if isinstance(pair.value, Fields):
        return [[each.key, _written(each)] for each in pair.value.entries]
    text = pair.value.value if isinstance(pair.value, Text) else ""
    # what stands in one line keeps its spaces: some texts stand between others
    return one_line(text) if "\n" in text else text


def _faults(pair: KeyValue) -> Iterator[Fault]:
    text = page_texts().get(pair.key)
    if text is None:
        meant = nearest(pair.key, page_texts())
        hint = f"did you mean {meant}?" if meant else _ALL
        yield Fault(pair.place, f'words: there is no text "{quotable(pair.key)}"; {hint}')
    elif isinstance(pair.value, Fields) and not pair.value.flow:
        yield from _form_faults(text, pair, pair.value)
    else:
        yield from _text_faults(text, pair, frozenset(text.values), text.name)


def _form_faults(text: PageText, pair: KeyValue, forms: Fields) -> Iterator[Fault]:
    if COUNTED not in text.values:
        told = f'words: {text.name}: no number chooses between forms of "{text.example}"; write one text'
        yield Fault(pair.place, told)
        return
    for form in forms.entries:
        if form.key not in FORMS:
            told = f'words: {text.name}: "{quotable(form.key)}" is no form; a form is {", ".join(FORMS)}'
            yield Fault(form.place, told)
            continue
        spoken = frozenset({COUNTED}) if form.key in _FOR_SOME_NUMBERS else frozenset()
        yield from _text_faults(text, form, frozenset(text.values) - spoken, f"{text.name}: {form.key}")
    if forms.entry("other") is None:
        yield Fault(pair.place, f"words: {text.name}: write other, too: the form for all numbers without one")


def _text_faults(text: PageText, pair: KeyValue, needed: frozenset[str], name: str) -> Iterator[Fault]:
    node = pair.value
    if not isinstance(node, Text):
        hint = 'text that begins with { or [ means a list to YAML; put it in "quotes"' if node.flow else _one_text(text)
        yield Fault(node.place, f"words: {name}: {hint}")
    elif not node.value.strip():
        cut = LEFT_OUT if node.comment else f'no words; write some after the colon, in the place of "{text.example}"'
        yield Fault(node.place, f"words: {name}: {cut}")
    elif told := _wrong(text, node, needed):
        yield Fault(node.place, f"words: {name}: {told}")


def _one_text(text: PageText) -> str:
    return f'write one text after the colon, in the place of "{text.example}"'


def _wrong(text: PageText, node: Text, needed: frozenset[str]) -> str:
    """What is wrong with the words themselves; empty where nothing is."""
    found = values_in(node.value)
    if node.comment and node.style == "plain":
        return LEFT_OUT
    if len(node.value) > LONGEST:
        return f"these are {len(node.value)} letters; at most {LONGEST} fit"
    if unknown := next((each for each in found if each not in text.values), None):
        return f"there is no {{{unknown}}} in this text; {_known(text, unknown)}"
    if stray := next((each for each in _BRACES.findall(node.value) if len(each) == 1), None):
        return f'"{stray}" stands alone; {_known(text, "")}'
    missing = [f"{{{each}}}" for each in text.values if each in needed and each not in found]
    return f'{listed(missing)} must stand in it, as in "{text.example}"' if missing else ""


def _known(text: PageText, written: str) -> str:
    if not text.values:
        return f'nothing in braces stands in "{text.example}"'
    meant = nearest(written, text.values)
    return f"did you mean {{{meant}}}?" if meant else f"it has {listed([f'{{{each}}}' for each in text.values])}"


def _form() -> Form:
    return {
        "type": "object",
        "properties": {each.name: _text_form(each) for each in page_texts().values()},
        "additionalProperties": False,
        "minProperties": 1,
    }


def _text_form(text: PageText) -> Form:
    described = {"title": text.name, "description": " ".join(filter(None, (f"“{text.example}”", text.remark)))}
    needed = "".join(rf"(?=[\s\S]*\{{{each}\}})" for each in text.values)
    one = texts("Write your words here, with all that stands in braces.", pattern=needed, longest=LONGEST)
    if COUNTED not in text.values:
        return {**described, **one}
    several = {
        "type": "object",
        "properties": {each: texts("Write your words here.", longest=LONGEST) for each in FORMS},
        "additionalProperties": False,
        "required": ["other"],
    }
    return {**described, "anyOf": [one, several]}


OwnWords = Annotated[OwnTexts, ReadBy(_read), WrittenAs(_form, "words")]
"""Words of the page, by their names."""
