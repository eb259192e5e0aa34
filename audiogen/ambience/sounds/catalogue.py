"""The sounds that come with audiogen, described without making them; each is an entry point in pyproject.toml.

They stand apart from their generators, so that listing sounds and checking scripts loads no numpy.
"""

from __future__ import annotations

from typing import Final

from audiogen.ambience.parts.harmony import KEYS, MODES
from audiogen.ambience.sound import BRIGHTNESS, DISTANCE, INTENSITY, TEMPO, Choice, Range, SoundInfo

RAIN: Final = SoundInfo(
    name="rain",
    title="Steady rain",
    about="A steady rush, drops close by, and the low murmur of rain on the ground.",
    kind="noise",
    generator="audiogen.ambience.sounds.rain:Rain",
    parameters=(
        Range(INTENSITY, "from a drizzle of single drops to a downpour"),
        Range(BRIGHTNESS, "from a dull, soft rush to a clear hiss"),
        Range(DISTANCE, "from drops right beside you to rain across the valley"),
        Choice(
            "surface", "what it falls on: open ground, leaves, or a roof above you", "open", ("open", "leaves", "roof")
        ),
    ),
)

OCEAN: Final = SoundInfo(
    name="ocean",
    title="Ocean waves",
    about="Swells that roll in without a rhythm, break, and run out as foam.",
    kind="noise",
    generator="audiogen.ambience.sounds.ocean:Ocean",
    swells=True,
    parameters=(
        Choice("place", "on the beach, or far away beyond the dunes", "shore", ("shore", "far")),
        Range(INTENSITY, "from a calm day to heavy surf"),
        Range(BRIGHTNESS, "from a deep, soft roar to bright foam"),
        Range(TEMPO, "from a swell in fifteen seconds to one in six"),
        Range("swell", "from an even rush without waves to deep stillness between them"),
    ),
)

NOISE: Final = SoundInfo(
    name="noise",
    title="Brown, pink or white noise",
    about="Broad, even noise with nothing in it to listen to.",
    kind="noise",
    generator="audiogen.ambience.sounds.noise:Noise",
    parameters=(
        Choice("colour", "deep like a waterfall, balanced, or bright like air", "brown", ("brown", "pink", "white")),
        Range(BRIGHTNESS, "from a little darker than its colour to a little brighter"),
    ),
)

RIVER: Final = SoundInfo(
    name="river",
    title="River",
    about="Water that burbles over stones, over a broad and steady rush.",
    kind="noise",
    generator="audiogen.ambience.sounds.river:River",
    parameters=(
        Range(INTENSITY, "from a brook with single bubbles to a broad river"),
        Range(BRIGHTNESS, "from a deep, dull rush to a clear splashing"),
        Range(DISTANCE, "from the stones at your feet to the far side of the meadow"),
    ),
)

WIND: Final = SoundInfo(
    name="wind",
    title="Wind",
    about="Gusts that come and go without a rhythm, with a soft howl where they are strong.",
    kind="noise",
    generator="audiogen.ambience.sounds.wind:Wind",
    swells=True,
    parameters=(
        Range(INTENSITY, "from a breeze that hardly howls to a night when it is good to be inside"),
        Range(BRIGHTNESS, "from a low rush to the rustle of leaves"),
        Range(TEMPO, "from long, slow gusts to short ones"),
    ),
)

FIRE: Final = SoundInfo(
    name="fire",
    title="Fireplace",
    about="A low roar of flames, a soft hiss, and crackles large and small.",
    kind="noise",
    generator="audiogen.ambience.sounds.fire:Fire",
    parameters=(
        Range(INTENSITY, "from embers to a blaze"),
        Range(DISTANCE, "from the hearth in front of you to the other end of the room"),
        Range(TEMPO, "from a crackle now and then to one upon the other"),
    ),
)

THUNDER: Final = SoundInfo(
    name="thunder",
    title="Thunder far away",
    about="Rumbles that roll in slowly from beyond the horizon and die away, over faint, still air.",
    kind="events",
    generator="audiogen.ambience.sounds.thunder:Thunder",
    parameters=(
        Range(INTENSITY, "from rumbles at the edge of hearing to ones that fill the sky"),
        Range(DISTANCE, "from the next valley to beyond the horizon"),
        Range(TEMPO, "from a rumble in two or three minutes to three a minute"),
    ),
    caveat="May startle or distress some listeners: use it only where the title says so.",
)

_KEY: Final = Choice("key", "the note that everything comes home to", "D", KEYS)
_MODE: Final = Choice("mode", "the scale: light, dark, or in between", "major", tuple(MODES))

PAD: Final = SoundInfo(
    name="pad",
    title="Warm pad",
    about="Slow chords of soft voices, with a little air above them.",
    kind="tonal",
    generator="audiogen.ambience.sounds.pad:Pad",
    parameters=(
        _KEY,
        _MODE,
        Range(BRIGHTNESS, "from muffled and dark to open, with air"),
        Range(TEMPO, "from a chord in half a minute to one in eight seconds"),
    ),
)

DRONE: Final = SoundInfo(
    name="drone",
    title="Drone",
    about="One low note held with its fifth and octaves, while overtones beat slowly and drift.",
    kind="tonal",
    generator="audiogen.ambience.sounds.drone:Drone",
    parameters=(
        _KEY,
        Choice("mode", "the colour of the one note that is neither tonic nor fifth", "major", tuple(MODES)),
        Range(BRIGHTNESS, "from a hum to a ring of overtones"),
    ),
)

BOWLS: Final = SoundInfo(
    name="bowls",
    title="Singing bowls",
    about="Singing bowls struck softly, far apart, ringing into one another over a faint shimmer.",
    kind="tonal",
    generator="audiogen.ambience.sounds.bowls:Bowls",
    parameters=(
        _KEY,
        Range(BRIGHTNESS, "from a thick felt mallet to a firm one"),
        Range(TEMPO, "from a strike in nine seconds to one in three"),
    ),
)

NIGHT: Final = SoundInfo(
    name="night",
    title="Night with crickets",
    about="Crickets near and far, each with its own pitch and pace, in the soft air of a still night.",
    kind="events",
    generator="audiogen.ambience.sounds.night:Night",
    parameters=(
        Range(INTENSITY, "from three crickets to a meadow full of them"),
        Range(DISTANCE, "from crickets close by to a shimmer far away"),
        Range(TEMPO, "from the slow chirps of a cool night to the quick ones of a warm night"),
    ),
)

BIRDS: Final = SoundInfo(
    name="birds",
    title="Birds at dawn",
    about="A few birds singing by turns, near and far, in soft morning air.",
    kind="events",
    generator="audiogen.ambience.sounds.birds:Birds",
    parameters=(
        Range(INTENSITY, "from three singers to a chorus"),
        Range(DISTANCE, "from the garden to the far side of a valley"),
        Range(TEMPO, "from long rests between phrases to short ones"),
    ),
)

_SWEEP: Final = (
    Range("carrier", "from a deep hum to a clear tone", 200.0, low=60.0, high=500.0, unit="Hz"),
    Range("to_beat", "the pace that it moves to; 0 keeps to `beat`", 0.0, low=0.0, high=40.0, unit="Hz"),
    Range("sweep", "how long it takes to get there, from the beginning", 10.0, low=1.0, high=120.0, unit="min"),
)
_DISCLAIMER: Final = (
    "No effect on body or mind is promised. Not for listening while driving or working with machines, "
    "and with epilepsy only after asking a doctor."
)

BINAURAL: Final = SoundInfo(
    name="binaural",
    title="Binaural beat",
    about="A tone in each ear, a few hertz apart, over a soft murmur; the beat arises between them.",
    kind="tonal",
    generator="audiogen.ambience.sounds.binaural:Binaural",
    parameters=(Range("beat", "from a slow swaying to a flutter", 6.0, low=1.0, high=40.0, unit="Hz"), *_SWEEP),
    caveat=f"Needs headphones: on loudspeakers the tones only throb. {_DISCLAIMER}",
)

ISOCHRONIC: Final = SoundInfo(
    name="isochronic",
    title="Isochronic tones",
    about="One tone that swells and falls in even pulses, over a soft murmur.",
    kind="tonal",
    generator="audiogen.ambience.sounds.isochronic:Isochronic",
    parameters=(Range("beat", "from a slow swell and fall to a buzz", 6.0, low=1.0, high=40.0, unit="Hz"), *_SWEEP),
    caveat=f"Pulses may tire or irritate: keep them soft. {_DISCLAIMER}",
)
