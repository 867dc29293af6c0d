import { RecordReadError } from "../record-read-error.ts";

export type XmlAttributes = (name: string) => string | null;

export interface XmlHandler {
  /** @param name with the prefix that the file uses. Attributes are looked up by local name. */
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  text(text: string): void;
}

/** Deeper than any word processor nests; the readers keep a stack of this size. */
const DEEPEST = 4_000;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/**
 * Goes once over an XML text without building a tree, so that neither nesting nor size costs more than its length.
 * Office files declare no document type: one that does is refused, and with it every entity but XML's own five.
 *
 * @throws RecordReadError where the text is not well-formed.
 */
export function scanXml(xml: string, handler: XmlHandler): void {
  const open: string[] = [];
  let position = 0;
  while (position < xml.length) {
    const start = xml.indexOf("<", position);
    if (start === -1) break;
    if (start > position && open.length > 0) handler.text(decodeEntities(xml.slice(position, start)));
    position = readMarkup(xml, start, open, handler);
  }
  if (open.length > 0) throw notWellFormed();
}

/** Reads what begins with "<" and returns the offset behind it. */
function readMarkup(xml: string, start: number, open: string[], handler: XmlHandler): number {
  if (xml.startsWith("<!--", start)) return behind(xml, "-->", start);
  if (xml.startsWith("<?", start)) return behind(xml, "?>", start);
  if (xml.startsWith("<![CDATA[", start)) {
    const end = behind(xml, "]]>", start);
    handler.text(xml.slice(start + 9, end - 3));
    return end;
  }
  if (xml.startsWith("<!", start)) {
    throw new RecordReadError("The file declares entities of its own, which no office file does. It is not read.", {
      reason: "unsafe-markup",
    });
  }
  const end = endOfTag(xml, start);
  const tag = xml.slice(start + 1, end - 1);
  if (tag.startsWith("/")) {
    const name = tag.slice(1).trim();
    if (open.pop() !== name) throw notWellFormed();
    handler.close(name);
    return end;
  }
  const name = /^[^\s/>]+/u.exec(tag)?.[0] ?? "";
  if (name === "") throw notWellFormed();
  handler.open(name, (wanted) => attributeOf(tag, wanted));
  if (tag.endsWith("/")) handler.close(name);
  else {
    open.push(name);
    if (open.length > DEEPEST) throw tooDeep();
  }
  return end;
}

/** A ">" inside quotation marks does not end the tag. */
function endOfTag(xml: string, start: number): number {
  let quote = "";
  for (let index = start + 1; index < xml.length; index += 1) {
    const character = xml.charAt(index);
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === ">") return index + 1;
  }
  throw notWellFormed();
}

function attributeOf(tag: string, wanted: string): string | null {
  for (const match of tag.matchAll(/(?<=\s)([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu)) {
    const name = match[1] ?? "";
    if (name === wanted || name.endsWith(`:${wanted}`)) return decodeEntities(match[2] ?? match[3] ?? "");
  }
  return null;
}

function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[\da-fA-F]{1,6}|#\d{1,7}|\w{1,20});/gu, (written, name: string) => {
    if (!name.startsWith("#")) return ENTITIES[name] ?? written;
    const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : "\ufffd";
  });
}

function behind(xml: string, mark: string, from: number): number {
  const end = xml.indexOf(mark, from);
  if (end === -1) throw notWellFormed();
  return end + mark.length;
}

function notWellFormed(): RecordReadError {
  return new RecordReadError("The file is damaged: its text is not well-formed. Save it again and add it again.", {
    reason: "damaged",
  });
}

export function tooDeep(): RecordReadError {
  return new RecordReadError("The file nests its parts deeper than any writer does. It is not read.", {
    reason: "too-deep",
  });
}
