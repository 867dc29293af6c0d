import { useState } from "preact/hooks";
import type { DocumentSummary } from "../../../server/document-protocol.ts";
import type { RecordAudit } from "../../../server/ingest-protocol.ts";
import { usePage } from "../../page.ts";
import { speakerNames } from "../../record/speaker-names.ts";
import type { LibraryStrings } from "../../strings/library-strings.ts";

export interface SectionTableProps {
  readonly text: LibraryStrings["reading"];
  readonly document: DocumentSummary;
  readonly sections: RecordAudit["sections"];
}

const sectionsAtFirst = 25;

/** Whose words each part of the record was taken for. */
export function SectionTable({ text, document, sections }: SectionTableProps) {
  const { language } = usePage();
  const [all, setAll] = useState(false);
  const shown = all ? sections : sections.slice(0, sectionsAtFirst);
  return (
    <>
      <table class="section-table">
        <caption class="visually-hidden">{text.speakers}</caption>
        <thead>
          <tr>
            <th scope="col">{text.speaker}</th>
            <th scope="col">{text.passages}</th>
            <th scope="col">{text.recommendations}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((section) => {
            const { name, body } = speakerNames(section);
            return (
              <tr key={section.number}>
                <th scope="row">
                  {name === null ? (
                    <span class="quiet">{text.noSpeaker}</span>
                  ) : (
                    <bdi lang={document.language}>{name}</bdi>
                  )}
                  {(body ?? section.topic) !== null && (
                    <span class="quiet section-topic" lang={document.language}>
                      {[body, section.topic].filter((part) => part !== null).join(" · ")}
                    </span>
                  )}
                </th>
                <td>{section.passages.toLocaleString(language)}</td>
                <td>{section.recommendations.toLocaleString(language)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {sections.length > shown.length && (
        <button type="button" class="button-quiet" onClick={() => setAll(true)}>
          {text.more(sections.length - shown.length)}
        </button>
      )}
    </>
  );
}
