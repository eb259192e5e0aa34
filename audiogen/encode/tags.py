"""What a media file says about itself, whatever its format: title, date, cover, chapters."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

# ISO 639-1 to 639-2, as pairs of two and three letters
_LANGUAGES: Final = """
aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bibis bmbam bnben botib brbre
bsbos cacat ceche chcha cocos crcre cscze cuchu cvchv cywel dadan deger dvdiv dzdzo eeewe elgre eneng eoepo esspa etest
eubaq faper ffful fifin fjfij fofao frfre fyfry gagle gdgla glglg gngrn guguj gvglv hahau heheb hihin hohmo hrhrv hthat
huhun hyarm hzher iaina idind ieile igibo iiiii ikipk ioido isice itita iuiku jajpn jvjav kageo kgkon kikik kjkua kkkaz
klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor kykir lalat lbltz lglug lilim lnlin lolao ltlit lulub lvlav mgmlg
mhmah mimao mkmac mlmal mnmon mrmar msmay mtmlt mybur nanau nbnob ndnde nenep ngndo nldut nnnno nonor nrnbl nvnav nynya
ococi ojoji omorm orori ososs papan pipli plpol pspus ptpor quque rmroh rnrun rorum rurus rwkin sasan scsrd sdsnd sesme
sgsag sisin skslo slslv smsmo snsna sosom sqalb srsrp ssssw stsot susun svswe swswa tatam tetel tgtgk ththa titir tktuk
tltgl tntsn toton trtur tstso tttat twtwi tytah uguig ukukr ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid yoyor
zazha zhchi zuzul
"""
_ISO_639_2: Final = {pair[:2]: pair[2:] for pair in _LANGUAGES.split()}


@dataclass(frozen=True, slots=True)
class ChapterTag:
    """A part of an episode that players can jump to, from `start_s` up to `end_s`."""

    title: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Tags:
    """What is said of an episode inside its media file; texts that are empty are left out."""

    title: str
    artist: str
    album: str
    """The name of the show."""
    track: int
    """From 1. How many there are is not said: each file would change whenever the show grows."""
    date: dt.date
    language: str
    """BCP 47."""
    comment: str = ""
    genre: str = "Podcast"
    url: str = ""
    """The page of the artist or show."""
    copyright: str = ""
    """Who holds it; the year of `date` is put before."""
    cover_jpeg: bytes | None = None
    chapters: tuple[ChapterTag, ...] = ()
    """In order of time."""


def language_code(language: str) -> str:
    """ISO 639-2 for a BCP 47 tag: `eng` for `en-GB`; `und` for what has no code there."""
    primary = re.split("[-_]", language.lower())[0]
    return primary if re.fullmatch("[a-z]{3}", primary) else _ISO_639_2.get(primary, "und")
