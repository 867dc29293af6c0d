import { useState } from "preact/hooks";
import type { DocumentSummary } from "../../../server/protocol.ts";
import { paragraphMark } from "../../formats.ts";
import { documentPath } from "../../routes.ts";
import type { LibraryStrings } from "../../strings/library-strings.ts";
import { Link } from "../link.tsx";
import type { ReadingReportProps } from "./reading-report.tsx";

/** What a reader should look at first: where nobody was found, or it cannot be told who speaks, or text was missed. */
export function ReadingDoubts({ text: { reading }, document, audit, level }: ReadingReportProps) {
  const Heading = `h${level}` as const;
  const lists = [
    ["doubts", audit.doubts, reading.doubts, reading.doubtsMeaning],
    ["unattributed", audit.unattributed, reading.unattributed, reading.unattributedMeaning],
    [
      "unaccounted",
      audit.unaccounted.map((stretch) => ({ ...stretch, paragraph: null })),
      reading.unaccounted,
      reading.unaccountedMeaning,
    ],
  ] as const;
  const nobody = audit.speakerCount === 0;
  if (!nobody && lists.every(([, places]) => places.length === 0)) {
    return <p class="reading-clear">{reading.nothingDoubtful}</p>;
  }
  return (
    <div class="reading-doubts">
      {nobody && (
        <section class="reading-doubt" data-doubt="no-speakers">
          <Heading class="reading-heading">{reading.noSpeakers}</Heading>
          <p>{reading.noSpeakersMeaning}</p>
          <ul class="reading-remedies">
            {reading.noSpeakersRemedies.map((remedy) => (
              <li key={remedy}>{remedy}</li>
            ))}
          </ul>
        </section>
      )}
      {lists.map(
        ([name, places, heading, meaning]) =>
          places.length > 0 && (
            <section key={name} class="reading-doubt" data-doubt={name}>
              <Heading class="reading-heading">{heading(places.length)}</Heading>
              <p>{meaning}</p>
              <Places text={reading} document={document} places={places} />
            </section>
          ),
      )}
    </div>
  );
}

interface PlacesProps {
  readonly text: LibraryStrings["reading"];
  readonly document: DocumentSummary;
  readonly places: readonly { readonly paragraph: number | null; readonly start: number; readonly text: string }[];
}

const placesAtFirst = 8;

/** Each with its first words, as a link to where it stands. */
function Places({ text, document, places }: PlacesProps) {
  const [all, setAll] = useState(false);
  const shown = all ? places : places.slice(0, placesAtFirst);
  return (
    <>
      <ul class="reading-places">
        {shown.map(({ paragraph, start, text: words }) => (
          <li key={start}>
            {paragraph !== null && (
              <Link
                path={documentPath(document.id, document.revision, { paragraph, item: null })}
                aria-label={text.openPlace(paragraphMark(paragraph, null))}
              >
                {paragraphMark(paragraph, null)}
              </Link>
            )}{" "}
            <q class="verbatim" lang={document.language} dir="auto">
              {words}
            </q>
          </li>
        ))}
      </ul>
      {places.length > shown.length && (
        <button type="button" class="button-quiet" onClick={() => setAll(true)}>
          {text.more(places.length - shown.length)}
        </button>
      )}
    </>
  );
}
