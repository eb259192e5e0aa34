/** @typedef {import("./patience.js").Timers} Timers */

/** A connection on which nothing came for so long is dead. */
const DEAD_MS = 20_000;

/**
 * A sound on its way, to be kept: an answer that fails unless all of it comes.
 *
 * @param {string} address
 * @param {number} size in bytes
 * @param {AbortController} stopping
 * @param {(part: number) => void} progress is told how much has come, from 0 to 1
 * @param {Timers} timers
 */
export async function download(address, size, stopping, progress, timers = globalThis) {
  const dead = () => stopping.abort(new TypeError("nothing comes"));
  let timer = timers.setTimeout(dead, DEAD_MS);
  let came = 0;
  const answer = await fetch(address, { signal: stopping.signal });
  if (!answer.ok || !answer.body) throw new TypeError(`${answer.status}: ${address}`);
  const counted = new TransformStream({
    transform: (chunk, passing) => {
      timers.clearTimeout(timer);
      timer = timers.setTimeout(dead, DEAD_MS);
      came += chunk.byteLength;
      progress(Math.min(came / size, 1));
      passing.enqueue(chunk);
    },
    flush: (passing) => {
      timers.clearTimeout(timer);
      if (came !== size) passing.error(new TypeError(`${came} bytes of ${size}: ${address}`));
    },
  });
  const headers = { "content-type": answer.headers.get("content-type") ?? "", "content-length": String(size) };
  return new Response(answer.body.pipeThrough(counted, { signal: stopping.signal }), { headers });
}
