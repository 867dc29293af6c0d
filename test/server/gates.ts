import type { FakeAssistantOptions } from "../fakes/fake-assistant.ts";

export interface Gate {
  readonly options: FakeAssistantOptions;
  /** How many questions that name the gate wait at it. */
  readonly waiting: () => number;
  /** How many of them were aborted while waiting. */
  readonly aborted: () => number;
  /** Settles when as many questions as this wait. */
  reached(count: number): Promise<void>;
  open(): void;
}

/** Holds questions that contain “gate” until it is opened. */
export function createGate(): Gate {
  let waiting = 0;
  let aborted = 0;
  let release: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    release = resolve;
  });
  const watchers = new Set<() => void>();
  return {
    options: {
      gate: async (question, { signal }) => {
        if (!question.includes("gate")) return;
        waiting += 1;
        for (const watch of watchers) watch();
        signal.addEventListener("abort", () => {
          aborted += 1;
          for (const watch of watchers) watch();
        });
        await opened;
      },
    },
    waiting: () => waiting,
    aborted: () => aborted,
    reached: (count) =>
      new Promise((resolve) => {
        const watch = () => {
          if (waiting < count) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
    open: release,
  };
}
