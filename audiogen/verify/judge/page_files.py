"""Whether what the page plays is the sound of its episode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from audiogen.errors import MediaError
from audiogen.manifest import PageSound
from audiogen.script.mixes import PageMix
from audiogen.verify.examine import Findings, Skimmed
from audiogen.verify.figure import Figure, Rule

_ADVICE: Final = "Run `audiogen build`: it makes this file again. Until then the page may stop, or play something else."
_RULES: Final[Mapping[PageMix, Rule]] = {
    "full": Rule(
        "page_file_faults", "File", "What the page plays", "", "the sound of this file, to the last sample", _ADVICE
    ),
    "voice": Rule(
        "page_voice_file_faults", "File", "The page, without the bed", "", "as long as this file, to the frame", _ADVICE
    ),
}


def page_figure(page: PageSound, skimmed: Skimmed | MediaError, findings: Findings) -> Figure:
    """The figure of one file that the page plays.

    Args:
        page: what the manifest says of it.
        skimmed: what came out of it; or why nothing did.
        findings: of the file of its episode that is in the same format.
    """
    faults = [skimmed.message] if isinstance(skimmed, MediaError) else list(_faults(page, skimmed, findings))
    rule, shown = _RULES[page.mix], "; ".join(faults) or "just that"
    return rule.figure(len(faults), "fail" if faults else "pass", shown=shown)


def _faults(page: PageSound, skimmed: Skimmed, findings: Findings) -> Iterator[str]:
    off = skimmed.frames - findings.media.frames
    if skimmed.damaged_s:
        yield f"{len(skimmed.damaged_s)} packets of {page.media.file} do not decode"
    elif off:
        yield f"{page.media.file} is {abs(off)} frames too {'long' if off > 0 else 'short'}"
    elif page.mix == "full" and skimmed.sound_sha256 != findings.sound_sha256:
        yield f"{page.media.file} holds another sound"
    elif skimmed.facts.sha256 != page.media.sha256:
        yield f"{page.media.file} is not the file that was built"
