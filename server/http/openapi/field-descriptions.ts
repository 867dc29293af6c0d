import type * as z from "zod";

type JsonSchema = z.core.JSONSchema.BaseSchema;

const ofRecord = {
  revision: "`sha256:` and the hash of the source text.",
  sectionCount: "Interventions: sections that somebody speaks.",
  removable: "False for records of the collection's own folder.",
  doubtfulSections: "Sections that open as somebody's turn, and whose cannot be told.",
  translatedTitles: "What the record and its body are called in other languages, where that is known.",
} as const;

/** What the names of fields do not say by themselves, by schema; `a.b` and `a[].b` are fields of fields. */
const descriptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AskRequest: {
    question: "In Spanish or English; Portuguese and French are understood too. Marks of direction are left out.",
    language: "Of the answer's frame. Default: the question's, then Accept-Language's, then es.",
    history: "Earlier questions of this conversation, oldest first: “and what did Peru say?” leans on them.",
    filters: "Asks only within these values.",
    without: "Understood values that the reader has taken back, and the names of fields not to inherit.",
    limit:
      "Page size of every kind of answer. Without it 8 for a question of fact, 500 for lists, counts and the like.",
    cursor:
      "`nextCursor` of the page before. It is good for the same question, history, filters and `without` over the same records: another question's is a 400 (`unknown-value`), one given over other records a 409 (`stale-cursor`): ask again without it. Where records were only read anew, the page goes on behind the place cited last and says so in `resumed`.",
    explain: "Adds `trace`: what was weighed, and why.",
  },
  SearchRequest: {
    query: "Words to search for; nothing is composed or refused.",
    limit: "Most results; 8 without it.",
  },
  Filters: {
    documents: "Ids, titles or symbols of records.",
    sessions: "Sessions by the id, title or symbol of their record, or by their date (ISO 8601).",
    collections: "Names of sets of records.",
    countries: "Names, or ISO 3166-1 alpha-2 codes.",
    kinds: "`recommendation` or `key-point`; the classification is Relator's own.",
  },
  AskResponse: {
    outcome: "`answered` always comes with citations; `not-found` with a `reason` and the `nearest` passages.",
    answer:
      "The lead, in plain text: the answering words, who said them and where. Quoted words are spans of citations.",
    citations: "Best first; lists in document order. Numbers count over all pages.",
    total: "Of lists, counts and comparisons: how many there are on all pages.",
    complete: "True only where membership was decided by structure or by words (`basis` fields or mention).",
    basis: "How membership was decided.",
    incomplete:
      "Why `complete` is false: `classified`, `relevance` (the basis is an estimate), `doubtful-attribution` (turns of a record are nobody's), `set-aside` (records are not answered from), `other-languages` (the word was looked for as it stands, and records are in others).",
    setAside: "Records that are set aside, and could have held more; absent where none is.",
    sides: "Of a comparison: how many of the citations are each side's, in their order; 0 for a side that is silent.",
    trace: "With `explain` only.",
    nextCursor: "There is a further page.",
    resumed: "Records were read anew since the cursor was given: the page goes on behind the place cited last.",
    borderline: "Doubtful members of a list, never among the citations.",
    silent: "Asked about in a comparison, and recorded nothing.",
    nearest: "With not-found only: passages that do not answer.",
    unknown: "With reason unknown-entity: what no record names.",
    suggestions: "Further questions that the records can answer.",
  },
  Citation: {
    number: "From 1, over all pages.",
    revision: "`sha256:` and the hash of the record's source text.",
    passageId: "Of one revision and reading; offsets are of a revision.",
    paragraph: "The block's ordinal in the record from 1; the numbering is Relator's.",
    item: "From 1, where the passage is an item of an enumeration.",
    kind: "Relator's own classification.",
    quote: "Verbatim and whole: `source.slice(start, end)`, with the source that `…/text` serves.",
    start: "In UTF-16 code units of the source.",
    end: "Half-open.",
    highlight: "The part that answers, as offsets into the source; null where the whole passage does.",
    translation:
      "An aligned text of the same record, shown beside the quote and never cited; null where there is none.",
    "translation.highlight":
      "The part of the translation that answers, as offsets into its `text`; null where it is not told.",
    localNames:
      "What is called otherwise in the answer's language, as a translation or the lexicon names it; null where nothing is.",
    ocr: "True where words were recognised in a picture of the page, and may be wrong; absent otherwise.",
    markup:
      "Marks of the source's format inside the quote (`**`), as offsets into the source: people are shown it without; absent where there are none.",
    score: "Estimated probability that the passage answers; null where it was not estimated.",
    link: "Where a person reads the passage: the record in this revision, opened at its paragraph.",
    json: "The same for a program: the record as JSON, with `place`, the passage under whatever reading is held.",
    page: "Of the original file, where it has pages.",
    attribution: "How surely the words are the speaker's.",
    reading: "Names the reading that the passage's id and paragraph are of.",
  },
  DocumentSummary: ofRecord,
  DocumentList: { setAside: "Records that are on the disk and not answered from." },
  DocumentDetail: {
    ...ofRecord,
    "sections[].translatedNames": "As the record's translations name them.",
    "sections[].passages[].translations[].inDoubt":
      "The paragraph was divided by corrections: this is the translation of all of it, and may hold another's words.",
  },
  SetAsideRecord: {
    reason: "`damaged`, `unreadable` or `same-text`; more may come.",
    removable: "Whether it can be removed through the interface.",
  },
  InterventionList: {
    "interventions[].paragraph": "The first of the section; null where it has no passage.",
    "interventions[].recommendations": "A paragraph whose items are recommendations is counted by its items.",
  },
  Trace: {
    candidates:
      "What was weighed, one row a passage: its place, how it was found, and the probability that it answers.",
    "candidates[].features": "What the probability is made of.",
  },
  Session: {
    name: "Of the key, or of the person whom a proxy names.",
    scopes: "What may be done; over loopback asking is open to all.",
  },
  SignInLink: { path: "Goes behind the server's address; the token stands behind the `#`, which is sent to nobody." },
  AuditLog: {
    "entries[].keyId": "Of the key that was sent, signed in with, or sent by the proxy.",
    "entries[].records": "Ids of the records that came of it, where the path does not name them.",
    "entries[].purged": "Gone at once and for good.",
    "entries[].status": "499 where the client had left: whether the change was made, it was not told.",
  },
  ChatCompletionRequest: {
    model: "`relator`.",
    messages: "The user's are read; the last one is the question. Texts only.",
    n: "1, or left out.",
    response_format: "Of the type `text`, or left out.",
    relator: "Fields of AskRequest.",
  },
  ModelResponseRequest: {
    model: "`relator`.",
    input: "The question, or messages: the user's are read, the last one is the question.",
    relator: "Fields of AskRequest.",
  },
  EmbeddingRequest: {
    model: "The embedded model, as `/v1/models` names it.",
    input: "Texts, each as a passage or a query by its prefix; tokens are refused.",
    dimensions: "Those of the model, or left out.",
  },
  OpenaiError: { "error.code": "The problem's type with `_` for `-`, or `model_not_found`." },
  Problem: {
    type: "Address that explains it, `/problems/…`, relative to the server.",
    detail: "What is wrong and what to do, in the language that Accept-Language prefers.",
    errors: "The fields that are wrong, by path.",
    retryAfterSeconds: "When the same request may succeed, where the server can tell: `Retry-After`.",
    existing: "With `conflict`: id of the record that holds the same text already.",
  },
};

/** @throws Error when a described field is none: the table must not outlive the schemas. */
export function describeFields(schemas: Readonly<Record<string, JsonSchema>>): Readonly<Record<string, JsonSchema>> {
  for (const [name, fields] of Object.entries(descriptions)) {
    for (const [field, description] of Object.entries(fields)) {
      const described = findField(schemas[name], field.split("."));
      if (described === null) throw new Error(`The schema ${name} has no field ${field} to describe.`);
      described.description = description;
    }
  }
  return schemas;
}

function findField(schema: JsonSchema | undefined, path: readonly string[]): JsonSchema | null {
  const [step = "", ...further] = path;
  const name = step.replace("[]", "");
  const field = propertiesOf(schema)[name];
  if (typeof field !== "object") return null;
  if (further.length === 0) return field;
  const { items } = field;
  if (!step.endsWith("[]")) return findField(field, further);
  // Lists of one kind only: none of ours has a kind for each place.
  return typeof items === "object" && !Array.isArray(items) ? findField(items, further) : null;
}

/** Of an object, or of the one that a value is where it is not null. */
function propertiesOf(schema: JsonSchema | undefined): NonNullable<JsonSchema["properties"]> {
  const alternatives = (schema?.anyOf ?? []).filter((each): each is JsonSchema => typeof each === "object");
  return schema?.properties ?? alternatives.find(({ properties }) => properties !== undefined)?.properties ?? {};
}
