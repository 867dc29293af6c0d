import type { Collection } from "./collection.ts";
import { abortAfter, untilAborted } from "./http/request-scope.ts";
import type { ExampleList, FrameLanguage } from "./protocol.ts";
import { frameLanguageSchema } from "./protocol.ts";

/** Example questions that the collection has been found to answer. */
export interface CheckedExamples {
  /** Checks the examples of a collection that has changed, and keeps them; called again, it begins anew. */
  check(): void;
  /**
   * Those of the collection as it is; waits for a check that runs.
   * @throws UnavailableError before the index answers.
   */
  list(language: FrameLanguage): Promise<ExampleList>;
  /** Ends a check that runs. */
  close(): void;
}

export interface CheckedExampleParts {
  readonly collection: Pick<Collection, "assistant">;
  /** Told of faults of ours: what an assistant throws where it should answer. */
  readonly onFault: (error: unknown) => void;
  /** For one question; what takes longer is passed over. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 30_000;

const examplesShown = 5;

interface Check {
  readonly stop: AbortController;
  /** A question failed, and another time it may not: the next who asks begins anew. */
  failed: boolean;
  readonly lists: ReadonlyMap<FrameLanguage, Promise<readonly string[]>>;
}

/** Asks each example once for every change of the collection, so that no visit has to. */
export function createCheckedExamples(parts: CheckedExampleParts): CheckedExamples {
  const { collection, onFault, timeoutMs = defaultTimeoutMs } = parts;
  let current: Check | null = null;

  async function isAnswered(question: string, language: FrameLanguage, stop: AbortSignal): Promise<boolean> {
    const tooLong = new AbortController();
    const timer = abortAfter(tooLong, timeoutMs);
    const signal = AbortSignal.any([stop, tooLong.signal]);
    try {
      const asked = async () =>
        collection.assistant().ask({ question, language, limit: 1 }, { acceptLanguage: language, signal });
      return (await untilAborted(asked(), signal)).outcome === "answered";
    } finally {
      clearTimeout(timer);
    }
  }

  /** One question at a time: whoever asks something meanwhile comes first after it. One that fails costs itself only. */
  async function findAnswered(language: FrameLanguage, check: Check): Promise<readonly string[]> {
    const { signal } = check.stop;
    const answered: string[] = [];
    for (const question of collection.assistant().examples(language)) {
      if (answered.length === examplesShown || signal.aborted) break;
      try {
        if (await isAnswered(question, language, signal)) answered.push(question);
      } catch (error) {
        if (signal.aborted) break;
        check.failed = true;
        onFault(error);
      }
    }
    return answered;
  }

  function begin(): Check {
    current?.stop.abort();
    const lists = new Map<FrameLanguage, Promise<readonly string[]>>();
    const check: Check = { stop: new AbortController(), failed: false, lists };
    let before: Promise<unknown> = Promise.resolve();
    for (const language of frameLanguageSchema.options) {
      const list = before.then(() => findAnswered(language, check));
      // None is a fault of the page's: it shows what was found.
      const found = list.catch((error: unknown) => {
        if (!check.stop.signal.aborted) {
          check.failed = true;
          onFault(error);
        }
        return [];
      });
      lists.set(language, found);
      before = found;
    }
    current = check;
    return check;
  }

  async function list(language: FrameLanguage): Promise<ExampleList> {
    collection.assistant();
    const check = current ?? begin();
    const questions = (await check.lists.get(language)) ?? [];
    // The collection has changed meanwhile, and another check has begun.
    if (current !== null && check !== current) return list(language);
    if (check.failed) {
      check.stop.abort();
      current = null;
    }
    return { language, questions: [...questions] };
  }

  return {
    check: () => void begin(),
    list,
    close: () => current?.stop.abort(),
  };
}
