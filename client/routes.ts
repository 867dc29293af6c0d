import { type FrameLanguage, frameLanguageSchema, limits } from "../server/protocol.ts";
import type { Asked, Without } from "./conversation.ts";
import type { Place } from "./state.ts";

/** What an address of the page names. */
export type Route =
  /** `id` is null on arrival, before a first question. */
  | { readonly page: "conversation"; readonly id: string | null }
  | {
      readonly page: "question";
      readonly asked: Asked;
      readonly history: readonly string[];
      readonly language: FrameLanguage | null;
    }
  | {
      readonly page: "document";
      readonly documentId: string;
      readonly revision: string | null;
      readonly place: Place | null;
    }
  /** `listing`: what the table is narrowed to and its order, as the address writes it (client/record/table-listing.ts). */
  | { readonly page: "recommendations"; readonly documentId: string | null; readonly listing: string }
  | { readonly page: "library"; readonly view: LibraryView }
  /** Nothing of the page is there. */
  | { readonly page: "unknown" };

/** All records; what was read in one of them; a search over all passages. */
export type LibraryView =
  /** `listing`: what the list is narrowed to, its order and page, as the address writes it (client/library/listing.ts). */
  | { readonly name: "records"; readonly listing: string }
  | { readonly name: "reading"; readonly documentId: string; readonly paragraph: number | null }
  | { readonly name: "passages"; readonly query: string };

export const allRecords: LibraryView = { name: "records", listing: "" };

const withoutFields = [
  "speakers",
  "organizations",
  "countries",
  "kinds",
  "documents",
  "dates",
  "inherited",
] as const satisfies readonly (keyof Without)[];
const filterFields = ["speakers", "organizations", "countries", "kinds", "documents"] as const;

/** `top` is where the page's addresses begin, without a slash at the end. */
export function routeAt(href: string, top: string): Route {
  return parseRoute(new URL(href.slice(top.length), top));
}

export function parseRoute(url: URL): Route {
  const document = /^\/d\/([^/@]+)(?:@([^/]+))?\/?$/.exec(url.pathname);
  if (document?.[1] !== undefined) {
    return {
      page: "document",
      documentId: decode(document[1]),
      revision: document[2] === undefined ? null : decode(document[2]),
      place: parsePlace(url.hash),
    };
  }
  const path = url.pathname.replace(/\/$/, "");
  if (path === "/recommendations") {
    const { document: documentId, ...listing } = Object.fromEntries(url.searchParams);
    return { page: "recommendations", documentId: documentId ?? null, listing: `${new URLSearchParams(listing)}` };
  }
  if (/^\/library(\/reading|\/passages)?$/.test(path)) return { page: "library", view: parseLibraryView(url) };
  if (path !== "" && path !== "/index.html") return { page: "unknown" };
  const question = url.searchParams.get("q")?.slice(0, limits.questionCharacters) ?? "";
  if (question.trim() === "") return { page: "conversation", id: url.searchParams.get("conversation") };
  const language = frameLanguageSchema.safeParse(url.searchParams.get("language"));
  return {
    page: "question",
    asked: {
      question,
      without: readFields(url.searchParams, "without", withoutFields),
      filters: readFields(url.searchParams, "only", filterFields),
    },
    history: url.searchParams.getAll("after").slice(-limits.historyQuestions),
    language: language.success ? language.data : null,
  };
}

function parseLibraryView({ pathname, search, searchParams, hash }: URL): LibraryView {
  const documentId = searchParams.get("document");
  if (pathname.startsWith("/library/reading") && documentId !== null) {
    return { name: "reading", documentId, paragraph: parsePlace(hash)?.paragraph ?? null };
  }
  if (!pathname.startsWith("/library/passages")) return { name: "records", listing: search.slice(1) };
  return { name: "passages", query: searchParams.get("q")?.slice(0, limits.questionCharacters) ?? "" };
}

function readFields<Field extends string>(
  parameters: URLSearchParams,
  prefix: string,
  fields: readonly Field[],
): { [field in Field]?: string[] } {
  const values: { [field in Field]?: string[] } = {};
  for (const field of fields) {
    const found = parameters.getAll(`${prefix}.${field}`);
    if (found.length > 0) values[field] = found;
  }
  return values;
}

/** A malformed escape is taken as it stands: the document will not be found, and the page says so. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `#p12` or `#p12.3`, the third item of paragraph 12. */
export function parsePlace(hash: string): Place | null {
  const match = /^#p(\d{1,7})(?:\.(\d{1,5}))?$/.exec(hash);
  if (match === null) return null;
  return { paragraph: Number(match[1]), item: match[2] === undefined ? null : Number(match[2]) };
}

export function placeHash(place: Place): string {
  return place.item === null ? `#p${place.paragraph}` : `#p${place.paragraph}.${place.item}`;
}

/**
 * The address of a passage in one revision of its document; of the current revision when none is given. A revision may be
 * shortened (client/takeaway/formal-citation.ts).
 */
export function documentPath(documentId: string, revision: string | null, place: Place | null): string {
  const at = revision === null ? "" : `@${encodeURIComponent(revision).replaceAll("%3A", ":")}`;
  return `/d/${encodeURIComponent(documentId)}${at}${place === null ? "" : placeHash(place)}`;
}

export function conversationPath(id: string | null): string {
  return id === null ? "/" : `/?conversation=${encodeURIComponent(id)}`;
}

export function recommendationsPath(documentId: string | null, listing = ""): string {
  const query = [documentId === null ? "" : `document=${encodeURIComponent(documentId)}`, listing].filter(Boolean);
  return `/recommendations${query.length === 0 ? "" : `?${query.join("&")}`}`;
}

export function libraryPath(view: LibraryView): string {
  switch (view.name) {
    case "records":
      return view.listing === "" ? "/library" : `/library?${view.listing}`;
    case "reading":
      return `/library/reading?${new URLSearchParams({ document: view.documentId })}${
        view.paragraph === null ? "" : `#p${view.paragraph}`
      }`;
    case "passages":
      return view.query === "" ? "/library/passages" : `/library/passages?${new URLSearchParams({ q: view.query })}`;
  }
}

/** An address that asks the same question again: its text, what went before it and what was taken back. */
export function questionPath(asked: Asked, history: readonly string[], language: FrameLanguage | null): string {
  const parameters = new URLSearchParams({ q: asked.question });
  if (language !== null) parameters.set("language", language);
  for (const earlier of history) parameters.append("after", earlier);
  for (const [prefix, fields] of [
    ["without", asked.without],
    ["only", asked.filters],
  ] as const) {
    for (const [field, values] of Object.entries(fields)) {
      for (const value of values ?? []) parameters.append(`${prefix}.${field}`, value);
    }
  }
  return `/?${parameters}`;
}
