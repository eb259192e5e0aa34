"""Scripts and shows as authors may write them, for tests with hypothesis: every key, and texts of every kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

from hypothesis import reject
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from audiogen.script.bed import BedChoice, ChapterBed, LayerChoice, Setting
from audiogen.script.blocks import Include, Repeat, Scan, ScanPlace, Written
from audiogen.script.breath import PATTERNS, CycleRange, parse_pattern
from audiogen.script.directory import Funding, License, Location, known_licences
from audiogen.script.disclosure import DisclosureChoice
from audiogen.script.helplines import Helpline
from audiogen.script.levels import Levels
from audiogen.script.media import FORMAT_NAMES, MediaChoice
from audiogen.script.model import Notes, Origin, Script, Show, Title
from audiogen.script.notation.mistakes import checked
from audiogen.script.only import parse_condition
from audiogen.script.own_words import LONGEST
from audiogen.script.people import LONGEST_SHOWN, Person, roles_by_group
from audiogen.script.scanning import scanned
from audiogen.script.step_values import Spoken
from audiogen.script.steps import Bell, Breathe, Chapter, Clip, NaturalBreath, Pause, Reflect, Say
from audiogen.script.voice import VoiceChoice
from audiogen.script.yaml.fields import FilePath, Line, Model, Prose, Span, Wanted, WantedLine, one_line

KEYS_OF: Final = defaultdict[type[Model], set[str]](set)
"""The fields of each model that are tried."""

PART: Final = "parts/two words: #2.yaml"
"""The file that is included; it has these variables."""
VARIABLES: Final = ("name", "place", "größe")

_Built = TypeVar("_Built", bound=Model)
_Fields: TypeAlias = Mapping[str, st.SearchStrategy[Any]]

_PLAIN: Final = ("Welcome", "Rest", "now", "and then", "let it go", "in", "your own time", "a hand", "on the belly")
_ODD: Final = (
    *(
        "yes",
        "no",
        "off",
        "null",
        "~",
        "1984",
        "-5",
        "+3",
        "0x1f",
        "1:30",
        "2026-11-02",
        "1_000",
        "=",
        "<<",
        "---",
        "...",
    ),
    *("a: b", "say:", "- now", "-", "?", "#one", "two #three", "&", "!now", "%", "@home", "`", "|", ">", ",", "it's"),
    *(
        '"so"',
        '"so" it\'s',
        "\\{name\\}",
        "*now*",
        "{name}",
        "{place or the room}",
        "[pause 2s]",
        "[Ananda](ah-NAHN-dah)",
        "\\*",
        "a\\nb",
        "\\ n",
    ),
    *(
        "[a, b]",
        "{a: b}",
        "…",
        "“so”",
        "«so»",
        "naïve",
        "å",
        "日本語",
        "שלום",
        "🧘‍♀️",
        "x" * 130,
        "so\u00a0far",
        "\u3000",
    ),
    " ".join(_PLAIN) * 3,
)
_BETWEEN: Final = (" ",) * 8 + ("\n", "\n", "\n\n", "  ", "\n  ", " \n", "\t", ": ", " # ", "\u2028", "\x85", "\ufeff")
_EDGES: Final = ("",) * 6 + ("\n", "\n", "\n\n", " ", "\t", "  \n", "\n ")
# what can be typed: no characters of control, no halves, no line ends that editors do not show
_TYPED: Final = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff")
_WORDS: Final = st.one_of(st.sampled_from(_PLAIN), st.sampled_from(_ODD), st.text(_TYPED, min_size=1, max_size=6))
_ENGLISH: Final = st.lists(st.sampled_from(_PLAIN), min_size=1, max_size=40).map(" ".join)


@st.composite
def _odd_texts(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(_EDGES)) + draw(_WORDS)
    for word in draw(st.lists(_WORDS, max_size=8)):
        text += draw(st.sampled_from(_BETWEEN)) + word
    return text + draw(st.sampled_from(_EDGES))


@st.composite
def _thoughts(draw: st.DrawFn) -> str:
    """Texts as most are: lines of words, some of them long, perhaps in paragraphs."""
    return "".join(line + draw(st.sampled_from(("\n", "\n", "\n\n"))) for line in draw(st.lists(_ENGLISH, min_size=1)))


TEXTS: Final = st.one_of(_ENGLISH, _thoughts().map(lambda text: f"{text.rstrip()}\n"), _odd_texts())
"""Of one line or of several, as people write them and as nobody does."""


def _of(annotation: Any) -> st.SearchStrategy[Any]:
    """Texts that a field of this type takes, as it keeps them."""
    adapter = TypeAdapter(annotation)

    def taken(text: str) -> Any:
        try:
            return adapter.validate_python(text)
        except ValidationError:
            return None

    return TEXTS.map(taken).filter(lambda value: value is not None)


def _built(model: type[_Built], fields: _Fields, **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[_Built]:
    """A model with these fields, and any of the optional ones."""
    return _built_on(model, st.fixed_dictionaries(dict(fields)), [*fields], **optional)


def _built_on(
    model: type[_Built], begun: st.SearchStrategy[dict[str, Any]], keys: Sequence[str], **optional: Any
) -> st.SearchStrategy[_Built]:
    """A model with some of these keys as they are begun, and any of the optional ones."""
    KEYS_OF[model] |= {*keys, *optional}

    others = st.fixed_dictionaries({}, optional=optional)

    # hypothesis writes out all that a strategy is made of, but for what is drawn in a function
    @st.composite
    def built(draw: st.DrawFn) -> _Built:
        try:
            return model(**draw(begun), **draw(others))
        except ValidationError:
            reject()

    return built()


def _several(values: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, min_size=1, max_size=most).map(tuple)


def _lengths(least: float = 0.001) -> st.SearchStrategy[float]:
    whole = st.integers(max(1, int(least)), 7200).map(float)
    return whole | st.floats(least, 86_400.0) | st.floats(least, 600.0).map(lambda length_s: round(length_s, 2))


_SILENCES: Final = st.tuples(_lengths(), st.booleans(), _lengths()).map(
    lambda drawn: Span(min(drawn[0], drawn[2]), min(drawn[0], drawn[2]), max(drawn[0], drawn[2] if drawn[1] else 0.0))
)
_CYCLES: Final = st.tuples(st.integers(1, 200), st.integers(1, 200)).map(sorted)
_LEVELS: Final = st.integers(-40, 0).map(float) | st.floats(-40, 0).map(lambda level_db: round(level_db, 3))
_LANGUAGES: Final = st.sampled_from(("en", "en-gb", "de", "fr", "es"))


# fitting refuses curly quotes around a value, and the paths of Windows
def _is_no_curly_or_path(text: str) -> bool:
    return text[0] not in "“‘«»’”„‚" and text[1:2] != ":"  # noqa: RUF001 - these are the signs


_NAMES: Final = _of(Prose).filter(_is_no_curly_or_path)
_PATHS: Final = _of(FilePath).filter(_is_no_curly_or_path)
_ONLY: Final = _several(
    st.sampled_from(("clients", "public", "clients with practice", "clients without größe")).map(parse_condition)
    | st.tuples(st.sampled_from(("{:f}s", "up to {:f}s", "{:f}s and longer")), _lengths()).map(
        lambda drawn: parse_condition(drawn[0].format(drawn[1]))
    )
)
_IGNORED: Final = st.dictionaries(
    st.sampled_from(("why-question", "length", "announced-length")),
    TEXTS.map(lambda text: " ".join(text.split())).filter(bool),
    min_size=1,
).map(lambda ignored: tuple(ignored.items()))
_SOUNDING: Final = st.tuples(
    _NAMES | st.sampled_from(("rain", "off", "pad")),
    st.dictionaries(
        st.sampled_from(("key", "brightness", "größe", "on", "2", "a: b", "- x")),
        TEXTS.filter(_is_no_curly_or_path) | st.just("0.3"),
    ),
).map(
    lambda drawn: (
        {"sound": drawn[0]} | ({"settings": tuple(Setting(*each) for each in drawn[1].items())} if drawn[1] else {})
    )
)
_FILE: Final = _PATHS.map(lambda path: {"file": path})
_LAYERS: Final = _built_on(
    LayerChoice,
    _SOUNDING.filter(lambda chosen: chosen["sound"] != "off") | _FILE,
    ("sound", "file", "settings"),
    gain=_LEVELS,
    pan=st.floats(-1, 1).map(lambda pan: round(pan, 6)),
)
_SCENES: Final = st.one_of(_SOUNDING, _FILE, _several(_LAYERS).map(lambda layers: {"layers": layers}), st.just({}))
_OF_SCENES: Final = ("sound", "file", "settings", "layers")

VOICES: Final = _built(
    VoiceChoice,
    {},
    name=_several(_NAMES | st.just("heart")),
    wpm=st.integers(60, 220).map(float) | st.floats(60, 220),
    sentence_gap=_SILENCES,
    line_gap=_SILENCES,
    paragraph_gap=_SILENCES,
    prosody=st.booleans(),
)
BEDS: Final = _built_on(
    BedChoice,
    _SCENES,
    _OF_SCENES,
    under_speech=_LEVELS,
    in_pauses=_LEVELS,
    fade_in=_lengths(),
    fade_out=_lengths(),
)
CHAPTER_BEDS: Final = _built_on(ChapterBed, _SCENES, _OF_SCENES, crossfade=_lengths())
NOTES: Final = _built(Notes, {}, content=_of(Wanted), care=_of(Wanted))
_NUMBERS: Final = st.sampled_from(("112", "116 123", "0800 111 0 111", "+49 89 123456", "(0)1-23/4.5"))
_HELPLINE: Final = {"name": _of(Line).filter(lambda name: _is_no_curly_or_path(name) and len(name) <= 80)}
_NOTE: Final = _of(WantedLine).filter(lambda note: len(note) <= 120)
HELPLINES: Final = _built(Helpline, {**_HELPLINE, "call": _NUMBERS}, note=_NOTE) | _built(
    Helpline, {**_HELPLINE, "text": _NUMBERS | _NUMBERS.map("HOME to {}".format)}, note=_NOTE
)


def _shown(annotation: Any) -> st.SearchStrategy[Any]:
    return _of(annotation).filter(lambda text: len(text) <= LONGEST_SHOWN)


_LINKS: Final = st.sampled_from(
    ("https://example.org", "https://example.org/about?of=us#here", "http://b\u00fccher.example/a")
)
_PLACED: Final = [(group, role) for group, roles in roles_by_group().items() for role in roles]
PEOPLE: Final = _built(
    Person,
    {"name": _shown(Line), "role": st.sampled_from(_PLACED).map(lambda placed: placed[1])},
    link=_LINKS,
    image=_LINKS,
) | _built_on(
    Person,
    st.tuples(_shown(Line), st.sampled_from(_PLACED)).map(
        lambda drawn: {"name": drawn[0], "group": drawn[1][0], "role": drawn[1][1]}
    ),
    ["name", "group", "role"],
)
_SEVERAL_PEOPLE: Final = _several(PEOPLE)
LOCATIONS: Final = _built(
    Location,
    {"name": _shown(WantedLine)},
    geo=st.sampled_from(("geo:38.72,-9.14", "geo:-1,0.5")),
    osm=st.sampled_from(("R5400890", "N1#2")),
    country=st.sampled_from(("PT", "NO")),
)
LICENCES: Final = _built(License, {"name": st.sampled_from([*known_licences()])}, link=_LINKS) | _built(
    License, {"name": _shown(WantedLine), "link": _LINKS}
)
FUNDING: Final = _several(_built(Funding, {"link": _LINKS, "text": _shown(Line)}))
LEVELS: Final = _built(
    Levels,
    {},
    target=st.sampled_from(("podcast", "streaming", "audiobook", "broadcast", "sleep")),
    anchor=st.sampled_from(("programme", "speech")),
    breath=_LEVELS,
    bell=_LEVELS,
    loudness=st.integers(-31, -9).map(float),
    true_peak=st.floats(-9, -0.5).map(lambda level_db: round(level_db, 1)),
)

_SPOKEN: Final = _of(Spoken)
_SPEAKER: Final = {"voice": VOICES, "language": _LANGUAGES, "only": _ONLY, "ignore": _IGNORED}
_GRID: Final = {"bell_every": _lengths(10.0), "only": _ONLY, "ignore": _IGNORED}
DISCLOSURES: Final = _built(
    DisclosureChoice, {}, at=st.sampled_from(("start", "end", "off")), text=_SPOKEN.filter(lambda text: len(text) < 300)
)
_PATTERNS: Final = st.sampled_from((*PATTERNS, "4-6", "4-0-6-2", "3-1.5-5", "4.25-7", "4-4-4-5")).map(parse_pattern)
_STEPS: Final = (
    _built(Say, {"say": _SPOKEN}, **_SPEAKER),
    _built(Clip, {"clip": _PATHS, "text": _of(Prose)}, length=_lengths(), only=_ONLY, ignore=_IGNORED),
    _built(Pause, {"pause": _SILENCES}, **_GRID)
    | _built(Pause, {"pause": st.just("fill"), "min": st.just(5.5), "max": _lengths(6.0)}, **_GRID),
    _built(
        Breathe,
        {"breathe": _PATTERNS, "cycles": st.integers(1, 200) | _CYCLES.map(lambda drawn: CycleRange(*drawn))},
        cues=_several(st.sampled_from(("count", "words", "last", "air", "tone", "swell")), 40),
        sound=st.sampled_from(("air", "tone", "swell")),
        lead_in=_SILENCES,
        settle=_SILENCES,
        to=_PATTERNS,
        **_GRID,
    ),
    _built(NaturalBreath, {"breathe": st.just("natural"), "time": _SILENCES}, **_GRID),
    _built(Reflect, {"reflect": _SPOKEN}, silence=_SILENCES, halfway=_SPOKEN, **_SPEAKER, bell_every=_lengths(10.0))
    | _built(Reflect, {"reflect": _SPOKEN, "again": _SPOKEN}, again_silence=_SILENCES),
    _built(
        Bell,
        {"bell": st.sampled_from(("start", "interval", "end"))},
        ring=_SILENCES,
        bowl=st.sampled_from(("small", "medium", "large", "chime")),
        softness=st.floats(0, 1).map(lambda softness: round(softness, 6)),
        only=_ONLY,
        ignore=_IGNORED,
    ),
    _built(Chapter, {"chapter": _of(Line)}, bed=CHAPTER_BEDS, **_GRID),
)
"""Every kind of plain step."""
_PLAIN_STEPS: Final = st.one_of(*_STEPS)
INCLUDES: Final = _built(
    Include,
    {"include": st.just(PART)},
    values=st.dictionaries(st.sampled_from(VARIABLES), _SPOKEN.map(str.strip), min_size=1).map(
        lambda values: tuple(values.items())
    ),
    only=_ONLY,
    ignore=_IGNORED,
)


SCAN_PLACES: Final = _built(ScanPlace, {"place": _SPOKEN.map(one_line)}, silence=_SILENCES, words=_SPOKEN)


def _is_spoken(scan: Scan) -> bool:
    """Whether what is said at each place can be read: a place may bring half of a pair of brackets."""
    try:
        return all(checked(say.say) for say, _ in scanned(scan))
    except ValueError:
        return False


SCANS: Final = _built(
    Scan,
    {"scan": _several(SCAN_PLACES)},
    silence=_SILENCES,
    words=_several(st.sampled_from(("{place}.", "Resting with {place}.", "{place} now, {name or friend}.\nAs it is."))),
    **_SPEAKER,
).filter(_is_spoken)


def _repeats(steps: st.SearchStrategy[Written]) -> st.SearchStrategy[Repeat]:
    return _built(Repeat, {"repeat": st.integers(1, 20), "steps": _several(steps)}, only=_ONLY, ignore=_IGNORED)


_LINES: Final = _PLAIN_STEPS | INCLUDES | SCANS
_WRITTEN_STEPS: Final = st.one_of(_PLAIN_STEPS, _PLAIN_STEPS, INCLUDES, SCANS, _repeats(_LINES | _repeats(_LINES)))


SCRIPTS: Final = _built(
    Script,
    {
        "slug": st.sampled_from(("01-arriving", "first-light", "2026")),
        "origin": st.just(Origin(Path("scripts/01-arriving.yaml"), 1, ())),
        "title": _of(Title),
        "summary": _of(Prose),
        "steps": _several(_WRITTEN_STEPS, 4),
    },
    section=_of(WantedLine),
    target=_lengths(),
    lengths=_several(_lengths()),
    audience=st.sampled_from(("all", "clients")),
    kind=st.sampled_from(("full", "trailer", "bonus")),
    season=st.integers(1, 999),
    people=_SEVERAL_PEOPLE,
    location=LOCATIONS,
    unlisted=st.booleans(),
    sleep=st.booleans(),
    date=st.dates(),
    language=_LANGUAGES,
    voice=VOICES,
    disclosure=DISCLOSURES,
    bed=BEDS,
    notes=NOTES,
    ignore=_IGNORED,
)
_FORMS: Final = (("one", "one second"), ("few", "a few: {n}"), ("other", "{n} seconds"))
_OWN_WORDS: Final = st.fixed_dictionaries(
    {},
    optional={
        "begin": _of(Line).filter(lambda text: len(text) <= LONGEST and not {*text} & {*"{}"}),
        "go_on": st.sampled_from(("{time} to go", "On: {time}", "- {time} #1")),
        "between": st.sampled_from((", ", " / ", "\u3001")),
        "off": st.sampled_from(("off", "no", "1984")),
        "begins_in": st.sampled_from((_FORMS, _FORMS[2:], "{n} s")),
    },
).map(lambda words: tuple(words.items()))

SHOWS: Final = _built(
    Show,
    {"title": _of(Title), "author": _of(Line), "description": _of(Prose)},
    email=st.just("you@example.org"),
    language=_LANGUAGES,
    base_url=st.just("https://example.org/podcast"),
    clients_url=st.just("https://example.org/clients"),
    publish=st.sampled_from(["../website/podcast", "sftp://you@example.org/podcast"]),
    publish_clients=st.just("s3://clients"),
    link=st.just("https://example.org"),
    cover=_PATHS,
    category=st.sampled_from(("Education > Self-Improvement", "Arts")),
    explicit=st.booleans(),
    order=st.sampled_from(("serial", "episodic")),
    medium=st.sampled_from(("podcast", "course", "audiobook", "music")),
    seasons=_several(_shown(WantedLine)),
    people=_SEVERAL_PEOPLE,
    location=LOCATIONS,
    license=LICENCES,
    funding=FUNDING,
    copyright=_of(WantedLine),
    voice=VOICES,
    disclosure=DISCLOSURES,
    bed=BEDS,
    levels=LEVELS,
    formats=st.lists(st.sampled_from(FORMAT_NAMES), min_size=1, unique=True).map(
        lambda names: tuple(MediaChoice(name, 192 if name in {"mp3", "m4a"} else None) for name in names)
    ),
    stems=st.booleans(),
    mixes=st.sampled_from((("full",), ("full", "voice"))),
    notes=NOTES,
    ignore=_IGNORED,
    words=_OWN_WORDS,
    lengths_in_feed=st.booleans(),
    helplines=st.lists(HELPLINES, min_size=1, max_size=3, unique_by=lambda each: each.address).map(tuple),
    retired=_several(st.sampled_from(("04-old", "2026", "no"))),
)
