import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openCountryLexicon } from "../../corpus/countries.ts";
import { openTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import { tokenize } from "../../server/assistant/language/terms.ts";
import { isFunctionWordAnywhere } from "../../server/assistant/language/wordings.ts";
import { createLexicon } from "../../server/assistant/retrieval/lexicon.ts";
import { createRoster } from "../../server/assistant/understanding/roster.ts";
import { type EmbeddedLabel, fitBodies } from "../../server/assistant/understanding/speaker-fit.ts";
import { labelsOf } from "../../server/assistant/understanding/speaker-labels.ts";
import { embedLabels } from "../../server/assistant/understanding/speaker-links.ts";
import { type LogisticModel, probability } from "../../server/assistant/weighing/logistic-model.ts";
import { readLexiconConcepts } from "../../server/lexicon/lexicon-files.ts";
import { areaUnderCurve, fitLogisticRegression, type Observation } from "./logistic-regression.ts";
import { readWrittenRecords, type SpeakerDescription, type WrittenRecord } from "./written-records.ts";

/**
 * Fits the model that links a description ("the treasurer", "los productores") to one who speaks in a record, on the
 * descriptions that the writers of the training records marked. Each is met three times: as it is, with the one that it
 * means left out of the record, and beside the speakers of another record: then it means nobody.
 *
 *     npx tsx test/evaluation/fit-speaker-links.ts
 */

/** Met by the fit only in the end: the figures that are printed are of these writers, by a model that has not seen them. */
const writersAside = ["w5", "x11"];
const thresholds = [0.4, 0.5, 0.6, 0.7];
const threshold = 0.4;
const ridge = 0.05;
const root = join(import.meta.dirname, "..", "..");

/** One description beside the bodies of one record. */
interface Meeting {
  readonly writer: string;
  /** Features of each body, and whether it is meant. */
  readonly bodies: readonly Observation[];
  readonly meansNobody: boolean;
}

interface Scene extends WrittenRecord {
  readonly writer: string;
  readonly embedded: readonly EmbeddedLabel[];
}

type Embed = (text: string) => Promise<Float32Array>;

async function meetings(scene: Scene, other: Scene, embed: Embed): Promise<Meeting[]> {
  const found: Meeting[] = [];
  for (const described of scene.descriptions) {
    const isMeant = ({ label }: EmbeddedLabel): boolean =>
      label.sections.some(({ section }) => described.sections.includes(section.number));
    const meant = scene.embedded.filter(isMeant);
    // A list that several answer does not tell whom the words mean.
    if (meant.length !== 1) continue;
    const without = scene.embedded.filter((each) => !isMeant(each));
    const vector = await embed(described.text);
    const meet = (embedded: readonly EmbeddedLabel[], meansNobody: boolean): Meeting => ({
      writer: scene.writer,
      meansNobody,
      bodies: fitAll(described, vector, embedded).map(({ labels, features }) => ({
        features,
        positive: !meansNobody && labels.some((label) => meant.some((each) => each.label === label)),
        weight: 1,
      })),
    });
    if (scene.embedded.length > 1) found.push(meet(scene.embedded, false), meet(without, true));
    found.push(meet(other.embedded, true));
  }
  return found;
}

function fitAll(described: SpeakerDescription, vector: Float32Array, embedded: readonly EmbeddedLabel[]) {
  const content = tokenize(described.text).filter(({ folded }) => !isFunctionWordAnywhere(folded));
  return fitBodies({ vector, content, language: described.language }, embedded);
}

function fitModel(from: readonly Meeting[], fittedOn: string): LogisticModel {
  const observations = from.flatMap(({ bodies }) => bodies);
  const names = Object.keys(observations[0]?.features ?? {});
  return { version: 2, ...fitLogisticRegression(observations, names, ridge), threshold, fittedOn };
}

/** What is linked at each threshold: rightly, of those that mean somebody; wrongly, of those that mean nobody. */
function report(model: LogisticModel, met: readonly Meeting[]): string {
  const best = met.map(({ bodies, meansNobody }) => {
    const ranked = bodies
      .map(({ features, positive }) => ({ score: probability(model, features), positive }))
      .sort((one, other) => other.score - one.score);
    return { meansNobody, ...(ranked[0] ?? { score: 0, positive: false }) };
  });
  const somebody = best.filter(({ meansNobody }) => !meansNobody);
  const share = (some: readonly unknown[], all: readonly unknown[]): string =>
    (some.length / Math.max(1, all.length)).toFixed(3);
  const lines = thresholds.map((least) => {
    const linked = best.filter(({ score }) => score >= least);
    const right = linked.filter(({ positive }) => positive);
    const nobody = best.filter(({ meansNobody }) => meansNobody);
    const wrong = linked.filter(({ meansNobody }) => meansNobody);
    const other = linked.filter(({ meansNobody, positive }) => !meansNobody && !positive);
    return `  ${least}: right ${share(right, somebody)}, another ${share(other, somebody)}, nobody's linked ${share(wrong, nobody)}`;
  });
  const first = share(
    somebody.filter(({ positive }) => positive),
    somebody,
  );
  return [`${met.length} meetings, first ${first}, area ${areaUnderCurve(best).toFixed(3)}`, ...lines].join("\n");
}

async function readScenes(embedder: Awaited<ReturnType<typeof openTransformersEmbedder>>): Promise<Scene[]> {
  const folder = join(root, "embeddings", "training", "records");
  const lexicon = createLexicon(
    await readLexiconConcepts(join(root, "server", "lexicon"), openCountryLexicon().countries),
  );
  const scenes: Scene[] = [];
  for (const writer of (await readdir(folder)).sort()) {
    for (const record of await readWrittenRecords(join(folder, writer))) {
      const labels = labelsOf(createRoster([record.document], lexicon));
      scenes.push({ ...record, writer, embedded: await embedLabels(labels, embedder) });
    }
  }
  return scenes;
}

async function main(): Promise<void> {
  const embedder = await openTransformersEmbedder({
    modelDirectory: join(root, "embeddings", "model", "multilingual-e5-small"),
  });
  const embed: Embed = async (text) => (await embedder.readQuestion(text)).vector;
  try {
    const scenes = await readScenes(embedder);
    const all: Meeting[] = [];
    for (const [position, scene] of scenes.entries()) {
      const other = scenes[(position + Math.floor(scenes.length / 2)) % scenes.length];
      if (other !== undefined) all.push(...(await meetings(scene, other, embed)));
    }
    const isAside = ({ writer }: Meeting): boolean => writersAside.includes(writer);
    const tried = fitModel(
      all.filter((each) => !isAside(each)),
      "",
    );
    process.stdout.write(`${report(tried, all.filter(isAside))}\n`);
    const model = fitModel(all, `${all.length} meetings of descriptions and ${scenes.length} records`);
    const weights = Object.fromEntries(
      Object.entries(model.weights).map(([name, weight]) => [name, Math.round(weight * 1000) / 1000]),
    );
    const rounded = { ...model, intercept: Math.round(model.intercept * 1000) / 1000, weights };
    const file = join(root, "server", "assistant", "weighing", "speaker-links-model.json");
    await writeFile(file, `${JSON.stringify(rounded, null, 2)}\n`);
  } finally {
    await embedder.close();
  }
}

await main();
