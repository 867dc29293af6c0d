import type * as z from "zod";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What the names of fields do not say by themselves, by schema. */
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
    incomplete: "Why `complete` is false.",
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
    score: "Estimated probability that the passage answers; null where it was not estimated.",
    link: "Where a person reads the passage: the record in this revision, opened at its paragraph.",
    json: "The same for a program: the record as JSON, with `place`, the passage under whatever reading is held.",
    page: "Of the original file, where it has pages.",
    attribution: "How surely the words are the speaker's.",
    reading: "Names the reading that the passage's id and paragraph are of.",
  },
  DocumentSummary: {
    revision: "`sha256:` and the hash of the source text.",
    sectionCount: "Interventions: sections that somebody speaks.",
    removable: "False for records of the collection's own folder.",
    doubtfulSections: "Sections that open as somebody's turn, and whose cannot be told.",
  },
  Problem: {
    type: "Address that explains it, `/problems/…`, relative to the server.",
    detail: "What is wrong and what to do, in the language that Accept-Language prefers.",
    errors: "The fields that are wrong, by path.",
  },
};

/** @throws Error when a described field is none: the table must not outlive the schemas. */
export function describeFields(schemas: Readonly<Record<string, JsonSchema>>): Readonly<Record<string, JsonSchema>> {
  for (const [name, fields] of Object.entries(descriptions)) {
    for (const [field, description] of Object.entries(fields)) {
      const described = schemas[name]?.properties?.[field];
      if (typeof described !== "object") throw new Error(`The schema ${name} has no field ${field} to describe.`);
      described.description = description;
    }
  }
  return schemas;
}
