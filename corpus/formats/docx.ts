import { RecordReadError } from "../record-read-error.ts";
import { composeText } from "./compose-text.ts";
import { type BodyCounts, readBody } from "./docx/body.ts";
import { readNumbering } from "./docx/numbering.ts";
import { localName, readStyles } from "./docx/styles.ts";
import type { FileFormat, FileNote } from "./file-format.ts";
import { textOfRuns } from "./paragraphs.ts";
import { scanXml } from "./xml-scanner.ts";
import { openZipArchive, type ZipArchive } from "./zip-archive.ts";

/** Bytes of one part of the file when unpacked: the words of some ten thousand pages. */
const LARGEST_PART = 96 * 2 ** 20;

/** Reads Word's files (Office Open XML): body, footnotes, lists as they are counted; nothing else is unpacked. */
export function createDocxFormat(): FileFormat {
  return {
    name: "docx",
    recognizes: ({ bytes }) => isZip(bytes) && mainPartOf(openZipArchive(bytes)) !== null,
    async extract({ bytes, signal }) {
      const archive = openZipArchive(bytes);
      const main = mainPartOf(archive);
      if (archive === null || main === null) {
        throw new RecordReadError("The file is damaged: it holds no document. Save it again and add it again.", {
          reason: "damaged",
        });
      }
      const folder = main.slice(0, main.lastIndexOf("/") + 1);
      const counts = { insertions: 0, deletions: 0, comments: 0, footnotes: 0, textBoxes: 0, images: 0, hidden: 0 };
      const context = {
        styles: readStyles(partOf(archive, `${folder}styles.xml`) ?? EMPTY_PART),
        numbering: readNumbering(partOf(archive, `${folder}numbering.xml`) ?? EMPTY_PART),
        counts,
      };
      signal?.throwIfAborted();
      const notes = new Map([...readNotes(archive, folder, "footnote"), ...readNotes(archive, folder, "endnote")]);
      const parts = readBody(partOf(archive, main) ?? EMPTY_PART, {
        ...context,
        noteText: (kind, id) => notes.get(`${kind} ${id}`) ?? null,
      });
      signal?.throwIfAborted();
      const { text, structure } = composeText(parts);
      const told = [...notesOf(counts), ...(hasPageHeaders(archive, folder) ? [HEADERS_LEFT_OUT] : [])];
      return { fileFormat: "docx", text, format: "structured", structure, pages: null, notes: told };
    },
  };
}

const EMPTY_PART = "<none/>";
const HEADERS_LEFT_OUT: FileNote = { code: "page-headers-left-out" };

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** "word/document.xml", or what other writers call it. */
function mainPartOf(archive: ZipArchive | null): string | null {
  return archive?.names.find((name) => /^word\/document\d*\.xml$/u.test(name)) ?? null;
}

function partOf(archive: ZipArchive, name: string): string | null {
  const bytes = archive.read(name, LARGEST_PART);
  if (bytes === null) return null;
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(utf16 ? "utf-16le" : "utf-8").decode(bytes);
}

/** The words of each note by kind and id; the lines that only separate notes have a type. */
function readNotes(archive: ZipArchive, folder: string, kind: "footnote" | "endnote"): Map<string, string> {
  const xml = partOf(archive, `${folder}${kind}s.xml`);
  const texts = new Map<string, string>();
  if (xml === null) return texts;
  for (const [id, own] of splitNotes(xml, kind)) {
    const body = readBody(own, {
      styles: readStyles(EMPTY_PART),
      numbering: readNumbering(EMPTY_PART),
      noteText: () => null,
      counts: { insertions: 0, deletions: 0, comments: 0, footnotes: 0, textBoxes: 0, images: 0, hidden: 0 },
    });
    const text = body
      .map((part) => (part.kind === "paragraph" ? textOfRuns(part.runs) : part.rows.flat().join(" ")))
      .join(" ")
      .replace(/\s+/gu, " ")
      .trim();
    if (text !== "") texts.set(`${kind} ${id}`, text);
  }
  return texts;
}

function splitNotes(xml: string, kind: string): [string, string][] {
  const notes: [string, string][] = [];
  const tags = new RegExp(`<(/?)((?:\\w+:)?${kind})(?=[\\s>])([^>]*)>`, "gu");
  let open: { readonly id: string; readonly start: number } | null = null;
  for (const match of xml.matchAll(tags)) {
    const [whole, closing, , attributes = ""] = match;
    if (closing === "") {
      const id = /\bid="([^"]*)"/u.exec(attributes)?.[1];
      const separates = /\btype="(?!normal")/u.test(attributes);
      open = id === undefined || separates ? null : { id, start: match.index + whole.length };
    } else if (open !== null) {
      notes.push([open.id, `<note>${xml.slice(open.start, match.index)}</note>`]);
      open = null;
    }
  }
  return notes;
}

function notesOf(counts: BodyCounts): FileNote[] {
  const all: readonly (readonly [FileNote["code"], number])[] = [
    ["tracked-insertions-kept", counts.insertions],
    ["tracked-deletions-left-out", counts.deletions],
    ["comments-left-out", counts.comments],
    ["footnotes-in-place", counts.footnotes],
    ["text-boxes-in-place", counts.textBoxes],
    ["images-left-out", counts.images],
    ["hidden-text-left-out", counts.hidden],
  ];
  return all.filter(([, count]) => count > 0).map(([code, count]) => ({ code, count }));
}

function hasPageHeaders(archive: ZipArchive, folder: string): boolean {
  const names = archive.names.filter((name) => name.startsWith(folder) && /(?:header|footer)\d*\.xml$/u.test(name));
  return names.some((name) => {
    let words = "";
    let inText = false;
    scanXml(partOf(archive, name) ?? EMPTY_PART, {
      open: (element) => {
        inText = localName(element) === "t";
      },
      close: () => {
        inText = false;
      },
      text: (text) => {
        if (inText) words += text;
      },
    });
    return /\p{L}/u.test(words);
  });
}
