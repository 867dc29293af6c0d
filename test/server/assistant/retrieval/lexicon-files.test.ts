import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Country } from "../../../../corpus/countries.ts";
import { LexiconError, readLexiconConcepts } from "../../../../server/lexicon/lexicon-files.ts";

const peru: Country = {
  code: "PE",
  names: { es: "Perú", en: "Peru", pt: "Peru", fr: "Pérou" },
  aliases: ["República del Perú", "R.P."],
  demonyms: { es: ["peruano", "peruana"], en: ["Peruvian"], pt: ["peruano"], fr: ["péruvien"] },
};

const files = {
  "bodies.json": [
    { id: "tides", names: { es: ["Foro de Mareas"] }, acronyms: { es: ["FM"], en: ["TF"] }, aliases: ["el Foro"] },
  ],
  "terms.json": [{ es: ["marea"], en: ["tide"] }],
  "capitals.json": { PE: ["Lima"] },
  "roles.json": [{ id: "chair", es: ["presidencia"], en: ["chair"], acronyms: ["PTE"] }],
};

let directory: string;

async function write(changes: Partial<Record<keyof typeof files, unknown>> = {}): Promise<void> {
  for (const [name, content] of Object.entries({ ...files, ...changes })) {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    await writeFile(join(directory, name), text);
  }
}

describe("the lexicon's files", () => {
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "relator-lexicon-"));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it("become concepts of bodies, countries, roles and terms", async () => {
    await write();
    const concepts = await readLexiconConcepts(directory, [peru]);
    expect(concepts.map(({ kind }) => kind).sort()).toEqual(["body", "country", "role", "term"]);
    const byKind = (kind: string) => concepts.find((concept) => concept.kind === kind);
    expect(byKind("body")).toMatchObject({ acronyms: ["FM", "TF"], aliases: ["el Foro"] });
    expect(byKind("country")?.names.es).toEqual(["Perú", "peruano", "peruana"]);
    expect(byKind("country")?.capitals).toEqual(["Lima"]);
    expect(byKind("role")).toMatchObject({ acronyms: ["PTE"] });
  });

  it("keep a country's abbreviations apart from its names", async () => {
    await write();
    const country = (await readLexiconConcepts(directory, [peru])).find(({ kind }) => kind === "country");
    expect(country).toMatchObject({ id: "country:PE", acronyms: ["R.P."], aliases: ["República del Perú"] });
  });

  it.each([
    ["is not JSON", "bodies.json", "[{"],
    ["lacks a field", "bodies.json", [{ id: "tides", names: {} }]],
    ["has an unknown language", "terms.json", [{ es: ["marea"], de: ["Gezeiten"] }]],
    ["has an empty name", "terms.json", [{ es: [" "], en: ["tide"] }]],
    ["has a role without an id", "roles.json", [{ es: ["presidencia"] }]],
  ] as const)("are refused by name when one %s", async (_, file, content) => {
    await write({ [file]: content });
    const reading = readLexiconConcepts(directory, [peru]);
    await expect(reading).rejects.toBeInstanceOf(LexiconError);
    await expect(reading).rejects.toThrow(file);
  });

  it("are refused by name when one is missing", async () => {
    await write();
    await rm(join(directory, "roles.json"));
    await expect(readLexiconConcepts(directory, [peru])).rejects.toThrow("roles.json");
  });
});
