import { AsyncLocalStorage } from "node:async_hooks";

/** What answering spends its time with; the rest is finding, weighing and composing. */
export const stages = ["question-reading", "passage-reading", "rest"] as const;
export type Stage = (typeof stages)[number];

/** How long each stage of one answer took, in milliseconds. */
export type StageTimes = ReadonlyMap<Stage, number>;

export interface StageClock {
  /** Runs the work of one answer, and tells how long its stages took, also where it failed. */
  timeWhole<Result>(
    work: () => Promise<Result>,
    onTimes: (times: StageTimes, totalMs: number) => void,
  ): Promise<Result>;
  /** Counts as a stage of the answer that it belongs to; outside of any it is not counted. */
  timeStage<Result>(stage: Stage, work: () => Promise<Result>): Promise<Result>;
}

/** Answers run beside each other: what belongs to which is followed through their asynchronous calls. */
export function createStageClock(): StageClock {
  const running = new AsyncLocalStorage<Map<Stage, number>>();
  return {
    async timeWhole(work, onTimes) {
      const times = new Map<Stage, number>();
      const startedMs = performance.now();
      try {
        return await running.run(times, work);
      } finally {
        const totalMs = performance.now() - startedMs;
        const known = [...times.values()].reduce((sum, each) => sum + each, 0);
        // Stages that ran beside each other may sum up to more than the whole.
        onTimes(new Map([...times, ["rest", Math.max(0, totalMs - known)]]), totalMs);
      }
    },
    async timeStage(stage, work) {
      const times = running.getStore();
      const startedMs = performance.now();
      try {
        return await work();
      } finally {
        times?.set(stage, (times.get(stage) ?? 0) + performance.now() - startedMs);
      }
    },
  };
}
