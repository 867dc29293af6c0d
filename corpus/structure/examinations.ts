import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { readableCase } from "./letter-case.ts";
import { readHonorific, withoutArticle } from "./parties.ts";
import { readPresent } from "./present.ts";
import type { Speaker } from "./speaker.ts";

/** "Cross-examination by MS QUARRINGTON", "Questions from THE TRIBUNAL", "Interrogatorio de la Fiscal": who asks from here on. */
const EXAMINATION =
  /^(?:further |continued |direct |re-?direct |redirect )?(?:(?:cross|re|re-cross)-? ?)?(?:examination(?:-in-chief| in chief)?|questions|questioned|examined|examen|(?:contra)?-?interrogatorio|preguntas|perguntas|inquiricao|interrogatoire|contre-interrogatoire) (?:by|from|of|por|de|del|pel[ao]|d[ao]|par|du) (?:the |la |el |a |o |le |l['’])?/u;
const LONGEST_LINE = 90;
/** "(continued)", "(affirmed)". */
const REMARK = /\s*\([^()]{1,40}\)\s*$/u;
const LETTERS = /^([QAPR])\s?[.:]\s+(?=\S)/u;
/** "BY MS. TEAGARDEN:": who asks, on a line below the kind of the examination. */
const ASKER = /^(?:by|por|par|pel[ao]) (?:the |la |el |l['’])?(?=\S)/u;
/** "(CARLA NUÑEZ-BRIGHT, having been duly sworn, testified as follows:)": who is examined from here on. */
const SWORN = /^\(((?:\p{Lu}[\p{Lu}\p{M}.’'-]*\s){1,4}\p{Lu}[\p{Lu}\p{M}.’'-]+),\s(?=\p{Ll})/u;

/** The letter that a turn opens with ("Q. …"), be it read as a list's mark or not. */
export function turnLetter({ text, mark }: TextBlock): string | undefined {
  return /^([AQPR])[.:]$/u.exec(mark?.text ?? "")?.[1] ?? LETTERS.exec(text)?.[1];
}

/**
 * Who asks and who answers in turns of letters ("Q. …", "A. …"), where lines above tell it: the examination names who
 * asks, and a line with nothing but a titled name who is examined.
 */
export function readExaminations(
  blocks: readonly TextBlock[],
  countries: CountryLexicon,
): ReadonlyMap<number, Speaker> {
  const turns = new Map<number, Speaker>();
  let asks: Speaker | null = null;
  let answers: Speaker | null = null;
  for (const [index, block] of blocks.entries()) {
    const { text, form } = block;
    if (form !== "prose") continue;
    const sworn = SWORN.exec(text)?.[1];
    if (sworn !== undefined) answers = speakerNamed(sworn, countries);
    const bare = text.replace(REMARK, "");
    const examination = bare.length <= LONGEST_LINE ? EXAMINATION.exec(foldText(bare)) : null;
    const letter = turnLetter(block);
    const asker = /:$/u.test(bare) && bare.length <= LONGEST_LINE ? ASKER.exec(foldText(bare))?.[0] : undefined;
    if (examination !== null && !/[.:;?]$/u.test(bare)) {
      asks = speakerNamed(bare.slice(examination[0].length), countries);
      answers ??= speakerNamed(
        /^(?:p|i|contra|q)\p{L}*/u.test(foldText(bare)) && !/ by | from /u.test(bare) ? "Testigo" : "The Witness",
        countries,
      );
    } else if (letter === undefined && asker !== undefined) {
      asks = speakerNamed(bare.slice(asker.length, -1), countries);
    } else if (letter === undefined && isNameLine(bare)) answers = speakerNamed(bare, countries);
    else if (letter !== undefined && asks !== null) {
      const isQuestion = letter === "Q" || letter === "P";
      const speaker = isQuestion ? asks : answers;
      if (speaker !== null) turns.set(index, speaker);
    }
  }
  return turns;
}

/** "MR RODERICK BELTRANE". */
function isNameLine(text: string): boolean {
  const address = readHonorific(text);
  if (address === null || text.length > LONGEST_LINE || /[.,:;?!]$/u.test(text)) return false;
  const words = text.slice(address.length).trim().split(/\s+/u);
  return words.length >= 2 && words.length <= 5 && words.every((word) => /^\p{Lu}[\p{L}’'-]*\.?$/u.test(word));
}

function speakerNamed(written: string, countries: CountryLexicon): Speaker {
  const name = readableCase(withoutArticle(written.trim()), { singleWord: true });
  return readPresent(name, countries);
}
