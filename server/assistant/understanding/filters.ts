import type { PassageKind } from "../../../corpus/document.ts";
import { type Filters, passageKindSchema } from "../../protocol.ts";
import { InvalidRequestValueError } from "../assistant.ts";
import { fold, tokenize } from "../language/terms.ts";
import type { SearchPassage } from "../retrieval/search-text.ts";
import type { QuestionSources } from "./question.ts";
import type { SpokenSection } from "./roster.ts";

/** Ids of the records in a named collection; null where none has the name. */
export type RecordsOfCollection = (name: string) => readonly string[] | null;

/** Filters as a test of passages; null where none is set. */
export type PassageFilter = ((entry: SearchPassage) => boolean) | null;

const kindNames: Readonly<Record<string, PassageKind>> = {
  recomendacion: "recommendation",
  recomendaciones: "recommendation",
  recommendations: "recommendation",
  "punto clave": "key-point",
  "puntos clave": "key-point",
  "key point": "key-point",
  "key points": "key-point",
  encabezado: "heading",
  portada: "front-matter",
  cierre: "closing",
};

function describeUnknown(value: string, known: readonly string[]): string {
  if (known.length === 0) return `There is no "${value}".`;
  const shown = known.slice(0, 12).join(", ");
  return `"${value}" is not in the collection. Known values: ${shown}${known.length > 12 ? ", …" : ""}.`;
}

const unique = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value): value is string => value !== null)),
];

/** Sections that a value of `speakers`, `organizations` or `countries` names, by id, name or alias. */
function sectionsNamed(
  field: "speakers" | "organizations" | "countries",
  value: string,
  sources: QuestionSources,
): SpokenSection[] {
  const { roster, lexicon } = sources;
  const wanted = fold(value).trim();
  const labels = (spoken: SpokenSection): (string | null)[] => {
    const { speaker, organization, topic, country } = spoken.section;
    if (field === "speakers") return [speaker, spoken.id];
    return field === "organizations" ? [organization, topic] : [country];
  };
  const exact = roster.sections.filter((spoken) =>
    labels(spoken).some((label) => label !== null && fold(label) === wanted),
  );
  if (exact.length > 0) return exact;
  const tokens = tokenize(value);
  const concepts = lexicon
    .match(tokens, null, true)
    .filter((match) => match.first === 0 && match.last === tokens.length - 1)
    .map((match) => match.concept);
  const byConcept = roster.sections.filter((spoken) =>
    concepts.some((concept) => {
      if (field === "countries") return concept.id === `country:${spoken.section.country ?? ""}`;
      return roster.sectionsOf(concept.id).includes(spoken);
    }),
  );
  if (byConcept.length > 0 || field !== "speakers") return byConcept;
  const words = tokens.map((token) => token.folded);
  return roster.sections.filter((spoken) => words.length > 0 && words.every((word) => spoken.nameWords.has(word)));
}

function readKinds(values: readonly string[], path: string): Set<PassageKind> {
  return new Set(
    values.map((value) => {
      const parsed = passageKindSchema.safeParse(kindNames[fold(value)] ?? fold(value));
      if (parsed.success) return parsed.data;
      throw new InvalidRequestValueError(path, value, describeUnknown(value, passageKindSchema.options));
    }),
  );
}

/**
 * @returns A test that is the conjunction of the fields, each the disjunction of its values.
 * @throws InvalidRequestValueError naming the first value that the collection does not know.
 */
export function readFilters(
  filters: Filters | undefined,
  sources: QuestionSources,
  recordsOf: RecordsOfCollection = () => null,
): PassageFilter {
  if (filters === undefined) return null;
  const tests: ((entry: SearchPassage) => boolean)[] = [];
  const records = filteredRecords(filters, sources, recordsOf);
  if (records !== null) tests.push((entry) => records.has(entry.document.id));
  for (const field of ["speakers", "organizations", "countries"] as const) {
    const values = filters[field];
    if (values === undefined || values.length === 0) continue;
    const ids = new Set(values.flatMap((value, index) => requireSections(field, value, index, sources)));
    tests.push((entry) => ids.has(`${entry.document.id}/s${entry.section.number}`));
  }
  if (filters.kinds !== undefined && filters.kinds.length > 0) {
    const kinds = readKinds(filters.kinds, "filters.kinds");
    tests.push((entry) => kinds.has(entry.passage.kind));
  }
  return tests.length === 0 ? null : (entry) => tests.every((test) => test(entry));
}

/**
 * Ids of the records that the filters leave, by record, collection and session; null where they name none.
 * @throws InvalidRequestValueError naming the first value that the collection does not know.
 */
export function filteredRecords(
  filters: Filters | undefined,
  sources: QuestionSources,
  recordsOf: RecordsOfCollection = () => null,
): ReadonlySet<string> | null {
  if (filters === undefined) return null;
  const named: ReadonlySet<string>[] = [];
  if (filters.documents !== undefined && filters.documents.length > 0) {
    const ids = new Set(
      filters.documents.map((value, index) => readDocument(value, `filters.documents[${index}]`, sources)),
    );
    named.push(ids);
  }
  if (filters.collections !== undefined && filters.collections.length > 0) {
    const ids = new Set(
      filters.collections.flatMap((name, index) => {
        const records = recordsOf(name);
        if (records !== null) return records;
        throw new InvalidRequestValueError(`filters.collections[${index}]`, name, describeUnknown(name, []));
      }),
    );
    named.push(ids);
  }
  if (filters.sessions !== undefined && filters.sessions.length > 0) {
    const ids = new Set(
      filters.sessions.flatMap((value, index) => readSession(value, `filters.sessions[${index}]`, sources)),
    );
    named.push(ids);
  }
  const [first, ...others] = named;
  return first === undefined ? null : new Set([...first].filter((id) => others.every((ids) => ids.has(id))));
}

function readDocument(value: string, path: string, sources: QuestionSources): string {
  const wanted = fold(value);
  const found = sources.documents.find(({ id, title, symbol }) =>
    [id, title, symbol].some((label) => label !== null && fold(label) === wanted),
  );
  if (found !== undefined) return found.id;
  const known = sources.documents.map((document) => document.id);
  throw new InvalidRequestValueError(path, value, describeUnknown(value, known));
}

/** A date may be that of several sessions. */
function readSession(value: string, path: string, sources: QuestionSources): string[] {
  const ofDate = sources.documents.filter(({ sessionDate }) => sessionDate === value.trim());
  return ofDate.length > 0 ? ofDate.map(({ id }) => id) : [readDocument(value, path, sources)];
}

function requireSections(
  field: "speakers" | "organizations" | "countries",
  value: string,
  index: number,
  sources: QuestionSources,
): string[] {
  const found = sectionsNamed(field, value, sources);
  if (found.length > 0) return found.map((spoken) => spoken.id);
  const known = sources.roster.sections.map(({ section }) => {
    if (field === "speakers") return section.speaker;
    return field === "organizations" ? section.organization : section.country;
  });
  throw new InvalidRequestValueError(`filters.${field}[${index}]`, value, describeUnknown(value, unique(known)));
}
