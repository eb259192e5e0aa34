"""How tags of languages are taken apart."""

import pytest

from audiogen.script.language_tags import base_language, nearest_tags


@pytest.mark.parametrize("tag", ["en-gb", "en_GB", "EN-GB"])
def test_a_tag_holds_however_it_is_written(tag: str) -> None:
    assert nearest_tags(tag) == ("en-gb", "en")
    assert base_language(tag) == "en"


def test_what_is_nearer_stands_first() -> None:
    assert nearest_tags("zh-hans-cn") == ("zh-hans-cn", "zh-hans", "zh")
