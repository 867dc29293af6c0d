import type { Document } from "../../../corpus/document.ts";
import type { ReadRecord } from "../../../corpus/reader.ts";
import type { RecordReadReason } from "../../../corpus/record-read-error.ts";
import type { FileToRead, ReadFile, TextToRead } from "./record-reading.ts";

/** What the server's process asks of the one that reads. */
export type ReadingRequest =
  | ({ readonly type: "file"; readonly call: number } & FileToRead)
  | ({ readonly type: "text"; readonly call: number } & TextToRead);

/** What the process that reads answers. */
export type ReadingReply =
  | { readonly type: "file"; readonly call: number; readonly result: ReadFile }
  | { readonly type: "text"; readonly call: number; readonly result: ReadRecord }
  | {
      readonly type: "failed";
      readonly call: number;
      readonly message: string;
      readonly reason: RecordReadReason;
      readonly details: Readonly<Record<string, string | number>>;
    };

/** A document without what its source tells anyway, so that each text is sent and held once. */
export function packDocument(document: Document): Document {
  return withTexts(document, "", () => "");
}

/** The opposite of `packDocument`: the passages' texts are views of the source again. */
export function unpackDocument(document: Document, source: string): Document {
  return withTexts(document, source, (start, end) => source.slice(start, end));
}

function withTexts(document: Document, source: string, textOf: (start: number, end: number) => string): Document {
  return {
    ...document,
    source,
    sections: document.sections.map((section) => ({
      ...section,
      passages: section.passages.map((passage) => ({ ...passage, text: textOf(passage.start, passage.end) })),
    })),
  };
}
