"""Words that stand around figures, by language: what comes before a time or a telephone number, halves, "3 times".

`word_tables` has the words that a single sign or number is read as. Everything here is data: plain words, and where a
field says so, a part of a regular expression.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The words of one language that tell what a figure is."""

    between: str
    """The word before the two ends of a span: "between 5-10" has `and`, not `to`."""
    joined: str
    """The word between them."""
    times: str
    """3x: three times."""
    once: str
    by: str
    """4x4: four by four."""
    ratio: str
    """4:6: four to six."""
    squared: str
    cubed: str
    with_half: str
    """2½: {whole} is the number in words."""
    halves: tuple[str, str]
    """½ before a masculine or neuter word, and before a feminine one."""
    parts: str
    """1/3, 2/3, 1/4 and 3/4, with a comma between."""
    dot: str
    """Between figures that are no decimals: 1.1.1."""
    out_of: str
    """7/10, a mark: seven out of ten."""
    compared: str
    """Before a number: >, <, \u2265 and \u2264, with a comma between."""
    per: str
    """5 min/day: five minutes per day."""
    cents: str
    """A hundredth of a euro or a dollar, in its plural; in front of it what joins it to the whole, with a stroke."""
    dial: str
    """A regular expression: words after which three digits or more are a number to dial."""
    code: str
    """A regular expression: nouns after which three digits or more are a code."""
    number: str
    """A regular expression: nouns after which only long figures are a code, and short ones are numbers."""
    at: str
    """A regular expression: "call us at", "ring oss p\u00e5"."""
    counted: str
    """A regular expression: the word after a figure that is a count, as in "call 300 friends"."""
    o_clock: str = r"(?!)"
    """A regular expression: words after a time that its reading has by itself."""
    before_clock: str = r"(?!)"
    """A regular expression: words before a time that its reading has by itself; they are left out."""
    has_article: str = r"(?!)"
    """A regular expression: the end of a text after which a time needs no article of its own."""
    dotted_clock: str = r"(?!)"
    """A regular expression: words before 8.30 that make it a time."""
    prices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """As written behind a stroke \u2192 as read: $60/hr, 2x/wk."""
    rates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Behind a stroke: 6 breaths/min; as written \u2192 as read."""
    feminine: str = r"(?!)"
    """A regular expression: nouns in their plural that are feminine, where a number before them tells."""
    known: str = r"(?!)"
    """A regular expression: numbers of helplines that are nothing else, even without a word before them."""
    scales: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """As written behind a sum of money \u2192 as read."""


_PLURAL_S: Final = (
    r"(?!(?:dans|sans|mais|plus|nous|vous|puis|d\u00e8s|depuis|lors|mas|nos|antes|pues|depois|tras)\b)\w+[sx]"
)

_GREEK: Final = (
    r"(?!(?:\w*gramas|d\u00edas?|dias|mapas|(?:pro)?blemas|problemas|temas|sistemas|programas|idiomas|climas|planetas|mantras"
    r"|s?\u00edntomas|sintomas|traumas|poemas|dilemas|chakras|asanas|yogas|karmas|dramas|pijamas|m\u00e1s|mas|das|nas|suas"
    r"|elas|ellas|pelas|umas|unas|las|apenas|tras|atr\u00e1s|adem\u00e1s|mientras|antas)\b)"
)
"""Words that end like feminine ones and are none."""

FIGURE_TABLES: Final[Mapping[str, FigureTable]] = {
    "en": FigureTable(
        prices={
            "h": "per hour",
            "hr": "per hour",
            "hrs": "per hour",
            "wk": "per week",
            "mo": "per month",
            "mth": "per month",
            "yr": "per year",
            "d": "per day",
        },
        between="between", joined="and", times="times", once="once", by="by", ratio="to", squared="squared",
        cubed="cubed", with_half="{whole} and a half", halves=("one half", "one half"),
        parts="one third, two thirds, one quarter, three quarters",
        dot="point", out_of="out of", per="per", cents=" /cents",
        compared="more than, less than, at least, at most",
        dial="call(?:s|ed|ing)?|text(?:s|ed|ing)?|dial(?:s|led|ed|ling|ing)?|phone|phoning|ring|ringing|sms|message|whatsapp|tel|telephone|fax|hotline|helpline|lifeline|emergency",
        code="codes?|pin|zip|zip code|passcode|password|passkey|extension|ext",
        number="numbers?|line|id", at="at|on|to|is|number|via|is at",
        counted=r"(?!(?:is|as|this|us|always|unless|perhaps|across|was|has|does|needs|gives|takes|helps|answers|connects"
                r"|opens|listens)\b)\w+s|people|men|women|children|more|of|percent|different|new|other",
        o_clock=r"o'clock", known=r"988|911|13 11 14|13 92 76|1800 RESPECT",
        rates={"min": "minute", "minute": "minute", "sec": "second", "second": "second", "hr": "hour", "hour": "hour",
               "h": "hour", "day": "day", "night": "night", "wk": "week", "week": "week", "month": "month",
               "mo": "month", "yr": "year", "year": "year", "session": "session", "side": "side", "person": "person"},
        scales={"k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million", "bn": "billion",
                "b": "billion", "B": "billion"},
    ),
    "de": FigureTable(
        prices={"h": "pro Stunde", "Std": "pro Stunde", "Wo": "pro Woche", "Mon": "pro Monat", "J": "pro Jahr"},
        between="zwischen", joined="und", times="mal", once="einmal", by="mal", ratio="zu", squared="hoch zwei",
        cubed="hoch drei", with_half="{whole}einhalb", halves=("ein halb", "eine halbe"),
        parts="ein Drittel, zwei Drittel, ein Viertel, drei Viertel",
        dot="Punkt", out_of="von", per="pro", cents=" /Cent",
        compared="mehr als, weniger als, mindestens, h\u00f6chstens",
        dial="ruft?|rufe|rufen|anrufen|w\u00e4hle|w\u00e4hlt|w\u00e4hlen|tel|telefon|telefonnummer|rufnummer|notruf|"
             "notrufnummer|hotline|fax|handy|mobil|sms|krisentelefon|seelsorge|telefonseelsorge",
        code="code|pin|passwort|durchwahl|kennwort|geheimzahl", number="nummer", at="unter|an|auf|die|der|lautet|ist",
        counted=r"(?-i:[A-Z\u00c4\u00d6\u00dc])\w+|mal|verschiedene|neue|weitere|andere",
        o_clock=r"Uhr", known="116 ?117|(?<=\u00d6sterreich: )14[27]|(?<=Schweiz: )14[37]",
        rates={"Min": "Minute", "Min.": "Minute", "min": "Minute", "Minute": "Minute", "Std": "Stunde",
               "Stunde": "Stunde", "Tag": "Tag", "Woche": "Woche", "Monat": "Monat", "Jahr": "Jahr",
               "Person": "Person", "Seite": "Seite"},
        scales={"Mio.": "Millionen", "Mio": "Millionen", "Mrd.": "Milliarden", "Mrd": "Milliarden"},
    ),
    "fr": FigureTable(
        prices={"h": "de l'heure", "sem": "par semaine", "j": "par jour", "an": "par an"},
        between="entre", joined="et", times="fois", once="une fois", by="par", ratio="pour", squared="au carr\u00e9",
        cubed="au cube", with_half="{whole} et demi", halves=("un demi", "une demi"),
        parts="un tiers, deux tiers, un quart, trois quarts",
        dot="point", out_of="sur", per="par", cents=" /centimes",
        compared="plus de, moins de, au moins, au plus",
        dial="appelez|appelle|appeler|faites le|composez|compose|composer|"
             "joignez|t\u00e9l|t\u00e9l\u00e9phone|t\u00e9l\u00e9phonez|fax|"
             "sms|textez|urgences",
        code="code|pin|poste|mot de passe", number="num\u00e9ro|ligne", at="au|le|est|par|aux",
        counted=_PLURAL_S + "|fois", feminine=r"\w+(?:tions|sions|\u00e9es|ances|ences|ures|ettes)"
                 r"|minutes|secondes|heures|fois|personnes"
                 r"|\u00e9tapes|pages"
                 r"|semaines|nuits|femmes|histoires|vagues|phrases|marches|fleurs|mains|voix|lettres"
                 r"|pauses|pratiques|postures",
        known="3114|3919|3018|3020|3977", o_clock=r"h(?:eures?)?(?![\w'])",
    ),
    "es": FigureTable(
        prices={"h": "por hora", "sem": "por semana", "d": "por d\u00eda"},
        between="entre", joined="y", times="veces", once="una vez", by="por", ratio="a", squared="al cuadrado",
        cubed="al cubo", with_half="{whole} y medio", halves=("medio", "media"),
        parts="un tercio, dos tercios, un cuarto, tres cuartos",
        dot="punto", out_of="de", per="por", cents=" con /c\u00e9ntimos",
        compared="m\u00e1s de, menos de, al menos, como m\u00e1ximo",
        dial="llama|llame|llamad|llamen|llamar|marca|marque|marcad|marquen|marcar|tel|tel\u00e9fono|tfno|fax|sms|"
             "emergencias|urgencias",
        code="c\u00f3digo|pin|clave|extensi\u00f3n|contrase\u00f1a", number="n\u00famero|l\u00ednea", at="al|a|el|es",
        feminine=_GREEK + r"(?:\w{2,}as|\w+(?:iones|dades|tades)|veces|manos|noches"
                 r"|partes|clases|fases|frases|mujeres|flores|luces"
                 r"|voces|tardes|paredes|ra\u00edces|im\u00e1genes|nubes|calles|series|fuentes)",
        counted=_PLURAL_S, o_clock=r"h(?:s|oras?)?\b", has_article=r"\b(?:las?|el|los)\s+$",
    ),
    "it": FigureTable(
        prices={
            "h": "all'ora",
            "ora": "all'ora",
            "sett": "alla settimana",
            "settimana": "alla settimana",
            "anno": "all'anno",
        },
        between="tra|fra", joined="e", times="volte", once="una volta", by="per", ratio="a", squared="al quadrato",
        cubed="al cubo", with_half="{whole} e mezzo", halves=("mezzo", "mezza"),
        parts="un terzo, due terzi, un quarto, tre quarti",
        dot="punto", out_of="su", per="al", cents=" e /centesimi",
        compared="pi\u00f9 di, meno di, almeno, al massimo",
        dial="chiama|chiami|chiamate|chiamare|componi|componete|telefona|telefonate|tel|telefono|fax|sms|emergenza|"
             "emergenze",
        code="codice|pin|interno|password", number="numero|linea", at="il|al|lo|allo|\u00e8",
        counted=r"(?!(?:oppure|anche|dove|come|ogni|oggi|prima|quindi|poi|se|che|e)\b)\w{2,}[ie]",
        has_article=r"(?:\b(?:alle|le|dalle|delle|sulle|nelle|ore)\s+|\b(?:all|l|dall|sull)'\s?)$",
        dotted_clock=r"alle|dalle|ore|le", known="19696",
    ),
    "pt": FigureTable(
        prices={"h": "por hora", "sem": "por semana"},
        between="entre", joined="e", times="vezes", once="uma vez", by="por", ratio="para", squared="ao quadrado",
        cubed="ao cubo", with_half="{whole} e meio", halves=("meio", "meia"),
        parts="um ter\u00e7o, dois ter\u00e7os, um quarto, tr\u00eas quartos",
        dot="ponto", out_of="de", per="por", cents=" e /c\u00eantimos",
        compared="mais de, menos de, pelo menos, no m\u00e1ximo",
        dial="ligue|liga|ligar|ligam|disque|discar|telefone|tel|fax|sms|emerg\u00eancia",
        code="c\u00f3digo|pin|senha|ramal", number="n\u00famero|linha", at="para|para o|pelo|ao|o|\u00e9",
        feminine=_GREEK + r"(?:\w{2,}as|\w+(?:\u00e7\u00f5es|s\u00f5es|dades|gens)|\w+\u00e3s|vezes|m\u00e3os|m\u00e3es"
                 r"|noites|partes|fases|frases"
                 r"|mulheres|flores|luzes|vozes|tardes|paredes|ra\u00edzes|nuvens|classes|pontes)",
        known=r"(?<=\bCVV )188|(?<=\bCVV: )188|(?<=\(CVV\) )188",
        counted=_PLURAL_S, o_clock=r"h(?:s|oras?)?\b",
    ),
    "nl": FigureTable(
        prices={"u": "per uur", "h": "per uur", "wk": "per week", "mnd": "per maand"},
        between="tussen", joined="en", times="keer", once="een keer", by="bij", ratio="op", squared="kwadraat",
        cubed="tot de derde", with_half="{whole} en een half", halves=("een half", "een half"),
        parts="een derde, twee derde, een kwart, drie kwart",
        dot="punt", out_of="van de", per="per", cents=" /cent",
        compared="meer dan, minder dan, minstens, hoogstens",
        dial="bel|belt|bellen|draai|tel|telefoon|telefoonnummer|fax|sms|alarmnummer|noodnummer",
        code="code|pincode|pin|toestel|wachtwoord", number="nummer|lijn", at="naar|op|via|is",
        counted=r"(?!(?:als|eens|tijdens|een|dan|en)\b)\w{2,}(?:en|s)|keer",
        o_clock=r"uur|u\b", dotted_clock="om",
    ),
    "sv": FigureTable(
        prices={"h": "per timme", "tim": "per timme", "v": "per vecka", "m\u00e5n": "per m\u00e5nad"},
        between="mellan", joined="och", times="g\u00e5nger", once="en g\u00e5ng", by="g\u00e5nger", ratio="till",
        squared="i kvadrat", cubed="i kubik", with_half="{whole} och en halv", halves=("en halv", "en halv"),
        parts="en tredjedel, tv\u00e5 tredjedelar, en fj\u00e4rdedel, tre fj\u00e4rdedelar",
        dot="punkt", out_of="av", per="per", cents=" och /cent",
        compared="mer \u00e4n, mindre \u00e4n, minst, h\u00f6gst",
        dial="ring|ringa|ringer|sl\u00e5|tel|tfn|telefon|telefonnummer|fax|sms|n\u00f6dnummer",
        code="kod|pinkod|pin|anknytning|l\u00f6senord", number="nummer|linje", at="p\u00e5|till|\u00e4r",
        counted=r"(?!(?:eller|efter|n\u00e4r)\b)\w{2,}(?:er|or|ar)|personer|v\u00e4nner|g\u00e5nger|gr\u00e4nser",
        known="90101|90 101", before_clock=r"(?:kl\.?|klockan)", dotted_clock=r"kl\.?|klockan",
    ),
    "da": FigureTable(
        prices={"h": "per time", "t": "per time", "md": "per m\u00e5ned"},
        between="mellem", joined="og", times="gange", once="en gang", by="gange", ratio="til", squared="i anden",
        cubed="i tredje", with_half="{whole} og en halv", halves=("en halv", "en halv"),
        parts="en tredjedel, to tredjedele, en fjerdedel, tre fjerdedele",
        dot="punktum", out_of="ud af", per="per", cents=" og /cent",
        compared="mere end, mindre end, mindst, h\u00f8jst",
        dial="ring|ringe|ringer|tast|tlf|tel|telefon|telefonnummer|fax|sms|n\u00f8dnummer|alarm",
        code="kode|pinkode|pin|lokal|adgangskode", number="nummer|linje", at="til|p\u00e5|er",
        counted=r"(?!(?:eller|efter|n\u00e5r)\b)\w{2,}(?:er)|mennesker|venner|gange|gang",
        before_clock=r"(?:kl\.?|klokken)", dotted_clock=r"kl\.?|klokken",
    ),
}  # fmt: skip
"""By the first part of a BCP 47 tag."""
