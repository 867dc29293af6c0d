import { useState } from "preact/hooks";
import type { DocumentSummary } from "../../../server/document-protocol.ts";
import { paragraphMark } from "../../formats.ts";
import { markupOfQuote, type Paragraph } from "../../library/paragraphs.ts";
import { documentPath } from "../../routes.ts";
import type { LibraryStrings } from "../../strings/library-strings.ts";
import { Link } from "../link.tsx";
import { MarkedText } from "../marked-text.tsx";
import { doubtButtonId, type Mending, useMending } from "./mending/mending.ts";
import { ParagraphActions } from "./mending/paragraph-actions.tsx";
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
              <Places name={name} text={reading} document={document} places={places} />
            </section>
          ),
      )}
    </div>
  );
}

interface PlacesProps {
  /** Of the list: a place may stand in several. */
  readonly name: string;
  readonly text: LibraryStrings["reading"];
  readonly document: DocumentSummary;
  readonly places: readonly {
    readonly paragraph: number | null;
    readonly start: number;
    readonly end: number;
    readonly text: string;
  }[];
}

const placesAtFirst = 8;

/** Each with its first words, as a link to where it stands. */
function Places({ name, text, document, places }: PlacesProps) {
  const mending = useMending();
  const [all, setAll] = useState(false);
  const shown = all ? places : places.slice(0, placesAtFirst);
  return (
    <>
      <ul class="reading-places">
        {shown.map(({ paragraph, start, end, text: words }, index) => (
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
              <MarkedText
                text={words}
                base={start}
                spans={[]}
                markup={markupOfQuote(mending?.detail ?? null, { start, quote: words })}
              />
            </q>
            {mending !== null && paragraph !== null && (
              <ParagraphActions
                mending={mending}
                paragraph={paragraphAt(mending, { paragraph, start, end, text: words })}
                aboutSpeaker={true}
                firstId={doubtButtonId(name, start)}
                focusAfter={[places[index + 1], places[index - 1]].flatMap((next) =>
                  next === undefined ? [] : [doubtButtonId(name, next.start)],
                )}
              />
            )}
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

interface Place {
  readonly paragraph: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The paragraph that a doubt is about, whole where the record is fetched. */
function paragraphAt({ detail }: Mending, place: Place): Paragraph {
  const found = detail?.sections.flatMap(({ passages }) => passages).find(({ start }) => start === place.start);
  return { ...place, ...found, kind: found?.kind ?? "key-point", speaker: null, items: [], doubtful: true };
}
