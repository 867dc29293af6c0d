/** Work that is done one after another, in the order in which it is asked for. */
export interface Turns {
  /** Does the work once all that was asked for before is over, whatever became of it. @throws what the work throws. */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves once what was asked for until now is over. */
  settled(): Promise<void>;
}

export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve();
  return {
    take: (work) => {
      const done = last.then(work);
      last = done.then(
        () => {},
        () => {},
      );
      return done;
    },
    settled: () => last,
  };
}
