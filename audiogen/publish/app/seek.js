import { one, write } from "./dom.js";
import { heardOf, partAt, partsOf, piecesOf, targetOf } from "./parts.js";
import { clock, left, total } from "./time.js";
import { say } from "./words.js";

/**
 * The line of the recording: a range input over a rail with a gap between parts.
 *
 * Dragging shows where it would lead; the sound jumps once the hand lets go.
 *
 * @param {import("./session.js").Page} page
 */
export function seekBar({ first, listening, on, seek }) {
  /** @type {HTMLInputElement} */
  const input = one(first, "[data-seek]");
  const [thumb, chapter, rest] = [".thumb", "[data-chapter]", "[data-left]"].map((each) => one(first, each));
  /** @type {import("./facts.js").Track | null} */
  let track = null;
  /** @type {import("./parts.js").Part[]} */
  let parts = [];
  /** @type {HTMLElement[]} */
  let rail = [];
  let dragging = false;
  let told = "";

  const lay = () => {
    parts = partsOf((track = listening.track));
    input.max = String(track.duration_s);
    for (const old of rail) old.remove();
    const pieces = piecesOf(parts);
    rail = pieces.map(() => document.createElement("i"));
    pieces.forEach(({ start_s, end_s }, index) => rail[index].style.setProperty("--s", String(end_s - start_s)));
    input.before(...rail);
  };

  const show = () => {
    if (track !== listening.track) lay();
    const { duration_s } = listening.track;
    const at_s = dragging ? Number(input.value) : listening.at_s;
    piecesOf(parts).forEach((piece, index) => rail[index].style.setProperty("--to", percent(heardOf(piece, at_s))));
    thumb.style.setProperty("--at", percent(heardOf({ start_s: 0, end_s: duration_s }, at_s)));
    const { title: part } = partAt(parts, at_s);
    const values = { at: clock(at_s), total: total(duration_s), part };
    write(chapter, part);
    write(rest, dragging ? say("position_of", values) : say("left", { time: left(at_s, duration_s) }));
    if (!dragging) input.value = String(at_s);
    // screen readers say each change of what has the focus: there only a jump and a new part are told
    if (input === document.activeElement && !dragging && told === part) return;
    told = part;
    input.setAttribute("aria-valuetext", say(part ? "position_in" : "position_of", values));
  };

  const release = () => { dragging = false; told = "\n"; };
  /** @param {number} to_s */
  const go = (to_s) => { release(); seek(to_s); };
  on(input, "input", () => { dragging = true; show(); });
  // a finger that scrolls the page from here has let go already
  on(input, "change", () => { if (dragging) go(Number(input.value)); });
  for (const name of ["pointercancel", "blur"]) on(input, name, () => { release(); show(); });
  on(input, "keydown", (event) => {
    const to_s = targetOf(event.key, parts, listening.at_s);
    if (to_s === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(to_s);
  });
  return show;
}

/** @param {number} share from 0 to 1 */
function percent(share) {
  return `${(share * 100).toFixed(2)}%`;
}
