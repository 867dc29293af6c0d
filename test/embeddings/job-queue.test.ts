import { expect, it } from "vitest";
import type { TextRole } from "../../embeddings/embedder.ts";
import { createJobQueue, type Job } from "../../embeddings/encoding/job-queue.ts";

/** A queue whose steps are logged and which stops when nothing is left. */
function createLoggedQueue(duringPause: (log: string[]) => void = () => undefined) {
  const log: string[] = [];
  const queue = createJobQueue(async () => {
    await new Promise(setImmediate);
    duringPause(log);
  });
  const job = (jobId: number, role: TextRole, steps: number): Job => {
    let left = steps;
    return {
      jobId,
      role,
      step: async () => {
        log.push(`${role} ${jobId}`);
        left -= 1;
        return left > 0;
      },
    };
  };
  return { queue, job, log };
}

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise(setImmediate);
};

it("lets a query overtake passages after one step, and goes on with them", async () => {
  let sent = false;
  const { queue, job, log } = createLoggedQueue(() => {
    if (sent) return;
    sent = true;
    queue.add(job(2, "query", 2));
  });
  queue.add(job(1, "passage", 3));
  await until(() => log.length === 5);
  expect(log).toEqual(["passage 1", "query 2", "query 2", "passage 1", "passage 1"]);
});

it("serves jobs of one role in order of arrival, also after it was idle", async () => {
  const { queue, job, log } = createLoggedQueue();
  queue.add(job(1, "passage", 2));
  queue.add(job(2, "passage", 1));
  await until(() => log.length === 3);
  await new Promise(setImmediate);
  queue.add(job(3, "passage", 1));
  await until(() => log.length === 4);
  expect(log).toEqual(["passage 1", "passage 1", "passage 2", "passage 3"]);
});

it("drops a cancelled job between its steps, and all when cleared", async () => {
  let pauses = 0;
  const { queue, job, log } = createLoggedQueue(() => {
    pauses += 1;
    if (pauses === 2) queue.cancel(1);
    if (pauses === 4) queue.clear();
  });
  queue.add(job(1, "passage", 100));
  queue.add(job(2, "passage", 100));
  await until(() => pauses === 4);
  await new Promise(setImmediate);
  expect(log).toEqual(["passage 1", "passage 1", "passage 2", "passage 2"]);
});
