"""The catalogue as a page for people: docs/rules.md is its text, letter for letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from audiogen.rules.catalogue import CraftRule, grouped

_BEGIN: Final = """\
# The craft of guided sessions, as rules

`audiogen check` holds scripts against these rules before a word is spoken, and `audiogen verify` holds finished sound
against those that only ears can judge. What they find keeps no session from being built; errors make `check` leave with
exit code 1. `audiogen rules` lists the rules in the terminal, and `audiogen rules ID` explains one.

A rule that does not hold in your session is silenced by its id, with your reason: on a step, on a `chapter` for all up
to the next one, on a `repeat` or an `include` for all that it holds, in a session, or in `show.yaml` for all sessions.

```yaml
- reflect: Why do the waves come back?
  ignore:
    why-question: It is asked of the sea, and nobody has to answer.
```

This page is made from the same data as the messages: `audiogen rules --markdown > docs/rules.md`.
"""
_JUDGED_BY: Final = {
    ("check",): "Judged by `check`.",
    ("verify",): "Judged by `verify`, in finished sound.",
    ("check", "verify"): "Judged by `check` as far as a script tells, and by `verify` in finished sound.",
}


def rules_page() -> str:
    """The page, in Markdown."""
    return "\n".join((_BEGIN, *_groups()))


def _groups() -> Iterator[str]:
    for group, rules in grouped().items():
        yield f"## {group}\n"
        yield from map(_entry, rules)


def _entry(rule: CraftRule) -> str:
    sources = "; ".join(rule.sources)
    return (
        f"### {rule.id}\n\n"
        f"**{rule.title}** ({rule.severity}). {rule.what}\n\n"
        f"Why: {rule.why}\n\n"
        f"To mend it: {rule.remedy}\n\n"
        f"{judged_by(rule)} Sources: {sources}.\n"
    )


def judged_by(rule: CraftRule) -> str:
    """Which command judges a rule, in a sentence."""
    return _JUDGED_BY[rule.stages]
