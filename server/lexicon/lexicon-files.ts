import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { Country } from "../../corpus/countries.ts";
import { languages, tokenize } from "../assistant/language/terms.ts";
import type { Concept } from "../assistant/retrieval/concept.ts";

/** A file of the editable lexicon that cannot be read or is not of its form. */
export class LexiconError extends Error {
  override readonly name = "LexiconError";
}

const nameList = z.array(z.string().trim().min(1));
const byLanguage = z.partialRecord(z.enum(["es", "en", "pt", "fr"]), nameList);
const termsSchema = z.array(byLanguage);
const bodiesSchema = z.array(
  z.strictObject({ id: z.string().min(1), names: byLanguage, acronyms: byLanguage, aliases: nameList }),
);
const rolesSchema = z.array(z.looseObject({ id: z.string().min(1), acronyms: nameList.optional() }));

async function readLexiconFile<Value>(path: string, schema: z.ZodType<Value>): Promise<Value> {
  try {
    return schema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    const detail = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new LexiconError(
      `The lexicon file ${path} cannot be used: ${detail}. Mend the file or restore it from the release.`,
      { cause },
    );
  }
}

/**
 * Acronyms stand among a country's aliases ("USA", "E.U.A."); in a text they must be written in capitals. One of several
 * words ("EE. UU.") is met as a name.
 */
function isAcronymForm(alias: string): boolean {
  const isShort = /^[\p{Lu}.\s]{2,9}$/u.test(alias) && alias.replace(/[^\p{L}]/gu, "").length <= 5;
  return isShort && tokenize(alias).length === 1;
}

/** By ISO 3166-1 alpha-2 code. */
const capitalsSchema = z.record(z.string().regex(/^[A-Z]{2}$/u), z.array(z.string().trim().min(1)).min(1));

/** A country of two parts goes by its first: "San Vicente", "Trinidad", "Antigua". */
function firstPart(name: string): string[] {
  const [first] = name.split(/[\s-](?:y|and|e|et|&)[\s-](?:las |les |the )?/u);
  return first === undefined || first === name ? [] : [first];
}

function countryConcept(country: Country, capitals: readonly string[]): Concept {
  const names = Object.fromEntries(
    languages.map((language) => [
      language,
      [country.names[language], ...firstPart(country.names[language]), ...country.demonyms[language]],
    ]),
  );
  return {
    id: `country:${country.code}`,
    kind: "country",
    names,
    acronyms: country.aliases.filter(isAcronymForm),
    aliases: country.aliases.filter((alias) => !isAcronymForm(alias)),
    capitals,
  };
}

/**
 * Reads the editable lexicon: bodies, terms and roles in the four languages, and the countries of `corpus/`.
 * @throws LexiconError naming the file and what is wrong with it.
 */
export async function readLexiconConcepts(directory: string, countries: readonly Country[]): Promise<Concept[]> {
  const [bodies, terms, roles, capitals] = await Promise.all([
    readLexiconFile(join(directory, "bodies.json"), bodiesSchema),
    readLexiconFile(join(directory, "terms.json"), termsSchema),
    readLexiconFile(join(directory, "roles.json"), rolesSchema),
    readLexiconFile(join(directory, "capitals.json"), capitalsSchema),
  ]);
  const bodyConcepts = bodies.map(
    (body): Concept => ({
      id: `body:${body.id}`,
      kind: "body",
      names: body.names,
      acronyms: [...new Set(Object.values(body.acronyms).flat())],
      acronymsIn: body.acronyms,
      aliases: body.aliases,
    }),
  );
  const termConcepts = terms.map(
    (names, position): Concept => ({
      id: `term:${names.es?.[0] ?? names.en?.[0] ?? ""}:${position}`,
      kind: "term",
      names,
      acronyms: Object.values(names)
        .flat()
        .filter((name) => /^[\p{Lu}\p{N}]{2,8}$/u.test(name)),
      aliases: [],
    }),
  );
  const roleConcepts = roles.map((role): Concept => {
    const names = byLanguage.parse(Object.fromEntries(languages.map((language) => [language, role[language] ?? []])));
    return { id: `role:${role.id}`, kind: "role", names, acronyms: role.acronyms ?? [], aliases: [] };
  });
  return [
    ...bodyConcepts,
    ...countries.map((country) => countryConcept(country, capitals[country.code] ?? [])),
    ...roleConcepts,
    ...termConcepts,
  ];
}
