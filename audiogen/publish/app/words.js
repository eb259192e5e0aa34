/**
 * Every string that scripts put on the page, and how numbers are written.
 *
 * A text with `{name}` takes a value in its place. A text in several forms is chosen by its value `n`.
 */
const ENGLISH = Object.freeze({
  // the large button, and what stands under it
  begin: "Begin",
  goOn: "Go on, {time} left",
  next: "Next: {number}",
  again: "Hear it again",
  playingNow: "Playing",
  sentence: "{text}.",
  titleAndLength: "{title}, {length}.",
  stoppedIn: "You stopped in “{part}”.",
  // rows
  minutes: "{n} min",
  left: "{time} left",
  // the session page
  playTitle: "Play {title}",
  pauseTitle: "Pause {title}",
  positionOf: "{at} of {total}",
  positionIn: "{at} of {total}, {part}",
  playFrom: "Play from {time}",
  beginsIn: { one: "Begins in {n} second.", other: "Begins in {n} seconds." },
  loading: "Loading. It goes on by itself.",
  slow: "The connection is slow. Go on later, if you like.",
  broken: "The sound stopped at {time}. Your place is kept.",
  brokenAtStart: "The sound does not start. Try again later.",
  thatWasIt: "That was it.",
  stay: "Stay as long as you like.",
  // breathing; a word in the circle has at most six letters
  in: "In",
  hold: "Hold",
  out: "Out",
  rest: "Rest",
  natural: "",
  breathOf: "Breath {n} of {of}",
  asYouLike: "Breathe as you like",
  // parts of a pattern, put together by `between`; the first letter is made large
  inFor: "in for {n}",
  holdFor: "hold for {n}",
  outFor: "out for {n}",
  restFor: "rest for {n}",
  between: ", ",
  // choices
  choices: "How it plays",
  choiceOf: "{name}: {value}",
  length: "Length",
  sound: "Sound",
  withBed: "With {bed}",
  full: "With sound",
  voice: "Voice only",
  sleepTimer: "Sleep timer",
  noTimer: "No timer",
  afterPart: "After this part",
  moreChoices: "More",
  more: "More: start later, speed, vibration",
  moreStill: "More: start later, speed",
  start: "Start",
  atOnce: "At once",
  inSeconds: "In {n} s",
  speed: "Speed",
  times: "{n}×",
  vibration: "Vibration with the breath",
  off: "Off",
  on: "On",
  // help now
  pausedForHelp: "The session is paused. It will keep your place.",
  backToSession: "Back to the session",
  goBack: "Back",
  // the small player, and what is said at the window's edge
  pageAway: "That page does not load now. The sound goes on.",
  copied: "The address is copied.",
});

const LANGUAGE = "en";
const plural = new Intl.PluralRules(LANGUAGE);
const [one, two] = [1, 2].map((minimumIntegerDigits) => (
  new Intl.NumberFormat(LANGUAGE, { minimumIntegerDigits, useGrouping: false, maximumFractionDigits: 1 })
));

/**
 * A number in the digits of the language, with one decimal at most.
 *
 * @param {number} value
 * @param {1 | 2} digits so many at least before the decimals
 */
export function number(value, digits = 1) { return (digits === 2 ? two : one).format(value); }

/** @typedef {keyof typeof ENGLISH} Word */

/**
 * @param {Word} word
 * @param {{[name: string]: string | number}} values numbers are written in the digits of the language
 */
export function say(word, values = {}) {
  const entry = ENGLISH[word];
  const text = typeof entry === "string" ? entry : entry[plural.select(Number(values.n)) === "one" ? "one" : "other"];
  return text.replace(/\{(\w+)\}/g, (place, name) => {
    const value = values[name] ?? place;
    return typeof value === "number" ? number(value) : value;
  });
}

/** @param {string} text a sentence of which the words begin small */
export function beginLarge(text) { return text.slice(0, 1).toLocaleUpperCase(LANGUAGE) + text.slice(1); }
