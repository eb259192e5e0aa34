"""Web pages: what a reader sees of them, and what of that belongs to the page rather than to its text."""

from __future__ import annotations

import pytest

from audiogen.documents.html import read_html
from audiogen.documents.manuscript import TextRun
from audiogen.documents.markdown import read_markdown

TEXT = "<h1>Gardens</h1><p>Most of them begin with a bare piece of earth.</p><p>Clay keeps the water, and the cold.</p>"


def read(html: str) -> list[str]:
    return [passage.text for passage in read_html(html).passages if not passage.reason]


def left_out(html: str) -> dict[str, str]:
    return {passage.text: passage.reason for passage in read_html(html).passages if passage.reason}


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<nav>X</nav>", "the navigation of the web page"),
        ("<header>X</header>", "the header of the web page"),
        ("<footer>X</footer>", "the footer of the web page"),
        ("<div role=contentinfo>X</div>", "the footer of the web page"),
        ('<div title="footer">X</div>', "the footer of the web page"),
        ("<aside>X</aside>", "beside the text of the web page"),
        ("<button>X</button>", "a button of the web page"),
        ("<input type=submit value=X>", "a button of the web page"),
        ("<form><label>X</label></form>", "a form of the web page"),
        ("<noscript>X</noscript>", "for browsers without scripts"),
        ('<div id="cookie-banner">X</div>', "a notice about cookies"),
        ('<ul class="socialShareList"><li>X</ul>', "a button for sharing"),
        ('<section id="comments">X</section>', "comments on the text"),
        ('<div class="related_posts">X</div>', "links to other texts"),
        ('<p class="MsoFooter">X</p>', "the footer of the web page"),
        ("<p hidden>X</p>", "hidden text"),
        ('<p style="display: none">X</p>', "hidden text"),
        ("<style>.u{display:none}</style><p class=u>X</p>", "hidden text"),
        ("<p><del>X</del></p>", "deleted text"),
        ("<p hidden><button>X</button></p>", "hidden text"),
    ],
)
def test_parts_of_the_page_are_left_out_with_a_reason(html: str, reason: str) -> None:
    assert left_out(TEXT + html) == {"X": reason}
    assert read(TEXT + html)[1:] == read(TEXT)[1:]


def test_scripts_styles_and_comments_are_nothing_that_anybody_sees() -> None:
    unseen = "<script>x()</script><style>p{}</style><!-- x --><template>x</template><title>Gardens</title>"
    assert read_html(unseen + TEXT).passages == read_html(TEXT).passages
    assert read_html(unseen + TEXT).title == "Gardens"


def test_where_a_page_names_its_article_the_rest_is_left_out() -> None:
    page = f"<div>Above</div><main><article><header><h1>A title</h1></header>{TEXT}</article><div>Beside</div></main>"
    assert read(page) == ["A title", *read(TEXT)]
    assert set(left_out(page).values()) == {"outside the article of the web page"}


def test_a_class_never_takes_the_text_itself_away() -> None:
    page = f'<div class="with-sidebar comments-open">{TEXT}</div>'
    assert read(page) == read(TEXT)


def test_the_only_title_is_read_even_in_the_header_of_the_page() -> None:
    assert read("<header><a>A Site</a><h1>Gardens</h1></header><p>Most of them.</p>") == ["Gardens", "Most of them."]


def test_letters_look_as_elements_and_style_sheets_say() -> None:
    sheet = "<style><!-- .b {font-weight:700; font-size: 20pt} p.i { font-style: italic } --></style>"
    [passage] = read_html(
        f"{sheet}<p class=i><span class=b>Bold</span> slant <em style='font-style:normal'>no</em></p>"
    ).passages
    assert passage.runs == (TextRun("Bold", italic=True, bold=True), TextRun(" slant ", italic=True), TextRun("no"))


def test_line_ends_are_those_of_the_author() -> None:
    assert read("<p>Sit\ndown.<br>Rest  here.<br></p>") == ["Sit down.\nRest here."]
    assert read("one<br><br>two<pre>a\nb</pre>three") == ["one", "two", "a\nb", "three"]


def test_lists_and_tables_are_read_in_order() -> None:
    page = read_html("<ul><li>one<ul><li>two</ul><li><p>three</p><p>more</p></ul><table><tr><td>a<td>b</table>")
    assert [(passage.text, passage.kind) for passage in page.passages] == [
        ("one", "item"),
        ("two", "item"),
        ("three", "item"),
        ("more", "paragraph"),
        ("a", "paragraph"),
        ("b", "paragraph"),
    ]


def test_markdown_is_read_at_its_lines() -> None:
    text = "# Gardens\n\nSit *down*.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n"
    assert [(passage.line, passage.kind, passage.text) for passage in read_markdown(text, tags=True).passages] == [
        (1, "heading", "Gardens"),
        (3, "paragraph", "Sit down."),
        (5, "item", "one"),
        (6, "item", "two"),
        (8, "paragraph", "a"),
        (8, "paragraph", "b"),
        (10, "paragraph", "c"),
        (10, "paragraph", "d"),
    ]


def test_what_is_no_address_in_markdown_is_said_and_an_address_is_left_out() -> None:
    spoken = read_markdown("[Anna]: Yes\n\nNo.", tags=True).passages
    assert [passage.text for passage in spoken] == ["[Anna]: Yes", "No."]
    [said, address] = read_markdown("A [link][1].\n\n[1]: https://example.org\n", tags=True).passages
    assert (said.text, said.reason) == ("A link.", "")
    assert (address.text, address.line, address.reason) == ("1: https://example.org", 3, "the address of a link")


def test_no_word_is_lost_in_quotes_within_quotes() -> None:
    assert [passage.text.split()[-1] for passage in read_markdown("> " * 300 + "word", tags=True).passages] == ["word"]


def test_the_mark_of_a_note_is_no_part_of_a_word() -> None:
    page = "<p>water<sup><a href=#n>1</a></sup>, sand<a href=#m><sup>[2]</sup></a></p>"
    assert (read(page), left_out(page)) == (["water, sand"], {"1[2]": "the mark of a note"})


def test_what_stands_between_angle_brackets_and_is_no_tag_is_read() -> None:
    text = "Rest <pause> a <b>little</b>.<br>\n\n<pause>\n\n# <long pause>\n"
    (first, *others) = read_markdown(text, tags=True).passages
    assert first.text.split() == ["Rest", "<pause>", "a", "little."]
    assert [(passage.text, passage.line) for passage in others] == [("<pause>", 3), ("<long pause>", 5)]


def test_a_text_that_is_not_called_markdown_has_no_tags() -> None:
    assert [passage.text for passage in read_markdown("A <b>c</b>.", tags=False).passages] == ["A <b>c</b>."]
