export interface LineWatchParts {
  /** Whether an answer is to come over the line. */
  readonly isWaiting: () => boolean;
  /** Makes a new connection, over which the answer goes on. */
  readonly renew: () => void;
}

export interface LineWatch {
  /** Something has come, or was just sent: the line lives. */
  heard(): void;
}

const lookEveryMs = 2_000;
/** A look that comes this much later than it should was slept through, and with it perhaps the end of the line. */
const sleptMs = 10_000;
/** An answer that begins so late is more likely on a dead line than still being made; where it is not, nothing is lost. */
const silentMs = 20_000;

/** A browser does not tell of a line that has died in a laptop's sleep until it sends something over it, or much later. */
export function watchLine({ isWaiting, renew }: LineWatchParts): LineWatch {
  let heardAt = Date.now();
  let lookedAt = Date.now();
  setInterval(() => {
    const now = Date.now();
    const slept = now - lookedAt > sleptMs;
    lookedAt = now;
    if (!isWaiting() || (!slept && now - heardAt < silentMs)) return;
    heardAt = now;
    renew();
  }, lookEveryMs);
  return {
    heard: () => {
      heardAt = Date.now();
    },
  };
}
