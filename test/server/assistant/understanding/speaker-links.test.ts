import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createSpeakerLinker,
  type SpeakerLinkerParts,
} from "../../../../server/assistant/understanding/speaker-links.ts";
import { readMarked } from "../../../fakes/fake-readers.ts";
import { createFakeModels } from "../answers/fake-models.ts";
import { openBench, type RecordBench, readText } from "../answers/record-bench.ts";

const record = `SUMMARY OF THE MEETING OF THE COMMITTEE ON ROADS
Kingston, 6 October 2021

Statement by the Chamber of Hauliers

- The chamber asks for night traffic on the bridge.

Statement by the Office of Statistics of Morven

- The office counted 40 bridges.

Statement by the Office of Roads of Karrowe

- The office repaired 12 bridges.

Kingston, 25 October 2021
`;

let bench: RecordBench;
beforeAll(async () => {
  bench = await openBench([readText("roads", record)], { models: createFakeModels() });
});
afterAll(() => bench.close());

interface LinkingOptions {
  readonly known?: boolean;
  /** Whether a fit is enough; none is where the test does not say. */
  readonly isMeant?: SpeakerLinkerParts["isMeant"];
}

async function linked(line: string, options: LinkingOptions = {}): Promise<(string | null)[]> {
  const { known = false, isMeant = () => null } = options;
  const { text, reading } = readMarked(line);
  const { roster, readers } = bench.collection;
  const linker = createSpeakerLinker({ roster, reader: readers.questions, isMeant });
  const mentions = await linker.link(text, reading, {
    language: "en",
    isKnown: () => known,
    signal: new AbortController().signal,
  });
  return mentions.flatMap(({ sections }) => sections.map(({ section }) => section.organization ?? section.speaker));
}

describe("a description of a speaker", () => {
  it.each([
    ["speaker-topic | what did [s the hauliers] say?", "Hauliers"],
    ["overview-speaker | everything [s Morven] said", "Morven"],
    ["list-not | everyone except [x the roads office] on bridges", "Roads"],
  ])("is linked to the one speaker whose name holds its words: %s", async (line, name) => {
    const found = await linked(line);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(name);
  });

  it("is linked to nobody where its words fit several bodies", async () => {
    expect(await linked("speaker-topic | what did [s the office] say?")).toEqual([]);
  });

  it("is linked to nobody where it is a proper name that no speaker has", async () => {
    expect(await linked("speaker-topic | what did [s Antony Blinken] say?")).toEqual([]);
  });

  it("is linked by meaning to the body that the model finds likeliest, where no name holds its words", async () => {
    const isMeant = ({ aboveMean = 0 }) => 0.5 + aboveMean;
    const found = await linked("speaker-topic | what did [s the lorry people] say?", { isMeant });
    expect(found).toHaveLength(1);
    expect(await linked("speaker-topic | what did [s the lorry people] say?")).toEqual([]);
  });

  it("is no longer waited for by who has gone, while the labels are read on for others", async () => {
    const { text, reading } = readMarked("speaker-topic | what did [s the lorry people] say?");
    const { roster, readers } = bench.collection;
    const gone = new AbortController();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const reader: SpeakerLinkerParts["reader"] = {
      async readQuestion(asked, options) {
        // What is read without a signal are the labels.
        if (options?.signal === undefined) await held;
        return readers.questions.readQuestion(asked);
      },
    };
    const linker = createSpeakerLinker({ roster, reader, isMeant: () => 1 });
    const link = (signal: AbortSignal) => linker.link(text, reading, { language: "en", isKnown: () => false, signal });
    const [left, staying] = [link(gone.signal), link(new AbortController().signal)];
    gone.abort(new Error("gone"));
    await expect(left).rejects.toThrow("gone");
    release();
    expect(await staying).toHaveLength(1);
  });

  it("is left alone where a name with a part of its own stands there", async () => {
    expect(await linked("speaker-topic | what did [s the hauliers] say?", { known: true })).toEqual([]);
  });

  it("is not looked for in words that are no speaker", async () => {
    expect(await linked("list-mentions | who speaks of [t hauliers]?")).toEqual([]);
  });
});
