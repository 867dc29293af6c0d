import type { Collection } from "./collection.ts";
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
}

const examplesShown = 5;

interface Check {
  readonly stop: AbortController;
  readonly lists: ReadonlyMap<FrameLanguage, Promise<readonly string[]>>;
}

/** Asks each example once for every change of the collection, so that no visit has to. */
export function createCheckedExamples({ collection, onFault }: CheckedExampleParts): CheckedExamples {
  let current: Check | null = null;

  /** One question at a time: whoever asks something meanwhile comes first after it. */
  async function findAnswered(language: FrameLanguage, signal: AbortSignal): Promise<readonly string[]> {
    const assistant = collection.assistant();
    const answered: string[] = [];
    for (const question of assistant.examples(language)) {
      if (answered.length === examplesShown || signal.aborted) break;
      const context = { acceptLanguage: language, signal };
      const { outcome } = await assistant.ask({ question, language, limit: 1 }, context);
      if (outcome === "answered") answered.push(question);
    }
    return answered;
  }

  function begin(): Check {
    current?.stop.abort();
    const stop = new AbortController();
    const lists = new Map<FrameLanguage, Promise<readonly string[]>>();
    let before: Promise<unknown> = Promise.resolve();
    for (const language of frameLanguageSchema.options) {
      const list = before.then(() => findAnswered(language, stop.signal));
      // None is a fault of the page's: it shows what was found.
      const found = list.catch((error: unknown) => {
        if (!stop.signal.aborted) onFault(error);
        return [];
      });
      lists.set(language, found);
      before = found;
    }
    current = { stop, lists };
    return current;
  }

  async function list(language: FrameLanguage): Promise<ExampleList> {
    collection.assistant();
    const check = current ?? begin();
    const questions = (await check.lists.get(language)) ?? [];
    // The collection has changed meanwhile, and another check has begun.
    return check === current ? { language, questions: [...questions] } : list(language);
  }

  return {
    check: () => void begin(),
    list,
    close: () => current?.stop.abort(),
  };
}
