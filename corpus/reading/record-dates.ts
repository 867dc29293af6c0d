import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { findDates } from "./dates.ts";
import type { RecordMetadata } from "./metadata.ts";
import { type Field, fieldOf } from "./title-block.ts";

const HELD =
  /(?<!\p{L})(?:held|celebrad[ao]|realizad[ao]|tuvo lugar|took place|realizada|tenue|sesion|reunion|session|meeting|sessao|reuniao|seance|(?:siendo|pelas|as|a) las? \p{N}[\p{N}.:]* horas del dia|siendo las)(?!\p{L})/u;

/** "Circulated on 4 December 2023": the paper's date, beside the session's. */
const ISSUED_ON =
  /(?<!\p{L})(?:circulated|issued|published|distributed|released|revised|distribuid[oa]|publicad[oa]|circulad[oa]|emitid[oa]|difundid[oa]|divulgad[oa]|emise?|publiee?|diffusee?|distribuee?)(?: (?:on|el(?: dia)?|em|le|a|en))?[\s,:]*$/u;
const COMING =
  /(?<!\p{L})(?:next|proxim[oa]|prochaine?|siguiente|seguinte)(?!\p{L})|(?<!\p{L})(?:will be held|se celebrara|se realizara|tendra lugar|sera realizada|se tiendra|aura lieu)(?!\p{L})/u;

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
  const dated = frontMatter.flatMap((block) =>
    findDates(block.text).map(({ date, start }) => ({
      date,
      held: HELD.test(foldText(block.text)),
      field: ISSUED_ON.test(foldText(block.text.slice(0, start))) ? ("issued" as const) : fieldOf(block.text)?.field,
    })),
  );
  const issued =
    labelled(fields.get("issued")) ??
    closing.map((block) => first(withoutComingMeetings(block.text))).find((date) => date !== null) ??
    dated.find(({ field }) => field === "issued")?.date ??
    null;
  const candidates = dated.filter(({ field }) => field !== "issued");
  const session =
    labelled(fields.get("session")) ??
    candidates.find(({ held }) => held)?.date ??
    candidates.find(({ date }) => date !== issued)?.date ??
    candidates[0]?.date ??
    null;
  // Without a dated closing, a second date in the title block is the document's.
  const second = candidates.find(({ date, held }) => !held && date !== session)?.date ?? null;
  return { sessionDate: session, documentDate: issued ?? second };
}
