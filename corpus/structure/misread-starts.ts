import { markFamily } from "../extraction/marks.ts";
import { foldText } from "../folding.ts";
import { findDates } from "../reading/dates.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isSetAsHeading } from "./block-features.ts";
import { isOrdinal, namesNoSpeaker } from "./labels.ts";
import { readableCase } from "./letter-case.ts";
import { readHonorific } from "./parties.ts";
import { isProceeding } from "./proceedings.ts";
import type { Speaker, SpeakerStart } from "./speaker.ts";
import { isNameByForm } from "./speakers-by-form.ts";
import { REPORTS_NOW, saysI } from "./verb-forms.ts";

/** Characters of a line that may stand at a page's head. */
const LONGEST_PAGE_LINE = 100;

/**
 * Without what only looks like a speaker: a line among those of a list of those present, a decision, a clause.
 */
export function withoutMisread(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
): ReadonlyMap<number, SpeakerStart> {
  const kept = [...starts].filter(([index, { headingBlocks, speaker }]) => {
    const block = blocks[index];
    if (block === undefined || LEADERS.test(block.text) || CLAUSE.test(speaker.speaker ?? "")) return false;
    if (PRESIDED.test(foldText(block.text)) || /^[IVXLC]+$/u.test(speaker.speaker ?? "")) return false;
    if (isOrdinal(speaker.speaker ?? "")) return false;
    // "Concejal Sr": the name is cut off behind its title.
    if (/\s(?:Sra?|Srta|Dra?|D|M|Mme|Mr|Mrs|Ms)\.?$/u.test(speaker.speaker ?? "")) return false;
    // "Transport Committee – 14 March 2024 – page 2".
    const isLine = headingBlocks === 0 && block.text.length <= LONGEST_PAGE_LINE;
    if (isLine && findDates(block.text).length > 0 && !/[.!?…]$/u.test(block.text)) return false;
    // "La Commission soumet au Synode quatre recommandations :" is a sentence, and its verb no part of a name.
    if (headingBlocks > 0 && foldText(` ${speaker.speaker}`).search(VERB_IN_NAME) !== -1) return false;
    if (headingBlocks > 0 && MATTER.test(foldText(speaker.speaker ?? ""))) return false;
    if (isMisreadName(speaker) || (headingBlocks > 0 && /[¿?¡!]/u.test(block.text))) return false;
    if (headingBlocks === 0 && saysI(block.text)) return false;
    if (headingBlocks === 0) return !isProceeding(block) && !namesNoSpeaker(foldText(speaker.speaker ?? ""));
    if (headingBlocks > 0 && leadsToClauses(block, blocks[index + headingBlocks])) return false;
    // "ACTION: Ruiz to send the plan" is no heading of somebody's words.
    if (LABELLED.test(block.text) && isProceeding(block)) return false;
    // Several persons in the lines of one heading, or right above it, are those present.
    const lines = blocks.slice(block.setApart ? index : index - 1, index + headingBlocks);
    return lines.filter(({ text }) => readHonorific(text) !== null).length < 2;
  });
  return withoutAttendance(new Map(kept.filter(([index, start]) => !isAgenda(blocks, index, start))));
}

const FEWEST_SMALL_WORDS = 3;

/** "La commission soumet au Synode quatre recommandations :" above "que chaque lieu…": a sentence that its items end. */
function leadsToClauses({ text }: TextBlock, next: TextBlock | undefined): boolean {
  if (!/^\p{Lu}(?:\p{Ll}{0,2}\s|['’])\p{Ll}.*:$/u.test(text) || !/^\p{Ll}/u.test(next?.text ?? "")) return false;
  return (text.match(/(?<![\p{L}’'])\p{Ll}{5,}/gu) ?? []).length >= FEWEST_SMALL_WORDS;
}

const LABELLED = /^[^:]{3,40}:\s/u;
const MOST_ITEMS = 40;

/** "Ordre du jour" above items that are headings further down: matters to be spoken of. */
function isAgenda(blocks: readonly TextBlock[], index: number, { headingBlocks }: SpeakerStart): boolean {
  if (headingBlocks === 0 || blocks[index + headingBlocks]?.mark == null) return false;
  const rest = blocks.slice(index + headingBlocks);
  const end = rest.findIndex(({ mark, headingLevel }) => mark === null || headingLevel !== null);
  const items = rest.slice(0, Math.min(end === -1 ? rest.length : end, MOST_ITEMS));
  const below = rest.slice(items.length).filter(({ text }) => text.length <= LONGEST_PAGE_LINE);
  const again = items.filter(({ text }) => below.some((heading) => heading.text.includes(text)));
  return items.length >= FEWEST_LISTED && again.length * 2 > items.length;
}

/** "Mme de la Brosse s'inquiète de la durée": a person's name holds no other words. */
function isMisreadName({ speaker, isPerson }: Speaker): boolean {
  const name = speaker ?? "";
  const address = readHonorific(name);
  if (isPerson !== true && address === null) return false;
  return !isNameByForm(readableCase(name.slice(address?.length ?? 0), { singleWord: true }).replace(/[.,;]+$/u, ""));
}

/** "Présidence de Mme Maréchaux": who presides, above what is said. */
const PRESIDED =
  /^(?:(?:presidencia|presidence) d(?:el?|[ao]s?|['’]) ?(?:l[ao]s? |el |l['’])?(?:exc|sr|sen|m\. |mme|d\. |don|dr)|under the (?:presidency|chair))/u;
/** "Proposals before the Group", "Recommendations to the Commission", "Opening and organization": matters, and no bodies. */
const MATTER =
  /^(?:proposals?|recommendations?|opening|closing|adoption|review|consideration|election|propuestas|recomendaciones|apertura|clausura|adopcion|examen|eleccion|propostas|recomendacoes|abertura|encerramento|adocao|propositions|recommandations|ouverture|cloture|election) (?:before|to|and|of|by|for|y|a|ante|de|del|e|ao?|d[ao]|et|aux?|du|des|la|l['’])(?: |$)/u;
/** "Chair: Ms. Al-Harthi ........ (Qasrain)": a column of names or of pages. */
const LEADERS = /\.{5,}|(?:\.\s){5,}|…{3,}|_{5,}/u;
const VERB_IN_NAME = new RegExp(`${REPORTS_NOW.source} (?:d[aou]|au|aux|al?|to|el|la|les?|los|the) `, "u");
const CLAUSE = /\s(?:que|that|qui|quien|who)\s/u;

/** Names that follow on one another with nothing said between them are those present, and no speakers. */
function withoutAttendance(starts: ReadonlyMap<number, SpeakerStart>): ReadonlyMap<number, SpeakerStart> {
  const kept = new Map(starts);
  let run: number[] = [];
  let next = -1;
  for (const [index, { headingBlocks }] of starts) {
    run = index === next ? [...run, index] : [index];
    next = headingBlocks === 0 ? -1 : index + headingBlocks;
    if (run.length >= FEWEST_PRESENT) for (const present of run) kept.delete(present);
  }
  return kept;
}

const FEWEST_PRESENT = 3;

const SENTENCE_END = /[.!?…:;][)\]»”"'’*]*$/u;

/**
 * The starts that are lines of a list none of whose lines is a sentence ("Clerk: three quotes for the tap"), in a record
 * whose turns are sentences: those present, or what is to be done by whom.
 */
export function listedStarts(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
): ReadonlySet<number> {
  const listed = new Set<number>();
  const isItem = (block: TextBlock | undefined): boolean =>
    block !== undefined && block.mark !== null && block.headingLevel === null && block.cell === null;
  let others = 0;
  let sentences = 0;
  for (let index = 0; index < blocks.length; index += 1) {
    const from = index;
    while (isItem(blocks[index])) index += 1;
    const run = blocks.slice(from, Math.max(index, from + 1));
    const ends = run.filter(({ text }) => SENTENCE_END.test(text)).length;
    if (index - from >= FEWEST_LISTED && ends === 0)
      for (let item = from; item < index; item += 1) if (starts.get(item)?.headingBlocks === 0) listed.add(item);
    for (let at = from; at < from + run.length; at += 1) {
      if (starts.get(at)?.headingBlocks !== 0 || listed.has(at)) continue;
      others += 1;
      if (SENTENCE_END.test(blocks[at]?.text ?? "")) sentences += 1;
    }
    if (index > from) index -= 1;
  }
  return sentences * 2 > others ? listed : new Set();
}

const FEWEST_LISTED = 2;

/** "Relatora: Yuri Cuatindioy, secretaria del Cabildo.", "Presidenta: Solange Iriarte (Puerto Alba)": who holds an office. */
const HOLDER =
  /^[^:.]{3,40}\s?:\s(?:\p{Lu}[\p{L}’'-]*\.?\s(?:(?:de|del|la|da|do|van|von)\s){0,2}){1,4}\p{Lu}[\p{L}’'-]*(?:,\s\p{Ll}[^.,;:?!]{3,60}(?:\.(?=\s|$)|$)|\s\([^()]+\)\.?$)/u;

/** The first starts of a record that only name who holds an office, and labels of what was decided ("Votación: …"). */
export function namedHolders(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
): ReadonlySet<number> {
  const named = new Set<number>();
  let isFront = true;
  for (const [index, { headingBlocks }] of starts) {
    const text = blocks[index]?.text ?? "";
    isFront &&= headingBlocks === 0 && HOLDER.test(text);
    const [label] = /^[^:]{3,40}:(?=\s)/u.exec(text) ?? [];
    const isDecision = headingBlocks === 0 && label !== undefined && isProceeding({ text: `${label} ` });
    if (isFront || isDecision) named.add(index);
  }
  return named;
}

const FEWEST_ROWS = 3;

/** A body's name as a heading above a table of statements whose rows name who speaks is a line of the title block. */
export function aboveTables(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
): ReadonlySet<number> {
  const rows = [...starts.keys()].filter((index) => blocks[index]?.cell != null);
  const [first] = rows;
  if (first === undefined || rows.length < FEWEST_ROWS) return new Set();
  const others = [...starts].filter(
    ([index, { headingBlocks, speaker }]) =>
      index < first && headingBlocks > 0 && speaker.isPerson !== true && speaker.role === null,
  );
  return new Set(others.map(([index]) => index));
}

const FEWEST_MATTERS = 2;

/** "6. Board Member Comments": a body's name among numbered headings that name matters, in minutes that narrate. */
export function withoutMatters(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
): ReadonlyMap<number, SpeakerStart> {
  const lookAt = (block: TextBlock, index: number): string | null => {
    const { mark, headingLevel } = block;
    if (mark === null || mark.style === "bullet") return null;
    return isSetAsHeading(block, blocks[index - 1], blocks[index + 1]) ? `${markFamily(mark)} ${headingLevel}` : null;
  };
  const matters = new Map<string | null, number>();
  for (const [index, block] of blocks.entries()) {
    const look = starts.has(index) ? null : lookAt(block, index);
    matters.set(look, (matters.get(look) ?? 0) + 1);
  }
  return new Map(
    [...starts].filter(([index, { headingBlocks, speaker }]) => {
      const block = blocks[index];
      if (block === undefined || headingBlocks === 0 || speaker.isPerson === true || speaker.role !== null) return true;
      const look = lookAt(block, index);
      return look === null || (matters.get(look) ?? 0) < FEWEST_MATTERS;
    }),
  );
}
