import type { RecordAudit } from "../../../server/ingest-protocol.ts";
import type { LibraryStrings } from "../../strings/library-strings.ts";

export interface FileNotesProps {
  readonly text: LibraryStrings["reading"];
  readonly notes: RecordAudit["notes"];
}

/** What the reader noted of the file, in words; a note that has none yet by its code. */
export function FileNotes({ text, notes }: FileNotesProps) {
  const known = new Map<string, (count: number | null) => string>(Object.entries(text.note));
  return (
    <ul class="reading-notes">
      {notes.map(({ code, count }) => (
        <li key={code}>{known.get(code)?.(count) ?? text.otherNote(code)}</li>
      ))}
    </ul>
  );
}
