import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { findDates } from "./dates.ts";
import type { RecordMetadata } from "./metadata.ts";
import { type Field, fieldOf } from "./title-block.ts";

const HELD =
  /(?<!\p{L})(?:held|celebrad[ao]|realizad[ao]|tuvo lugar|took place|realizada|tenue|sesion|reunion|session|meeting|sessao|reuniao|seance|(?:siendo|pelas|as|a) las? \p{N}[\p{N}.:]* horas del dia|siendo las)(?!\p{L})/u;

/** "Held at Headquarters, on…": says when, where "seventh session" beside the date of a paper does not. */
const HELD_ON = /(?<!\p{L})(?:held|celebrad[ao]|realizad[ao]|tenue)(?!\p{L})/u;

/** "Circulated on 4 December 2023": the paper's date, beside the session's. */
const ISSUED_ON =
  /(?<!\p{L})(?:circulated|issued|published|distributed|released|revised|distribuid[oa]|publicad[oa]|circulad[oa]|emitid[oa]|difundid[oa]|divulgad[oa]|emise?|publiee?|diffusee?|distribuee?)(?: (?:on|el(?: dia)?|em|le|a|en))?[\s,:]*$/u;
const COMING =
  /(?<!\p{L})(?:next|proxim[oa]|prochaine?|siguiente|seguinte)(?!\p{L})|(?<!\p{L})(?:will be held|se celebrara|se realizara|tendra lugar|sera realizada|se tiendra|aura lieu)(?!\p{L})/u;

/** What is approved, called, published or signed has a date of its own. */
const OTHER_DATE =
  /(?<!\p{L})(?:anterior|previous|last meeting|minutes of|acta de la (?:sesion|reunion) (?:de|del|anterior)|ata da|proces-verbal de la seance du|approv|aprob|aprov|convoc|publica|publish|publie|issued|ordered|firm|signed|signe|assin|resoluc|resolution|decreto|expediente|carta|letter|law|ley|lei|loi|supersedes|version)/u;
const LONGEST_DATE_LINE = 140;
/** "En Villarreta, a los ocho días del mes de marzo de…", "Aos dez dias do mês de março…". */
const GATHERED =
  /(?<!\p{L})(?:a los|aos?|siendo|reunid[oa]s|se reun\p{L}+|reuniu-se|reuniram-se|met (?:at|on)|s['’]est reuni)(?!\p{L})/u;

/**
 * The session's date from the lines and paragraphs that open a record whose title block tells none: on a short line, or
 * in a sentence that tells of a gathering. Null where what stands before the date says that something else has it.
 */
export function openingDate(blocks: readonly TextBlock[]): string | null {
  for (const { text } of blocks) {
    const folded = foldText(text);
    const isLine = text.length <= LONGEST_DATE_LINE;
    for (const { date, start } of findDates(text)) {
      const before = folded.slice(Math.max(0, start - LONGEST_DATE_LINE), start);
      const sentence = before.split(/(?<=\p{Ll}{3})\. /u).at(-1) ?? before;
      if (OTHER_DATE.test(sentence) || COMING.test(sentence)) continue;
      if (isLine || HELD.test(sentence) || GATHERED.test(sentence)) return date;
    }
  }
  return null;
}

/** The text without the sentences that tell when the body meets again. */
function withoutComingMeetings(text: string): string {
  return text
    .split(/(?<=\p{Ll}{3,}\.|\d\.)\s+(?=\p{Lu})/u)
    .filter((sentence) => !COMING.test(foldText(sentence)))
    .join(" ");
}

/** The session's date and the document's, told apart by what stands around them. */
export function datesOf(
  frontMatter: readonly TextBlock[],
  closing: readonly TextBlock[],
  fields: ReadonlyMap<Field, string>,
): Pick<RecordMetadata, "sessionDate" | "documentDate"> {
  const first = (text: string | undefined): string | null =>
    text === undefined ? null : (findDates(text)[0]?.date ?? null);
  const labelled = (text: string | undefined): string | null =>
    text === undefined ? null : (findDates(text, { shortYears: true })[0]?.date ?? null);
  const dated = frontMatter.filter(isOfThisMeeting).flatMap((block) => {
    const folded = foldText(block.text);
    const held = HELD.test(folded);
    const isHeld = HELD_ON.test(folded);
    const isLine = block.text.length <= LONGEST_DATE_LINE && !OTHER_DATE.test(folded);
    const field = fieldOf(block.text)?.field;
    return findDates(block.text).map(({ date, start }) => {
      const before = folded.slice(Math.max(0, start - LONGEST_DATE_LINE), start);
      return { date, held, isHeld, isLine, field: ISSUED_ON.test(before) ? ("issued" as const) : field };
    });
  });
  const issued =
    labelled(fields.get("issued")) ??
    closing.map((block) => first(withoutComingMeetings(block.text))).find((date) => date !== null) ??
    dated.find(({ field }) => field === "issued")?.date ??
    null;
  const generic = labelled(fields.get("session"));
  const candidates = dated.filter(({ field }) => field !== "issued");
  // "Date: …" beside a line that says when the meeting was is the paper's.
  const told = candidates.find(({ held, isLine }) => held && isLine)?.date ?? null;
  const isPaperDate = told !== null && generic !== null && told < generic;
  const session =
    (isPaperDate ? null : labelled(fields.get("session"))) ??
    candidates.find(({ isHeld, isLine }) => isHeld && isLine)?.date ??
    candidates.find(({ held }) => held)?.date ??
    candidates.find(({ date }) => date !== issued)?.date ??
    candidates[0]?.date ??
    null;
  // Without a dated closing, a second date in the title block is the document's.
  const second = candidates.find(({ date, held }) => !held && date !== session)?.date ?? null;
  return { sessionDate: session, documentDate: issued ?? second };
}

const APPROVED =
  /(?<!\p{L})(?:approv|aprob|aprov|lectura|leitura|lecture)\p{L}*(?!\p{L}).{0,40}(?<!\p{L})(?:minutes|actas?|atas?|proces-verbal|compte rendu)(?!\p{L})/u;

/** Not "Próxima reunión  15-10-2020", "Motion to approve the minutes of April 23": what is told of another one. */
function isOfThisMeeting({ text }: TextBlock): boolean {
  if (APPROVED.test(foldText(text.slice(0, LONGEST_DATE_LINE)))) return false;
  return text.length > LONGEST_DATE_LINE || !COMING.test(foldText(text));
}
