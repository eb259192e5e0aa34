const PROGRAM = "sw.js";
/** Browsers may end a worker whom they asked something. */
const ANSWER_MS = 5_000;

/**
 * Lets the worker of a show answer for its pages from now on.
 *
 * @param {string} scope the address of the show's folder
 */
export async function register(scope) {
  await navigator.serviceWorker.register(scope + PROGRAM, { scope, updateViaCache: "none" });
  await navigator.serviceWorker.ready;
}

/** @param {string} scope the address of the show's folder */
export async function unregister(scope) {
  const worker = await navigator.serviceWorker.getRegistration(scope);
  // that of a show above this one answers where this one has none
  if (worker?.scope === scope) await worker.unregister();
}

/**
 * Whether no other window shows pages of the show, which may need what is taken away.
 *
 * @param {string} scope the address of the show's folder
 */
export async function isOnlyWindow(scope) {
  const { controller } = navigator.serviceWorker;
  if (controller?.scriptURL !== scope + PROGRAM) return false;
  const { port1, port2 } = new MessageChannel();
  const windows = new Promise((settle) => {
    port1.onmessage = ({ data }) => settle(data);
    setTimeout(settle, ANSWER_MS);
  });
  controller.postMessage("windows", [port2]);
  return await windows === 1;
}
