import type { Lead } from "../composing/lead.ts";
import { fold } from "../language/terms.ts";
import type { SearchPassage } from "../retrieval/search-text.ts";
import type { requestKinds } from "../understanding/request-kinds.ts";
import { itemsForBlocks, shownText, speakerLabel } from "./answer-request.ts";
import {
  agendaLine,
  attendanceLine,
  attendanceTold,
  bodyInTitle,
  firstHeadingOfEachSection,
  firstHeadings,
  issuerLine,
  languageLine,
  linesNaming,
  linesWithDate,
  mostAttendanceLines,
  placeLine,
  spokenHeadings,
  subjectLines,
} from "./document-lines.ts";
import type { DocumentView } from "./document-views.ts";
import type { Telling } from "./names-in-language.ts";

/** A fact of one document: what is said of it, and the lines that prove it. */
interface DocumentFact {
  readonly lead: Lead;
  readonly proof: readonly SearchPassage[];
}

type FactReader = (view: DocumentView, telling: Telling) => DocumentFact | null;

export type DocumentKind = Exclude<(typeof requestKinds)["document"][number], "document-collection" | "speaker-role">;

const textsOf = (lines: readonly SearchPassage[]): string[] => lines.map((line) => shownText(line));

const speakersFact: FactReader = (view, telling) => {
  const first = firstHeadings(spokenHeadings(view));
  const names = first.map((entry) => speakerLabel(entry, telling));
  return first.length === 0 ? null : { lead: { say: "speakers", facts: { names } }, proof: first };
};

/** Where a record names no issuer apart, the body that held the session issues it. */
const issuerFact: FactReader = (view) => {
  const { document, frontMatter, closing } = view;
  const told = [...closing, ...frontMatter].filter(({ passage }) => issuerLine.test(fold(passage.text)));
  const named = told.length > 0 ? told : linesNaming([...frontMatter, ...closing], document.body);
  const [first] = named;
  if (first === undefined) return null;
  const dated = linesWithDate(closing, document.documentDate).filter((entry) => !named.includes(entry));
  const body = shownText(first).replace(/\s+/gu, " ").replace(/\.$/u, "");
  return { lead: { say: "issuer", facts: { body } }, proof: [...named, ...dated] };
};

const factReaders: Readonly<Record<DocumentKind, FactReader>> = {
  "document-title": ({ document: { title }, frontMatter }) => {
    const subject = subjectLines(frontMatter, title);
    return {
      lead: { say: "title", facts: { title, subject: textsOf(subject) } },
      proof: [...linesNaming(frontMatter, title), ...subject],
    };
  },
  "document-kind": ({ document, frontMatter }) => ({
    lead: { say: "documentKind", facts: { title: document.title } },
    proof: linesNaming(frontMatter, document.title),
  }),
  "document-date": ({ document, frontMatter, closing }) =>
    document.sessionDate === null
      ? null
      : {
          lead: { say: "sessionDate", facts: { isoDate: document.sessionDate } },
          proof: linesWithDate([...frontMatter, ...closing], document.sessionDate),
        },
  "document-documentdate": ({ document, frontMatter, closing }) =>
    document.documentDate === null
      ? null
      : {
          lead: { say: "documentDate", facts: { isoDate: document.documentDate } },
          proof: linesWithDate([...closing, ...frontMatter], document.documentDate),
        },
  "document-issuer": issuerFact,
  "document-body": (view, telling) => {
    const { document, frontMatter, closing } = view;
    if (document.body === null) {
      const named = bodyInTitle(view);
      if (named === null) return issuerFact(view, telling);
      return { lead: { say: "heldBy", facts: { body: named.acronym } }, proof: named.lines };
    }
    const proof = linesNaming([...frontMatter, ...closing], document.body);
    if (proof.length === 0) return issuerFact(view, telling);
    return { lead: { say: "heldBy", facts: { body: document.body } }, proof };
  },
  "document-symbol": ({ document, frontMatter }) => {
    const { symbol } = document;
    if (symbol === null) return null;
    return {
      lead: { say: "symbol", facts: { symbol } },
      proof: frontMatter.filter(({ passage }) => passage.text.includes(symbol)),
    };
  },
  "document-place": ({ frontMatter, closing }) => {
    const lines = [...frontMatter, ...closing].filter(({ passage }) => placeLine.test(fold(passage.text)));
    return { lead: { say: "lines", facts: { of: "place", quotes: textsOf(lines) } }, proof: lines };
  },
  "document-speakers": speakersFact,
  "document-countspeakers": (view) => {
    const headings = spokenHeadings(view);
    const distinct = firstHeadings(headings);
    const sections = firstHeadingOfEachSection(headings).length;
    return { lead: { say: "speakerCount", facts: { speakers: distinct.length, sections } }, proof: distinct };
  },
  "document-countrecommendations": ({ content }, telling) => {
    const counted = itemsForBlocks(content.filter(({ passage }) => passage.kind === "recommendation"));
    const speakers = new Set(counted.map((entry) => speakerLabel(entry, telling))).size;
    return { lead: { say: "recommendationCount", facts: { count: counted.length, speakers } }, proof: counted };
  },
  "document-countpassages": ({ content, document, frontMatter }) => {
    const count = content.filter(({ block }) => block === null).length;
    return { lead: { say: "passageCount", facts: { count } }, proof: linesNaming(frontMatter, document.title) };
  },
  "document-language": ({ document, frontMatter }) => {
    const told = frontMatter.filter(({ passage }) => languageLine.test(fold(passage.text)));
    const proof = told.length > 0 ? told : linesNaming(frontMatter, document.title);
    return { lead: { say: "language", facts: { code: document.language } }, proof };
  },
  "document-attendance": (view, telling) => {
    const listed = view.frontMatter.filter(({ passage }) => attendanceLine.test(fold(passage.text)));
    const told = view.content.filter(({ passage, block }) => block === null && attendanceTold.test(fold(passage.text)));
    const lines = listed.length > 0 ? listed : told.slice(0, mostAttendanceLines);
    // A record without a list of those present shows who took the floor.
    if (lines.length === 0) return speakersFact(view, telling);
    return { lead: { say: "lines", facts: { of: "attendance", quotes: textsOf(lines) } }, proof: lines };
  },
  "document-agenda": ({ headings, content }) => {
    const numbered = headings.filter(({ document, passage }) => {
      const lineStart = document.source.lastIndexOf("\n", passage.start - 1) + 1;
      return /^\W*\d+[.)]/u.test(document.source.slice(lineStart, passage.start));
    });
    const told = content.filter(({ passage }) => agendaLine.test(fold(passage.text)));
    const proof = numbered.length > 0 ? numbered : told.filter(({ block }) => block === null).slice(0, 1);
    return { lead: { say: "lines", facts: { of: "agenda", quotes: textsOf(proof) } }, proof };
  },
};

const factsOfViews = new WeakMap<DocumentView, Map<string, DocumentFact | null>>();

/** What a record tells of itself, found once a view and language; null where it tells nothing. */
export function factOf(view: DocumentView, kind: DocumentKind, telling: Telling): DocumentFact | null {
  const facts = factsOfViews.get(view) ?? new Map<string, DocumentFact | null>();
  factsOfViews.set(view, facts);
  const key = `${kind} ${telling.language}`;
  const known = facts.get(key);
  if (known !== undefined) return known;
  const fact = factReaders[kind](view, telling);
  facts.set(key, fact);
  return fact;
}

/** Whether a record tells such a thing of itself. */
export const isDocumentKind = (kind: string): kind is DocumentKind => Object.hasOwn(factReaders, kind);
