import { editionFor } from "./choice.js";
import { editionOf } from "./facts.js";
import { isHeard, placeIn } from "./memory.js";

/** @typedef {import("./facts.js").Session} Session */
/** @typedef {import("./facts.js").Edition} Edition */
/** @typedef {import("./memory.js").Record} Record */
/** @typedef {Edition & {kind: "begin" | "go-on" | "next" | "again", at_s: number}} Offer */

/**
 * What the large button of the show page does.
 *
 * What was left goes on, unless another session was heard to its end since; then the next follows that was not heard.
 * Sounds that the show no longer has count for nothing.
 *
 * @param {Session[]} sessions in the order in which they are meant to be heard; at least one
 * @param {Record} record
 * @returns {Offer}
 */
export function offer(sessions, record) {
  const finished = record.last !== null && record.heard.includes(record.last) && !placed(record, record.last);
  const left = finished ? null : lastLeft(sessions, record);
  return left ?? nextOf(sessions, record);
}

/**
 * @param {Record} record
 * @param {string} guid
 */
function placed(record, guid) {
  return record.places.some(([each]) => each === guid);
}

/**
 * @param {Session[]} sessions
 * @param {Record} record
 * @returns {Offer | null}
 */
function lastLeft(sessions, record) {
  for (const [guid] of [...record.places].reverse()) {
    const edition = editionOf(sessions, guid);
    const at_s = edition ? placeIn(record, edition.track) : 0;
    if (edition && at_s) return { ...edition, kind: "go-on", at_s };
  }
  return null;
}

/**
 * The session behind the one that was heard last, and on from the first once there are no more.
 *
 * @param {Session[]} sessions
 * @param {Record} record
 * @returns {Offer}
 */
function nextOf(sessions, record) {
  const heard = record.heard.map((guid) => editionOf(sessions, guid)?.session).filter((session) => session);
  const last = heard.at(-1);
  const from = last ? sessions.indexOf(last) + 1 : 0;
  const inTurn = [...sessions.slice(from), ...sessions.slice(0, from)];
  const next = inTurn.find((session) => !isHeard(record, session));
  if (!next) return { ...editionFor(sessions[0], record.choices), kind: "again", at_s: 0 };
  return leftIn(next, record) ?? { ...editionFor(next, record.choices), kind: last ? "next" : "begin", at_s: 0 };
}

/**
 * @param {Session} session
 * @param {Record} record
 */
function leftIn(session, record) {
  return lastLeft([session], record);
}
