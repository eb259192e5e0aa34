import { momentOf, mostLetters, phasesOf } from "./breath.js";
import { one, write } from "./dom.js";

/**
 * The circle, which breathes with the recording, and what is said of it.
 *
 * It moves with the frames of the screen while it sounds and is seen; else nothing runs.
 *
 * @param {import("./session.js").Page} page
 */
export function stage({ first, listening, app, signal }) {
  const orb = one(first, ".orb");
  const places = ["phase", "count", "beat", "pattern"].map((name) => one(first, `[data-${name}]`));
  /** @type {import("./facts.js").Track | null} */
  let track = null;
  /** @type {import("./breath.js").Phase[]} */
  let phases = [];
  let frame = 0;

  orb.style.setProperty("--letters", String(mostLetters()));
  const draw = () => {
    cancelAnimationFrame(frame);
    if (track !== listening.track) phases = phasesOf((track = listening.track).breaths);
    const moment = listening.isMidway ? momentOf(phases, listening.at_s) : null;
    const moves = moment !== null && listening.state === "playing";
    app.wake.hold(moves && !first.classList.contains("is-dim"));
    first.classList.toggle("is-breathing", moment !== null);
    first.classList.toggle("is-held", moment?.held ?? false);
    if (!moment) return;
    orb.style.setProperty("--in", moment.full.toFixed(4));
    [moment.word, moment.count, moment.breath, moment.pattern].forEach((text, index) => write(places[index], text));
    if (moves && !document.hidden) frame = requestAnimationFrame(draw);
  };
  signal.addEventListener("abort", () => {
    cancelAnimationFrame(frame);
    app.wake.hold(false);
  });
  return draw;
}
