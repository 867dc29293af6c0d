import type { Document } from "../../../corpus/document.ts";
import { isContent, type SearchPassage } from "../retrieval/search-text.ts";
import type { RecordCollection } from "../weighing/record-collection.ts";
import { type AnswerRequest, acceptAll } from "./answer-request.ts";

/** The passages of one record by what they are, each in document order. */
export interface DocumentView {
  readonly document: Document;
  readonly frontMatter: readonly SearchPassage[];
  readonly closing: readonly SearchPassage[];
  readonly headings: readonly SearchPassage[];
  readonly content: readonly SearchPassage[];
}

type Passages = RecordCollection["passages"];

const passagesByDocument = new WeakMap<Passages, ReadonlyMap<Document, Passages>>();
const viewsByPassages = new WeakMap<Passages, DocumentView>();

/** Found once a collection. */
function groupByDocument({ passages }: Pick<RecordCollection, "passages">): ReadonlyMap<Document, Passages> {
  const known = passagesByDocument.get(passages);
  if (known !== undefined) return known;
  const groups = new Map<Document, SearchPassage[]>();
  for (const entry of passages) {
    const own = groups.get(entry.document);
    if (own === undefined) groups.set(entry.document, [entry]);
    else own.push(entry);
  }
  passagesByDocument.set(passages, groups);
  return groups;
}

/** The passages of some records, in the order of the collection. */
export function passagesOf(documents: ReadonlySet<Document>, collection: RecordCollection): Passages {
  if (documents.size === collection.documents.length) return collection.passages;
  const groups = groupByDocument(collection);
  return [...documents].flatMap((document) => groups.get(document) ?? []).sort((a, b) => a.ordinal - b.ordinal);
}

function viewOf(document: Document, passages: Passages): DocumentView {
  const ofKind = (kind: string): SearchPassage[] => passages.filter(({ passage }) => passage.kind === kind);
  return {
    document,
    frontMatter: ofKind("front-matter"),
    closing: ofKind("closing"),
    headings: ofKind("heading"),
    content: passages.filter(isContent),
  };
}

/** A whole record is looked at once a collection: what is found in its view can be kept with it. */
function viewWhole(document: Document, passages: Passages): DocumentView {
  const view = viewsByPassages.get(passages) ?? viewOf(document, passages);
  viewsByPassages.set(passages, view);
  return view;
}

/** The records of the sessions asked for, of each what the reader's filters leave; none of which nothing is left. */
export function viewDocuments({ collection, filter, question }: AnswerRequest): DocumentView[] {
  const groups = groupByDocument(collection);
  const sessions = question.sessions === null ? null : new Set(question.sessions);
  return collection.documents.flatMap((document): DocumentView[] => {
    const passages = sessions === null || sessions.has(document) ? groups.get(document) : undefined;
    if (passages === undefined) return [];
    if (filter === acceptAll) return [viewWhole(document, passages)];
    const left = passages.filter(filter);
    if (left.length === 0) return [];
    return [left.length === passages.length ? viewWhole(document, passages) : viewOf(document, left)];
  });
}
