import type { CountryLexicon } from "../countries.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isSetAsHeading } from "./block-features.ts";
import { classifyParty, readHonorific, withoutArticle } from "./parties.ts";
import { readPersonLine } from "./person-line.ts";
import { bareSpeaker, surnames } from "./present.ts";
import { isAside, isProceeding } from "./proceedings.ts";
import { partyKey, type Speaker, type SpeakerStart, speakerOfParty, speakerOfPerson } from "./speaker.ts";
import { isNameByForm } from "./speakers-by-form.ts";

/** "(M. Kouamé, trésorier)", "— Hélène Arnaud": who said the paragraph above, on a line of its own. */
const NOTE = /^(?:[([]([^()[\]]{2,80})[)\]]|[–—]\s?([^()[\]:;!?]{2,80}))$/u;
/** "past. Blanchon", "Ing. Mora": a short title before a name. */
const ABBREVIATED = /^(\p{L}\p{Ll}{1,5}\.)\s(?=\p{Lu})/u;
/** A name in brackets may be a reference; so many below paragraphs are a way of writing. */
const FEWEST_NOTES = 3;
const FEWEST_SPEAKERS = 2;

export interface SpeakersBelow {
  readonly starts: ReadonlyMap<number, SpeakerStart>;
  /** Paragraphs above one that is somebody's, which may be theirs too. */
  readonly doubtful: ReadonlySet<number>;
  /** All else from the first start on: nobody's. */
  readonly nobody: ReadonlySet<number>;
}

/**
 * Speakers told below their words: lines with nothing but a name in brackets or behind a dash, under paragraphs, where
 * several stand for two speakers or more. The paragraph right above is theirs; those before it are in doubt.
 */
export function findSpeakersBelow(blocks: readonly TextBlock[], countries: CountryLexicon): SpeakersBelow {
  const lastNames = surnames(blocks);
  const found = [...blocks.entries()].flatMap(([index, block]) => {
    const above = blocks[index - 1];
    const [, bracketed, dashed] = NOTE.exec(block.text) ?? [];
    const inside = bracketed ?? dashed;
    if (inside === undefined || above === undefined || !isParagraph(block) || !isParagraph(above)) return [];
    if (NOTE.test(above.text) || isProceeding(above) || isSetAsHeading(above, blocks[index - 2], block)) return [];
    const speaker = readNamed(inside.trim(), lastNames, countries);
    return speaker === null ? [] : [{ index, speaker }];
  });
  const isHabit =
    found.length >= FEWEST_NOTES && new Set(found.map(({ speaker }) => partyKey(speaker))).size >= FEWEST_SPEAKERS;
  if (!isHabit) return { starts: new Map(), doubtful: new Set(), nobody: new Set() };
  const notes = new Set(found.map(({ index }) => index));
  const starts = new Map(
    found.map(({ index, speaker }) => {
      let from = index - 1;
      // Lines with nothing between them are one paragraph.
      while (blocks[from]?.setApart === false && mayBeSaid(blocks, from - 1, notes)) from -= 1;
      return [from, { speaker, topic: null, headingBlocks: 0 }] as const;
    }),
  );
  const doubtful = new Set<number>();
  const first = Math.min(...starts.keys());
  for (const start of starts.keys()) {
    for (let index = start - 1; index > first && mayBeSaid(blocks, index, notes); index -= 1) doubtful.add(index);
  }
  const nobody = new Set(
    [...blocks.keys()].filter(
      (index) => index > first && !starts.has(index) && !doubtful.has(index) && !isSaid(blocks, index, starts),
    ),
  );
  return { starts, doubtful, nobody };
}

/** A line of the paragraph that a start opens. */
function isSaid(blocks: readonly TextBlock[], index: number, starts: ReadonlyMap<number, SpeakerStart>): boolean {
  let from = index;
  while (from > 0 && !starts.has(from) && blocks[from]?.setApart === false && !NOTE.test(blocks[from]?.text ?? ""))
    from -= 1;
  return starts.has(from);
}

function isParagraph({ form, cell, headingLevel, mark }: TextBlock): boolean {
  return form === "prose" && cell === null && headingLevel === null && mark === null;
}

function mayBeSaid(blocks: readonly TextBlock[], index: number, notes: ReadonlySet<number>): boolean {
  const block = blocks[index];
  if (block === undefined || notes.has(index) || notes.has(index + 1) || isAside(block) || isProceeding(block))
    return false;
  return !isSetAsHeading(block, blocks[index - 1], blocks[index + 1]);
}

/** The person or body that the whole of a note names; null for what tells anything else. */
function readNamed(inside: string, lastNames: ReadonlyMap<string, string>, countries: CountryLexicon): Speaker | null {
  if (/[.!?…]$/u.test(inside) || /\d/u.test(inside)) return null;
  const [name = "", ...behind] = inside.split(/,\s/u);
  const address = readHonorific(name);
  if (address !== null) {
    const person = isNameByForm(name.slice(address.length)) ? readPersonLine(inside, countries) : null;
    return person === null ? null : speakerOfPerson(person, null, countries);
  }
  const title = ABBREVIATED.exec(name)?.[0] ?? "";
  const bare = name.slice(title.length);
  const isListed = lastNames.has(bare.split(/\s/u).at(-1) ?? "") && isNameByForm(bare);
  if (isListed && (title !== "" || /\s/u.test(bare))) {
    const person = behind.length === 0 ? null : readPersonLine(inside, countries);
    return person === null
      ? { ...bareSpeaker(bare), honorific: title.trim() || null }
      : speakerOfPerson(person, null, countries);
  }
  const form = classifyParty(inside, countries);
  if (form === null || form === "person") return null;
  return speakerOfParty({ party: withoutArticle(inside), form, topic: null, remark: null, by: "name" }, countries);
}
