import { RecordReadError } from "../record-read-error.ts";
import { createDocxFormat } from "./docx.ts";
import type { ExtractedFile, FileFormat, FileFormatName, RecordFile } from "./file-format.ts";
import { extensionOf } from "./file-names.ts";
import { createHtmlFormat } from "./html.ts";
import { createPdfFormat } from "./pdf.ts";
import { createMarkdownFormat, createPlainTextFormat } from "./plain-text.ts";
import { refuseUnreadKind } from "./refused-kinds.ts";
import { createSubtitlesFormat } from "./subtitles.ts";
import { notesOnText } from "./text-notes.ts";

/** In the order that they are asked: those that the content proves first, what the name decides then, text last. */
export function createFileFormats(): readonly FileFormat[] {
  return [
    createDocxFormat(),
    createPdfFormat(),
    createHtmlFormat(),
    createSubtitlesFormat(),
    createMarkdownFormat(),
    createPlainTextFormat(),
  ];
}

/** Extensions that each format goes by; plain text goes by any that no other format has. */
const EXTENSIONS: Readonly<Record<Exclude<FileFormatName, "text">, readonly string[]>> = {
  docx: ["docx", "docm", "dotx"],
  pdf: ["pdf"],
  html: ["html", "htm", "xhtml"],
  subtitles: ["vtt", "srt"],
  markdown: ["md", "markdown"],
};

/**
 * From a file's bytes to the text that is held as the record's source, and the structure that its format tells.
 * The kind is recognised by the content first and by the name second: a PDF named "acta.docx" is read as a PDF, and says
 * so in a note; plain text named "acta.pdf" is refused, as it is some program's message and no record.
 *
 * @throws RecordReadError with its reason; the signal's reason when aborted.
 */
export async function extractFile(file: RecordFile): Promise<ExtractedFile> {
  const { name, bytes, signal } = file;
  signal?.throwIfAborted();
  if (bytes.length === 0) throw empty();
  refuseUnreadKind(file);
  const format = createFileFormats().find((each) => each.recognizes(file)) ?? createPlainTextFormat();
  const extension = extensionOf(name);
  const named = namedFormat(extension);
  if (format.name === "text" && (named === "docx" || named === "pdf")) throw wrongKind("text", extension);
  const extracted = await extractSafely(format, file);
  signal?.throwIfAborted();
  if (!/[\p{L}\p{N}]/u.test(extracted.text)) throw empty();
  const isPlain = format.name === "text" || format.name === "markdown" || format.name === "subtitles";
  const otherwise = !isPlain && extension !== "" && named !== format.name;
  return {
    ...extracted,
    notes: [
      ...(otherwise ? [{ code: "named-otherwise" as const }] : []),
      ...extracted.notes,
      ...notesOnText(extracted.text).filter(({ code }) => extracted.notes.every((note) => note.code !== code)),
    ],
  };
}

function namedFormat(extension: string): FileFormatName {
  const known = Object.entries(EXTENSIONS).find(([, extensions]) => extensions.includes(extension))?.[0];
  // The keys of the table are names of formats.
  return (known as FileFormatName | undefined) ?? "text";
}

/** Whatever a hostile file brings a parser to throw is a file that cannot be read. */
async function extractSafely(format: FileFormat, file: RecordFile): Promise<ExtractedFile> {
  try {
    return await format.extract(file);
  } catch (error) {
    if (error instanceof RecordReadError || file.signal?.aborted === true) throw error;
    throw new RecordReadError(
      "The file is damaged, or built as no program builds it. Save it again and add it again.",
      {
        reason: "damaged",
        cause: error,
      },
    );
  }
}

function empty(): RecordReadError {
  return new RecordReadError("The file is empty. Supply the text of the record.", { reason: "empty" });
}

function wrongKind(looksLike: string, named: string): RecordReadError {
  return new RecordReadError(
    `The file is named .${named}, and holds plain text. If that is the record, name it .txt and add it again.`,
    { reason: "wrong-kind", details: { looksLike, named } },
  );
}
