import type { CountryLexicon } from "../countries.ts";
import { isUpperCase } from "../extraction/lines.ts";
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

/** "Q    Mr. Nguyen, what do you do?": a letter without a stop, in a record where questions and answers both have them. */
const BARE_LETTER = /^([QAPR])\s+(?=[\p{Lu}(¿¡"“«])/u;
const FEWEST_QUESTIONS = 2;
/** "Q (By Mr. Delaney) …": who asks from here on. */
const ASKS_ON = /^(?:[QP][.:]?\s+)?\((?:by|por|par)\s+([^()]{3,60})\)/iu;

/** The letters that turns open with ("Q. …"), be they read as a list's mark or not, by the index of the block. */
export function turnLetters(blocks: readonly TextBlock[]): ReadonlyMap<number, string> {
  const letters = new Map<number, string>();
  const bare = new Map<number, string>();
  for (const [index, { text, mark, form, cell }] of blocks.entries()) {
    if (form !== "prose" || cell !== null) continue;
    const letter = /^([AQPR])[.:]$/u.exec(mark?.text ?? "")?.[1] ?? LETTERS.exec(text)?.[1];
    if (letter !== undefined) letters.set(index, letter);
    else if (mark === null) {
      const alone = BARE_LETTER.exec(text)?.[1];
      if (alone !== undefined) bare.set(index, alone);
    }
  }
  // "A" is an article too: set in as the questions are it opens an answer.
  for (const pair of ["QA", "PR"]) {
    const questions = [...bare].filter(([, letter]) => letter === pair[0]);
    const depths = new Set(questions.map(([index]) => blocks[index]?.depth));
    const own = [...bare].filter(([index, letter]) => pair.includes(letter) && depths.has(blocks[index]?.depth));
    const answers = own.filter(([, letter]) => letter === pair[1]);
    if (Math.min(questions.length, answers.length) < FEWEST_QUESTIONS) continue;
    for (const [index, letter] of own) letters.set(index, letter);
  }
  return new Map([...letters].sort(([a], [b]) => a - b));
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
  const letters = turnLetters(blocks);
  let { asks, answers } = introducedExamination(blocks, letters, countries);
  for (const [index, block] of blocks.entries()) {
    const { text, form } = block;
    if (form !== "prose") continue;
    const sworn = SWORN.exec(text)?.[1] ?? examinedAbove(blocks, index);
    if (sworn !== undefined) answers = speakerNamed(sworn, countries);
    const bare = text.replace(REMARK, "");
    const examination = bare.length <= LONGEST_LINE ? EXAMINATION.exec(foldText(bare)) : null;
    const letter = letters.get(index);
    const goesOn = letter === undefined ? undefined : ASKS_ON.exec(text)?.[1];
    const asker = askerOf(bare);
    if (goesOn !== undefined) asks = speakerNamed(goesOn, countries);
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

interface Examination {
  readonly asks: Speaker | null;
  readonly answers: Speaker | null;
}

/** "| Instrutora | Dr.ª Helena Quintas |", "Testigo: Ana Vera Luz, vecina": who is what, in a title block. */
const HOLDER = /^\|?\s*(\p{Lu}\p{Ll}{4,20})(?:\s*:\s|\s*[|\t]\s*)([^|\t]{4,80}?)\s*\|?$/u;
const OF = /(?:^| )(?:d[aeo]|del|de la|de l['’]|du|of|by|by the|of the|par) ?$/u;
const LONGEST_INTRODUCTION = 2;

/**
 * "A testemunha foi advertida. Às perguntas da Instrutora, disse:" right above the first letter: two whom the title block
 * names by what they are, of whom the one behind a preposition asks. Neither where that is not told.
 */
function introducedExamination(
  blocks: readonly TextBlock[],
  letters: ReadonlyMap<number, string>,
  countries: CountryLexicon,
): Examination {
  const nobody = { asks: null, answers: null };
  const [first] = letters.keys();
  if (first === undefined || !blocks[first - 1]?.text.endsWith(":")) return nobody;
  const above = blocks.slice(Math.max(0, first - LONGEST_INTRODUCTION), first);
  const told = foldText(above.flatMap(({ text }) => (HOLDER.test(text) ? [] : [text])).join(" "));
  const named = blocks.slice(0, first).flatMap(({ text }) => {
    const [, label = "", holder = ""] = HOLDER.exec(text) ?? [];
    const before = told.split(new RegExp(`(?<!\\p{L})${foldText(label)}(?!\\p{L})`, "u"));
    if (label === "" || before.length < 2) return [];
    const [name = ""] = holder.split(/,\s(?=\p{Ll})/u);
    return [{ speaker: readPresent(name, countries), asks: before.slice(0, -1).some((words) => OF.test(words)) }];
  });
  const asks = named.filter((each) => each.asks);
  const answers = named.filter((each) => !each.asks);
  if (asks.length !== 1 || answers.length !== 1) return nobody;
  return { asks: asks[0]?.speaker ?? null, answers: answers[0]?.speaker ?? null };
}

/** What stands before the name in "BY MR. TEAGARDEN:"; undefined for any other line. */
function askerOf(line: string): string | undefined {
  return /:$/u.test(line) && line.length <= LONGEST_LINE ? ASKER.exec(foldText(line))?.[0] : undefined;
}

const MOST_LINES_BETWEEN = 2;

/** "WALTER NGUYEN, PLAINTIFF'S WITNESS, SWORN" in capitals above the line that tells who asks: a name of two words or more. */
function examinedAbove(blocks: readonly TextBlock[], index: number): string | undefined {
  const text = blocks[index]?.text ?? "";
  const [name = "", ...behind] = text.split(/,\s/u);
  const isLine = behind.length > 0 && text.length <= LONGEST_LINE && isUpperCase(text) && !/[.:;?]$/u.test(text);
  if (!isLine || !/^\p{Lu}[\p{Lu}\p{M}’'-]+(?:\s\p{Lu}[\p{Lu}\p{M}.’'-]*){1,3}$/u.test(name)) return undefined;
  const below = blocks.slice(index + 1, index + 2 + MOST_LINES_BETWEEN);
  return below.some((line) => askerOf(line.text) !== undefined || EXAMINATION.test(foldText(line.text)))
    ? name
    : undefined;
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
