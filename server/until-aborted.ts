/** What was promised, or the reason of the abort, whichever is first: whoever promised may notice the signal late. */
export function untilAborted<Result>(promised: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promised.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
