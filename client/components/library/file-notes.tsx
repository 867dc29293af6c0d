import type { RecordAudit } from "../../../server/ingest-protocol.ts";
import { joinNames } from "../../formats.ts";
import { usePage } from "../../page.ts";
import type { LibraryStrings } from "../../strings/library-strings.ts";

export interface FileNotesProps {
  readonly text: LibraryStrings["reading"];
  readonly notes: RecordAudit["notes"];
}

/** What the reader noted of the file, in words; a note that has none yet by its code. */
export function FileNotes({ text, notes }: FileNotesProps) {
  const { language } = usePage();
  const known = new Map<string, (count: number | null) => string>(Object.entries(text.note));
  return (
    <ul class="reading-notes">
      {notes.map(({ code, count, pages = [] }) => (
        <li key={code}>
          {known.get(code)?.(count) ?? text.otherNote(code)}
          {pages.length > 0 && ` ${text.notePages(joinNames(pages.map(String), language), pages.length)}`}
        </li>
      ))}
    </ul>
  );
}
