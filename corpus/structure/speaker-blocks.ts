import type { CountryLexicon } from "../countries.ts";
import { isUpperCase } from "../extraction/lines.ts";
import { markFamily } from "../extraction/marks.ts";
import { foldText } from "../folding.ts";
import { findDates } from "../reading/dates.ts";
import { isTitleBlockLine } from "../reading/title-block.ts";
import type { TextBlock } from "../text-extractor.ts";
import { headingStyle, isBodyText, isSetAsHeading } from "./block-features.ts";
import { isDeed } from "./deeds.ts";
import { isSubheadingLabel } from "./labels.ts";
import { readableCase } from "./letter-case.ts";
import { readEnglishOffice, readOfficeLine } from "./office-line.ts";
import { isAcronym, readHonorific, readOffice, withoutArticle } from "./parties.ts";
import { type PersonLine, readPersonLine } from "./person-line.ts";
import { type SpeakerStart, speakerOfParty, speakerOfPerson, topicOf } from "./speaker.ts";
import { readSpeakerHeading, type SpeakerHeading } from "./speaker-heading.ts";
import { UNIT_NOUNS } from "./speaker-lexicon.ts";
import { isReport, isStem } from "./turns.ts";

const LONGEST_OPENING = 160;
const LONGEST_SUBTITLE = 140;

/** The speaker's part that the block begins as its heading, with the lines below that belong to it; null for none. */
export function headingAt(blocks: readonly TextBlock[], index: number, countries: CountryLexicon): SpeakerStart | null {
  const block = blocks[index];
  if (block === undefined || block.form !== "prose") return null;
  if (block.cell !== null) return rowStart(blocks, index, countries);
  if (isDeed(block, blocks[index + 1], countries)) return null;
  const speaker = isListed(block, blocks[index + 1]) ? null : readOfficeLine(block.text, countries);
  if (speaker !== null && isFollowedByBody(blocks, index + 1)) return { speaker, topic: null, headingBlocks: 1 };
  const named = readNameAboveOffice(blocks, index, countries);
  if (named !== null) return { speaker: speakerOfPerson(named, null, countries), topic: null, headingBlocks: 2 };
  const heading = readSpeakerHeading(block.text, countries);
  if (heading !== null && isAcceptable(blocks, index, heading, countries)) {
    const titled = heading.topic === null ? null : readPersonLine(heading.topic, countries);
    if (titled !== null) return startOfTitled(titled, heading, countries);
    return startWithSubtitles(blocks, index, heading, countries);
  }
  const person = isListed(block, blocks[index + 1]) ? null : readPersonLine(block.text, countries);
  if (person === null || endsAsSentence(block.text) || isReport(block.text) || !isFollowedByBody(blocks, index + 1))
    return null;
  return startWithSubtitles(blocks, index, null, countries);
}

/**
 * The row of a table of statements begins at its first cell, and the cell of column 0 names its speaker. The cells before
 * that one, numbers aside, tell what the row is about.
 */
function rowStart(blocks: readonly TextBlock[], index: number, countries: CountryLexicon): SpeakerStart | null {
  const column = blocks[index]?.cell?.column ?? 1;
  const before = blocks[index - 1]?.cell?.column;
  if (column > 0 || (before !== undefined && before < column)) return null;
  let count = 1;
  while ((blocks[index + count - 1]?.cell?.column ?? 0) < 0) count += 1;
  const named = blocks[index + count - 1];
  if (named?.cell?.column !== 0) return null;
  const subject = blocks.slice(index, index + count - 1).filter(({ text }) => /\p{L}{3}/u.test(text));
  const start = cellStart(named, countries);
  return { ...start, topic: start.topic ?? subject.at(-1)?.text ?? null, headingBlocks: count };
}

/** A cell that names a row's speaker, known to the lexicon or not. */
function cellStart(block: TextBlock, countries: CountryLexicon): SpeakerStart {
  const person = readPersonLine(block.text, countries);
  if (person !== null) return { speaker: speakerOfPerson(person, null, countries), topic: null, headingBlocks: 1 };
  const party = { party: block.text, form: null, topic: null, remark: null, by: "phrase" } as const;
  const heading = readSpeakerHeading(block.text, countries) ?? party;
  return { speaker: speakerOfParty(heading, countries), topic: heading.topic, headingBlocks: 1 };
}

/** "Moderator: Ms. …": the office comes before the person. */
function startOfTitled(person: PersonLine, heading: SpeakerHeading, countries: CountryLexicon): SpeakerStart {
  const speaker = speakerOfPerson({ ...person, role: person.role ?? heading.party }, null, countries);
  return { speaker, topic: null, headingBlocks: 1 };
}

/** A heading of nothing but a person's name, with the office in a line of italics or the like below it. */
function readNameAboveOffice(
  blocks: readonly TextBlock[],
  index: number,
  countries: CountryLexicon,
): PersonLine | null {
  const block = blocks[index];
  const below = blocks[index + 1];
  if (block === undefined || below === undefined || (block.headingLevel === null && !block.emphasized)) return null;
  if (below.mark !== null || below.form !== "prose" || below.headingLevel !== null || /[,.:;]/u.test(block.text))
    return null;
  if (below.text.length > LONGEST_SUBTITLE || /[.:;!?]$/u.test(below.text) || isReport(below.text)) return null;
  if (readOffice(below.text) === null || !isFollowedByBody(blocks, index + 2)) return null;
  const person = readPersonLine(`${block.text}, ${below.text}`, countries);
  return person !== null && person.honorific === null && person.name === block.text ? person : null;
}

/** Followed by another of the same list, or by none: a list of participants names persons too. */
function isListed(block: TextBlock, next: TextBlock | undefined): boolean {
  if (block.mark === null) return false;
  return next === undefined || (next.mark !== null && markFamily(next.mark) === markFamily(block.mark));
}

/** A sentence, unlike a heading that ends in a full stop, is long or holds another one. */
function endsAsSentence(text: string): boolean {
  return /\p{Ll}{3,}[.;?!]\s+\p{Lu}\p{Ll}/u.test(text);
}

function isAcceptable(
  blocks: readonly TextBlock[],
  index: number,
  heading: SpeakerHeading,
  countries: CountryLexicon,
): boolean {
  const block = blocks[index];
  const next = blocks[index + 1];
  if (block === undefined || next === undefined || endsAsSentence(block.text)) return false;
  // "Moderator: Ms. …" names a person, who speaks only where text follows.
  const nextNamed = readPersonLine(next.text, countries) !== null;
  if (heading.topic !== null && readHonorific(heading.topic) !== null && (nextNamed || !isBodyText(next))) return false;
  // A body with a date behind it is a line of the title block.
  if (heading.by === "name" && (isReport(block.text) || isStem(block.text) || findDates(block.text).length > 0))
    return false;
  // What is followed by a symbol or "Original: English" is a line of the title block.
  if (heading.by === "name" && isTitleBlockLine(next.text)) return false;
  if (isLoneAcronym(heading) && block.headingLevel === null && !isUsedElsewhere(blocks, heading.party)) return false;
  if (heading.topic !== null && (/[.!?]$/u.test(heading.topic) || heading.topic.length > LONGEST_OPENING)) {
    if (heading.by === "name") return false;
  }
  const personNext = next.mark === null && nextNamed;
  const bulleted = block.mark?.style === "bullet";
  if (heading.by === "phrase") {
    if (personNext) return true;
    if (/[.;,]$/u.test(block.text) && (bulleted || block.text.length > LONGEST_OPENING)) return false;
    return block.setApart || !bulleted;
  }
  if (/[.;,]$/u.test(block.text) && !personNext) return false;
  if (block.headingLevel !== null) return heading.form !== "organization" || index > 0;
  if (heading.form === "organization" && index === 0) return false;
  if (!isFollowedByBody(blocks, index + 1) && !personNext) return false;
  // A bullet that names a speaker holds the bullets of what was said.
  if (next.depth > block.depth && next.mark !== null) return true;
  const sameList = block.mark !== null && next.mark !== null && markFamily(block.mark) === markFamily(next.mark);
  if (sameList && !personNext) return false;
  // "GRENADA (reply)": what stands in brackets may be in small letters.
  const isLoud = isUpperCase(block.text.replace(/\s\([^()]*\)/gu, ""));
  if (bulleted) return personNext || /:$/u.test(block.text) || isLoud;
  return block.setApart || block.emphasized || /:$/u.test(block.text) || isLoud || isUnderHeading(blocks, index);
}

/** The line directly below a numbered or printed heading tells whose the part is. */
function isUnderHeading(blocks: readonly TextBlock[], index: number): boolean {
  const above = blocks[index - 1];
  const block = blocks[index];
  if (above === undefined || block === undefined || block.mark !== null) return false;
  return headingStyle(above) !== "plain" && isSetAsHeading(above, blocks[index - 2], block);
}

function isLoneAcronym(heading: SpeakerHeading): boolean {
  return heading.by === "name" && heading.form === "organization" && isAcronym(heading.party);
}

/** "UNICEF" alone on a line is a body, and "DEBATE" a heading: the text writes the one in capitals too. */
function isUsedElsewhere(blocks: readonly TextBlock[], acronym: string): boolean {
  const used = new RegExp(`(?<!\\p{L})${acronym.replaceAll(".", "\\.")}(?!\\p{L})`, "u");
  return blocks.some((block) => !isUpperCase(block.text) && block.text !== acronym && used.test(block.text));
}

/** Body follows at once, or behind a line or two that tell more about the speaker. */
function isFollowedByBody(blocks: readonly TextBlock[], from: number): boolean {
  for (let index = from; index < Math.min(blocks.length, from + 3); index += 1) {
    const block = blocks[index];
    if (block === undefined) return false;
    if (isBodyText(block) || (block.headingLevel !== null && index === from)) return true;
    if (block.setApart && index > from) return false;
  }
  return false;
}

/** A heading's start with what the lines below it tell of the speaker; null where neither names one. */
export function startWithSubtitles(
  blocks: readonly TextBlock[],
  index: number,
  heading: SpeakerHeading | null,
  countries: CountryLexicon,
): SpeakerStart | null {
  const told = collectSubtitles(blocks, index, heading, countries);
  const person = readPersonLine(told.personLines.join(", "), countries) ?? told.person;
  const speaker =
    person === null ? heading && speakerOfParty(heading, countries) : speakerOfPerson(person, heading, countries);
  if (speaker === null) return null;
  const country = speaker.country ?? (told.state === null ? null : countries.codeOf(told.state));
  const topic = heading === null ? null : topicOf(heading, person, countries);
  return {
    speaker: { ...speaker, country, role: speaker.role ?? told.role },
    topic: topic ?? told.subtitle,
    headingBlocks: told.count,
  };
}

/** An office below a heading, in English also behind what it is of: "Transport Economist". */
function readSubtitleOffice(text: string, countries: CountryLexicon): string | null {
  const office = readOffice(text);
  if (office === null) return readEnglishOffice(text);
  // The state that the heading names already is left out: "Alternate Representative of Chile to the Council".
  return countries.findMentions(text).length > 0 ? office.role : readableCase(text.split(",")[0] ?? text);
}

const UNIT = new RegExp(`^(?:\\p{L}+\\s){0,2}?(?:${UNIT_NOUNS})(?![\\p{L}])`, "u");

/** "*Oficina regional de San José*" below a heading, in italics or bold. */
function isUnit(line: TextBlock): boolean {
  return line.emphasized && UNIT.test(foldText(line.text));
}

interface Subtitles {
  readonly person: PersonLine | null;
  readonly personLines: readonly string[];
  readonly role: string | null;
  readonly subtitle: string | null;
  /** The state, on a labelled line of its own. */
  readonly state: string | null;
  /** Blocks that the heading takes, its own line included. */
  readonly count: number;
}

const MOST_SUBTITLES = 5;
const STATE_LABEL = /^(?:pa[ií]s|country|pays|estado|state|[eé]tat)\s*:\s*(?=\S)/iu;
const SUBTITLE_LABEL =
  /^(?:on|sobre|sur|objet|tema|topic|subject|asunto|assunto|theme|sujet|t[ií]tulo|title|titre)\s*:\s*/iu;

/** The lines below a heading that tell more of its speaker: a person and what follows it, an office, a topic. */
function collectSubtitles(
  blocks: readonly TextBlock[],
  index: number,
  heading: SpeakerHeading | null,
  countries: CountryLexicon,
): Subtitles {
  const first = blocks[index]?.text ?? "";
  const personLines = heading === null ? [first] : [];
  let person = heading === null ? readPersonLine(first, countries) : null;
  let role: string | null = null;
  let subtitle: string | null = null;
  let state: string | null = null;
  let count = 1;
  for (; count <= MOST_SUBTITLES; count += 1) {
    const line = blocks[index + count];
    if (line === undefined || line.mark !== null || line.form !== "prose" || endsAsSentence(line.text)) break;
    if (STATE_LABEL.test(line.text) && !line.setApart) {
      state ??= line.text.replace(STATE_LABEL, "");
      continue;
    }
    const named = person === null ? readPersonLine(line.text, countries) : null;
    // A person's line may be set as a heading under the body's; any other heading begins something else.
    if (line.headingLevel !== null && named === null) break;
    if (named !== null) {
      personLines.push(line.text);
      person = named;
      continue;
    }
    const office = isReport(line.text) ? null : readSubtitleOffice(withoutArticle(line.text), countries);
    const repeats = blocks.some((other) => other !== line && other.text === line.text);
    if (isSubheadingLabel(line.text) || (repeats && office === null)) break;
    if (line.text.length > LONGEST_SUBTITLE || first.endsWith(":") || /[.:;!?]$/u.test(line.text)) break;
    const unit = isUnit(line);
    const tells = office !== null || unit;
    const belongs = !line.setApart || (tells && person === null && isFollowedByBody(blocks, index + count + 1));
    if (!belongs || (person === null && !tells && subtitle !== null)) break;
    if (person !== null) personLines.push(line.text);
    else if (office !== null) role ??= office;
    // A unit of the body above speaks for it, and is not what it speaks about.
    else if (unit) continue;
    else subtitle = line.text.replace(SUBTITLE_LABEL, "");
  }
  return { person, personLines, role, subtitle, state, count };
}
