import { type Cited, permalinkPath, withBase } from "../answer-text/permalinks.ts";

/** Resources of the protocol for agents: a record's source text, and one passage of it. */
export const recordTemplate = "relator://records/{id}";
export const passageTemplate = [recordTemplate, "passages", "{place}"].join("/");

export function recordUri(documentId: string): string {
  return `relator://records/${encodeURIComponent(documentId)}`;
}

export function passageUri(passageId: string): string {
  const { documentId, place } = splitPassageId(passageId) ?? { documentId: passageId, place: "" };
  return [recordUri(documentId), "passages", encodeURIComponent(place)].join("/");
}

/** A passage's id is its record's, a slash, and its place; null of one that is a record's. */
export function splitPassageId(id: string): { readonly documentId: string; readonly place: string } | null {
  const slash = id.lastIndexOf("/");
  return slash <= 0 ? null : { documentId: id.slice(0, slash), place: id.slice(slash + 1) };
}

/** Where a person reads the passage. */
export function pageUrl(passage: Cited, linkBase: string): string {
  return withBase(linkBase, permalinkPath(passage));
}
