import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isSetAsHeading } from "./block-features.ts";
import { acronymOf, isAcronym, readRepresentation, withoutArticle } from "./parties.ts";
import { partyKey, type Speaker, type SpeakerStart } from "./speaker.ts";
import { ACCENTED_REPORTING_VERBS, REPORTING_VERBS } from "./speaker-lexicon.ts";

/** Characters. */
const LONGEST_SUBJECT = 90;
/** Acronyms of fewer letters are one letter apart by chance. */
const SHORTEST_SLIPPED = 5;

const SUBJECT_AND_VERB = new RegExp(
  `^(.{2,${LONGEST_SUBJECT}}?)\\s(?:also |then |again |in turn |tambien |igualmente |ademas |asimismo |a su vez |tambem |ainda )?((?:${REPORTING_VERBS}|${ACCENTED_REPORTING_VERBS})(?![\\p{L}])(?: (?:la palabra|the floor|a palavra|la parole))?)`,
  "u",
);
/** What bodies and states also do outside the room: "Canada offered three boats" may be told by whoever received them. */
const DEED =
  /^(?:took|made|gave|opened|closed|presented|introduced|paid|joined|offered|committed|undertook|raised|drew|invited|suspended|resumed|adjourned|described|supported|shared|announced|reported|considered|declared|congratulated|abrio|hizo|dio|tomo|cerro|clausuro|ofrecio|presento|apoyo|respaldo|compartio|anuncio|declaro|invito|cedio|considero|acogio|reservo|abriu|fez|deu|tomou|encerrou|ofereceu|apresentou|apoiou|compartilhou|anunciou|declarou|convidou|considerou|a (?:declare|presente|annonce|fait|ouvert|pris|appuye))$/u;
const FLOOR = /(?:la palabra|the floor|a palavra|la parole)$/u;
/** Past tenses in small letters without accents that are not written with "-ó". */
const IRREGULAR_PAST =
  /^(?:dijo|expuso|contrapuso|propuso|intervino|sostuvo|hizo|dio|pidio|se refirio|se sumo|se opuso|se adhirio)$/u;

/**
 * Paragraphs in another's part that a party of the record opens with a verb of saying ("The ILO objected that…"), in a
 * record whose parts open in running text. The party has a part of its own elsewhere, and is named as it is there, by its
 * acronym (a letter may have slipped) or by its state.
 */
export function findInterjections(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
  countries: CountryLexicon,
): ReadonlyMap<number, SpeakerStart> {
  const inline = [...starts.values()].filter((start) => start.headingBlocks === 0);
  if (inline.length * 2 <= starts.size) return starts;
  const all = new Map(starts);
  const parties = distinctSpeakers(starts.values());
  let current: Speaker | null = null;
  blocks.forEach((block, index) => {
    const start = starts.get(index);
    if (start !== undefined) current = start.speaker;
    else if (isSetAsHeading(block, blocks[index - 1], blocks[index + 1])) current = null;
    else {
      const speaker = speakerOpening(block, parties, countries);
      if (speaker === null || isOwn(speaker, current)) return;
      all.set(index, { speaker, topic: null, headingBlocks: 0 });
      current = speaker;
    }
  });
  return new Map([...all].sort(([a], [b]) => a - b));
}

/** Those of different names, bodies or states, each as it is first told. */
function distinctSpeakers(starts: Iterable<SpeakerStart>): readonly Speaker[] {
  const speakers = new Map<string, Speaker>();
  for (const { speaker } of starts) {
    const key = [speaker.speaker, speaker.organization, speaker.country].join("\n");
    if (!speakers.has(key)) speakers.set(key, speaker);
  }
  return [...speakers.values()];
}

function isOwn(speaker: Speaker, current: Speaker | null): boolean {
  if (current === null) return false;
  if (partyKey(speaker) === partyKey(current)) return true;
  return speaker.country !== null && speaker.country === current.country;
}

/** Who of the record's speakers the paragraph begins with, as the subject of a verb of saying in the past. */
function speakerOpening(block: TextBlock, speakers: readonly Speaker[], countries: CountryLexicon): Speaker | null {
  if (block.form !== "prose" || block.mark !== null || block.headingLevel !== null || block.cell !== null) return null;
  const match = SUBJECT_AND_VERB.exec(foldText(block.text));
  const [whole = "", before = "", verb = ""] = match ?? [];
  if (match === null || !isPastSaying(verb, block.text.slice(0, whole.length))) return null;
  const subject = withoutArticle(block.text.slice(0, before.length));
  if (!/^\p{Lu}/u.test(subject) || /[,.;:]/u.test(subject)) return null;
  const country = countries.codeOf(subject);
  const named = speakers.find((speaker) =>
    country === null ? isNamed(speaker, subject) : speaker.country === country && isState(speaker, countries),
  );
  return named ?? null;
}

function isPastSaying(verb: string, upToVerb: string): boolean {
  if (FLOOR.test(verb) || /^(?:hizo|fez|a fait)\s/u.test(verb)) return true;
  if (DEED.test(verb) || /^says$/u.test(verb)) return false;
  // "apoyo" is a noun and "apoyó" a verb: only the accent tells.
  if (verb.endsWith("o")) return upToVerb.endsWith("ó") || IRREGULAR_PAST.test(verb);
  return /(?:ed|said|told|spoke|ou|iu|eu|disse|propos)$/u.test(verb) || /^a \p{L}/u.test(verb);
}

function isState(speaker: Speaker, countries: CountryLexicon): boolean {
  const party = speaker.organization ?? speaker.speaker ?? "";
  return countries.codeOf(party) !== null || readRepresentation(party) !== null;
}

function isNamed(speaker: Speaker, subject: string): boolean {
  const acronym =
    acronymOf(speaker.speaker ?? "") ?? (isAcronym(speaker.organization ?? "") ? speaker.organization : null);
  if (acronym !== null && isAcronym(subject)) return isSlipOf(foldText(subject), foldText(acronym));
  return speaker.speaker !== null && foldText(speaker.speaker) === foldText(subject);
}

/** The same, or one letter more, less or other in a word long enough. */
function isSlipOf(one: string, other: string): boolean {
  if (one === other) return true;
  if (Math.min(one.length, other.length) < SHORTEST_SLIPPED || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const room = Math.min(one.length, other.length) - start;
  while (end < room && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return Math.max(one.length, other.length) - start - end <= 1;
}
