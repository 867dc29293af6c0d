import type { Assistant } from "../assistant/assistant.ts";
import type { Readers } from "../assistant/weighing/record-collection.ts";
import type { Collection } from "../collection.ts";
import type { FileOutcome } from "../records/additions.ts";
import type { BatchOptions } from "../records/intake.ts";
import { createStageClock, type StageTimes } from "./stage-times.ts";

/** One question that was answered, or was not. */
export interface AnswerObserved {
  /** `search` for a search, `none` where it failed before it was understood. */
  readonly intent: string;
  readonly outcome: string;
  readonly totalMs: number;
  readonly times: StageTimes;
}

export interface Observer {
  questionBegun(): void;
  questionEnded(observed: AnswerObserved): void;
  fileTaken(result: FileOutcome["state"], seconds: number | null): void;
}

/** Puts an observer between the parts: what they give and throw passes as it is. */
export interface Observation {
  readers(readers: Readers): Readers;
  assistant(assistant: Assistant): Assistant;
  collection(collection: Collection): Collection;
}

/** Where nobody looks on. */
export const unobserved: Observation = {
  readers: (readers) => readers,
  assistant: (assistant) => assistant,
  collection: (collection) => collection,
};

export function createObservation(observer: Observer): Observation {
  const clock = createStageClock();

  /** @param describe What the answer was, once it is there. */
  async function follow<Answer>(
    work: () => Promise<Answer>,
    describe: (answer: Answer) => Pick<AnswerObserved, "intent" | "outcome">,
  ): Promise<Answer> {
    let described = { intent: "none", outcome: "failed" };
    observer.questionBegun();
    return clock.timeWhole(
      async () => {
        const answer = await work();
        described = describe(answer);
        return answer;
      },
      (times, totalMs) => observer.questionEnded({ ...described, totalMs, times }),
    );
  }

  return {
    readers: ({ questions, passages }) => ({
      questions: {
        readQuestion: (...given) => clock.timeStage("question-reading", () => questions.readQuestion(...given)),
      },
      passages: {
        readPassages: (...given) => clock.timeStage("passage-reading", () => passages.readPassages(...given)),
      },
    }),
    assistant: (assistant) => ({
      ...assistant,
      ask: (...given) =>
        follow(
          () => assistant.ask(...given),
          ({ intent, outcome }) => ({ intent, outcome }),
        ),
      search: (...given) =>
        follow(
          () => assistant.search(...given),
          ({ results }) => ({ intent: "search", outcome: results.length > 0 ? "answered" : "not-found" }),
        ),
    }),
    collection: (collection) => observeCollection(collection, observer),
  };
}

function observeCollection(collection: Collection, observer: Observer): Collection {
  /** A file alone is timed; of several each is told, as all are indexed together. */
  async function takeOne<Report>(work: () => Promise<Report>, resultOf: (report: Report) => FileOutcome["state"]) {
    const startedMs = performance.now();
    let result: FileOutcome["state"] = "failed";
    try {
      const report = await work();
      result = resultOf(report);
      return report;
    } finally {
      observer.fileTaken(result, (performance.now() - startedMs) / 1000);
    }
  }
  const tell = (options: BatchOptions): BatchOptions => ({
    ...options,
    onOutcome: (position, outcome) => {
      observer.fileTaken(outcome.state, null);
      options.onOutcome?.(position, outcome);
    },
  });
  return {
    ...collection,
    get opening() {
      return collection.opening;
    },
    ingest: (...given) =>
      takeOne(
        () => collection.ingest(...given),
        ({ replaced }) => (replaced === null ? "added" : "replaced"),
      ),
    put: (...given) =>
      takeOne(
        () => collection.put(...given),
        ({ unchanged, replaced }) => (unchanged ? "unchanged" : replaced === null ? "added" : "replaced"),
      ),
    ingestAll: (files, options = {}) => collection.ingestAll(files, tell(options)),
  };
}
