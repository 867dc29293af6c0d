import { plainWords, visibleText } from "../invisible-characters.ts";
import type { TextBlock } from "../text-extractor.ts";

/** What ends one turn and begins the next inside a paragraph: a stop and a dash before a name and its colon. */
const NEXT_TURN = /\.\s?[-–—]\s+(?=\p{Lu}[\p{L}\p{M}.’' ]{1,50}?(?:\s?\([^()]{1,80}\))?\s?:\s)/gu;

/** Lines of a log or a transcript, each with its time, its day and time, or its speaker marked. */
const NEXT_LINE =
  /\n\s*(?=[[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s|\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s\d{1,2}:\d{2}|<[^<>\n]{1,50}>)/gu;

/** "I do not think— Q14 Tobias Birkett: So…": questions are numbered. */
const NEXT_QUESTION = /(?<!\s)\s+(?=Q\d{1,3}\.?\s+\p{Lu}[\p{L}\p{M}.’' -]{1,50}?:\s)/gu;

/** "SUMMARY OF STATEMENTS … Statement by Ms. Nóbrega, …": a text without line breaks. */
const NEXT_STATEMENT =
  /\s+(?=(?:Statement|Intervention|Remarks|Intervención|Declaración|Intervenção|Declaração|Déclaration) (?:by|of|de|del|d[aou]|du|par|por) (?:the |la |el |l['’])?\p{Lu})/gu;

/** Up to "Ms. Nóbrega said…", "The observer said…": who makes the statement, and no more. */
const STATEMENT_HEADING =
  /^(?:Statement|Intervention|Remarks|Intervención|Declaración|Intervenção|Declaração|Déclaration)\s.{6,160}?\s(?=(?:(?:Ms|Mr|Mrs|Dr|Sra?|M|Mme)\.?\s\p{Lu}[\p{L}’'-]+|(?:The|El|La|O|A|L[ea])\s\p{Ll}{4,})\s\p{Ll})/u;

/** Blocks of a record whose line breaks were lost. */
const MOST_OF_ONE_LINE = 4;

/** A single turn behind a stop and a dash may be a quotation; a line with its own mark is one for sure. */
const separators = [
  { pattern: NEXT_TURN, fewest: 2 },
  { pattern: NEXT_LINE, fewest: 1 },
  { pattern: NEXT_QUESTION, fewest: 1 },
  { pattern: NEXT_STATEMENT, fewest: 2 },
];

/** Several turns run into one paragraph become a block each; a single one may be a quotation, and stays. */
export function splitTurns(blocks: readonly TextBlock[], source: string): TextBlock[] {
  return blocks.flatMap((block) => {
    if (block.form !== "prose" || block.cell !== null || block.headingLevel !== null) return [block];
    const raw = source.slice(block.start, block.end);
    // Where page furniture or hyphens lie inside, offsets into the text are not those into the source.
    if (plainWords(raw) !== block.text) return [block];
    const seen = visibleText(raw);
    // The mark between two turns stays at the end of the first, so that nothing is lost.
    const cuts = separators
      .filter(({ pattern }) => pattern !== NEXT_STATEMENT || blocks.length <= MOST_OF_ONE_LINE)
      .map(({ pattern, fewest }) => {
        const found = [...seen.text.matchAll(pattern)].map(({ index, 0: mark }) => seen.offsetOf(index + mark.length));
        return found.length >= fewest ? found : undefined;
      })
      .find((found) => found !== undefined);
    if (cuts === undefined) return [block];
    return partsOf(block, raw, [0, ...cuts]).flatMap((part) => {
      const own = source.slice(part.start, part.end);
      const named = STATEMENT_HEADING.exec(own)?.[0].length;
      return named === undefined ? [part] : partsOf(part, own, [0, named]);
    });
  });
}

/** A block in parts, by where they begin in its own text; what stands before one stays at the end of the one before. */
export function partsOf(block: TextBlock, raw: string, beginnings: readonly number[]): TextBlock[] {
  return beginnings.map((from, at): TextBlock => {
    const own = raw.slice(from, beginnings[at + 1] ?? raw.length).trimEnd();
    const bounds = { start: block.start + from, end: block.start + from + own.length, text: plainWords(own) };
    return at === 0 ? { ...block, ...bounds } : { ...block, ...bounds, mark: null, lead: null, setApart: false };
  });
}
