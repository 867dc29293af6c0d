import type { Collection } from "./collection.ts";
import { abortAfter } from "./http/request-scope.ts";
import type { ExampleList, FrameLanguage } from "./protocol.ts";
import { frameLanguageSchema } from "./protocol.ts";
import { untilAborted } from "./until-aborted.ts";

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

interface Found {
  readonly questions: readonly string[];
  /** False where a question failed, and another time may not. */
  readonly isWhole: boolean;
}

interface Check {
  readonly stop: AbortController;
  readonly lists: Map<FrameLanguage, Promise<Found>>;
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
  async function findAnswered(language: FrameLanguage, { signal }: AbortController): Promise<Found> {
    const questions: string[] = [];
    let isWhole = true;
    const tell = (error: unknown) => {
      isWhole = false;
      if (!signal.aborted) onFault(error);
    };
    try {
      for (const question of collection.assistant().examples(language)) {
        if (questions.length === examplesShown || signal.aborted) break;
        const answered = await isAnswered(question, language, signal).catch(tell);
        if (answered === true) questions.push(question);
      }
    } catch (error) {
      tell(error);
    }
    return { questions, isWhole };
  }

  function begin(): Check {
    current?.stop.abort();
    const check: Check = { stop: new AbortController(), lists: new Map() };
    let before: Promise<unknown> = Promise.resolve();
    for (const language of frameLanguageSchema.options) {
      const found = before.then(() => findAnswered(language, check.stop));
      check.lists.set(language, found);
      before = found;
    }
    current = check;
    return check;
  }

  async function list(language: FrameLanguage): Promise<ExampleList> {
    collection.assistant();
    const check = current ?? begin();
    const listed = check.lists.get(language) ?? findAnswered(language, check.stop);
    check.lists.set(language, listed);
    const { questions, isWhole } = await listed;
    // The collection has changed meanwhile, and another check has begun.
    if (check !== current) return list(language);
    // The next who comes has them checked anew.
    if (!isWhole && check.lists.get(language) === listed) check.lists.delete(language);
    return { language, questions: [...questions] };
  }

  return {
    check: () => void begin(),
    list,
    close: () => current?.stop.abort(),
  };
}
