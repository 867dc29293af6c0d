import type { CountryLexicon } from "../countries.ts";
import { isUpperCase } from "../extraction/lines.ts";
import { markFamily } from "../extraction/marks.ts";
import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isBodyText } from "./block-features.ts";
import { classifyParty, isAcronym, readHonorific, readOffice, withoutArticle } from "./parties.ts";
import { type PersonLine, readPersonLine } from "./person-line.ts";
import { type Speaker, speakerOfParty, speakerOfPerson, topicOf } from "./speaker.ts";
import { readSpeakerHeading, type SpeakerHeading } from "./speaker-heading.ts";
import { REPORTING_VERBS } from "./speaker-lexicon.ts";

/** A place where a speaker's part begins. */
export interface SpeakerStart {
  readonly speaker: Speaker;
  readonly topic: string | null;
  /** Blocks that make the heading; none where the part opens in running text ("The Delegation of Brazil: …"). */
  readonly headingBlocks: number;
}

const LONGEST_OPENING = 160;
const LONGEST_SUBTITLE = 140;
const SHORTEST_STATEMENT = 80;
/** A record that names its speakers in headings does not open parts with "The representative of Canada said…". */
const FEWEST_HEADINGS = 2;
const REPORTS = new RegExp(`\\s(?:${REPORTING_VERBS})(?![\\p{L}])`, "u");

/**
 * Where each speaker's part begins, by the index of its first block. In a record that names its speakers in headings,
 * openings such as "The representative of Canada said…" begin none: see `readReportedTurn`.
 */
export function findSpeakerStarts(
  blocks: readonly TextBlock[],
  countries: CountryLexicon,
): ReadonlyMap<number, SpeakerStart> {
  const starts = new Map<number, SpeakerStart>();
  blocks.forEach((block, index) => {
    const start = headingAt(blocks, index, countries) ?? colonTurnAt(block, countries, false);
    if (start !== null) starts.set(index, start);
  });
  if (starts.size >= FEWEST_HEADINGS) return starts;
  const bare = collectTurns(blocks, starts, (block) => colonTurnAt(block, countries, true));
  if (bare.size >= FEWEST_HEADINGS) return bare;
  return collectTurns(blocks, starts, (block) => readReportedTurn(block, countries));
}

function collectTurns(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
  read: (block: TextBlock) => SpeakerStart | null,
): ReadonlyMap<number, SpeakerStart> {
  const all = new Map(starts);
  let last: string | null = null;
  blocks.forEach((block, index) => {
    const start = all.get(index) ?? read(block);
    if (start === null) return;
    const name = foldText(start.speaker.organization ?? start.speaker.speaker ?? "");
    if (name !== last || all.has(index)) all.set(index, start);
    last = name;
  });
  return all;
}

function headingAt(blocks: readonly TextBlock[], index: number, countries: CountryLexicon): SpeakerStart | null {
  const block = blocks[index];
  if (block === undefined || block.form !== "prose") return null;
  const heading = readSpeakerHeading(block.text, countries);
  if (heading !== null && isAcceptable(blocks, index, heading, countries)) {
    const titled = heading.topic === null ? null : readPersonLine(heading.topic, countries);
    if (titled !== null) return startOfTitled(titled, heading, countries);
    return withSubtitles(blocks, index, heading, countries);
  }
  const person = isListed(block, blocks[index + 1]) ? null : readPersonLine(block.text, countries);
  if (person === null || endsAsSentence(block.text) || isReport(block.text) || !isFollowedByBody(blocks, index + 1))
    return null;
  return withSubtitles(blocks, index, null, countries);
}

/** "Moderator: Ms. …": the office comes before the person. */
function startOfTitled(person: PersonLine, heading: SpeakerHeading, countries: CountryLexicon): SpeakerStart {
  const speaker = speakerOfPerson({ ...person, role: person.role ?? heading.party }, null, countries);
  return { speaker, topic: null, headingBlocks: 1 };
}

/** Followed by another of the same list, or by none: a list of participants names persons too. */
function isListed(block: TextBlock, next: TextBlock | undefined): boolean {
  if (block.mark === null) return false;
  return next === undefined || (next.mark !== null && markFamily(next.mark) === markFamily(block.mark));
}

/** "El Sr. Ministro de Salud dio la bienvenida…" tells what a person did; a line that names one holds no such verb. */
function isReport(text: string): boolean {
  return REPORTS.test(foldText(text)) && text.split(/\s+/u).length > 6;
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
  if (heading.by === "name" && isReport(block.text)) return false;
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
  const sameList = block.mark !== null && next.mark !== null && markFamily(block.mark) === markFamily(next.mark);
  if (sameList && !personNext) return false;
  if (bulleted) return personNext || /:$/u.test(block.text) || isUpperCase(block.text);
  return block.setApart || block.emphasized || /:$/u.test(block.text) || isUpperCase(block.text);
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

function withSubtitles(
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
  const topic = heading === null ? null : topicOf(heading, person, countries);
  return {
    speaker: { ...speaker, role: speaker.role ?? told.role },
    topic: topic ?? told.subtitle,
    headingBlocks: told.count,
  };
}

interface Subtitles {
  readonly person: PersonLine | null;
  readonly personLines: readonly string[];
  readonly role: string | null;
  readonly subtitle: string | null;
  /** Blocks that the heading takes, its own line included. */
  readonly count: number;
}

const MOST_SUBTITLES = 5;
const SUBTITLE_LABEL = /^(?:tema|topic|subject|asunto|assunto|theme|sujet|t[ií]tulo|title|titre)\s*:\s*/iu;

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
  let count = 1;
  for (; count <= MOST_SUBTITLES; count += 1) {
    const line = blocks[index + count];
    if (line === undefined || line.mark !== null || line.form !== "prose" || endsAsSentence(line.text)) break;
    const named = person === null ? readPersonLine(line.text, countries) : null;
    // A person's line may be set as a heading under the body's; any other heading begins something else.
    if (line.headingLevel !== null && named === null) break;
    if (named !== null) {
      personLines.push(line.text);
      person = named;
      continue;
    }
    if (line.text.length > LONGEST_SUBTITLE || first.endsWith(":") || /[.:;!?]$/u.test(line.text)) break;
    const office = isReport(line.text) ? null : readOffice(withoutArticle(line.text));
    const belongs =
      !line.setApart || (office !== null && person === null && isFollowedByBody(blocks, index + count + 1));
    if (!belongs || (person === null && office === null && subtitle !== null)) break;
    if (person !== null) personLines.push(line.text);
    else if (office !== null) role ??= office.role;
    else subtitle = line.text.replace(SUBTITLE_LABEL, "");
  }
  return { person, personLines, role, subtitle, count };
}

/**
 * "The Delegation of Brazil: thanked…". A country or an organization with a colon opens a part only where it is in
 * capitals or, with `bare`, in records that name no speaker in another way: "Chile: 34%" is a line of a list elsewhere.
 */
function colonTurnAt(block: TextBlock, countries: CountryLexicon, bare: boolean): SpeakerStart | null {
  const colon = block.text.search(/:\s/u);
  if (colon <= 0 || colon > LONGEST_OPENING || block.form !== "prose") return null;
  const opening = block.text.slice(0, colon);
  const said = block.text.slice(colon + 1).trim();
  if (said.length < 20 || (said.length < 100 && !/[.!?…:;][)\]»”"'’*]*$/u.test(said))) return null;
  const heading = readSpeakerHeading(opening, countries);
  if (heading === null || heading.form === null || heading.by !== "name" || heading.topic !== null) return null;
  const sure = heading.form === "representation" || heading.form === "office" || heading.form === "person";
  // A country with a colon is a line of a list, unless a verb of saying or a statement of some length follows.
  const verb = REPORTS.exec(` ${foldText(said)}`);
  const reports = verb !== null && verb.index <= 12 && /^\p{Ll}/u.test(said);
  const emphasized = block.lead !== null && opening.startsWith(block.lead.replace(/[\s:]+$/u, ""));
  const named = sure || isSpelledLoud(opening) || (bare && said.length >= SHORTEST_STATEMENT);
  const marked = block.mark?.style === "bullet" && !bare;
  if (!emphasized && !reports && (marked || !named)) return null;
  return { speaker: speakerOfParty(heading, countries), topic: null, headingBlocks: 0 };
}

/** In capitals and more than an acronym: "ESTADOS UNIDOS", not "OEA". */
function isSpelledLoud(opening: string): boolean {
  return isUpperCase(opening) && opening.length >= 4;
}

const GENERIC_OFFICES = /^(?:representa|observ|delegad|delegate|delegue|expert|especialist|specialist|panelist)/u;

const ADVERB =
  /\s(?:also|further|then|again|additionally|subsequently|in turn|likewise|tambi[eé]n|igualmente|adem[aá]s|asimismo|luego|a su vez|tamb[eé]m|ainda|[eé]galement|aussi|ensuite)$/iu;

/** "The representative of Canada said that…": a new part where another party becomes the subject of a reporting verb. */
export function readReportedTurn(block: TextBlock, countries: CountryLexicon): SpeakerStart | null {
  if (block.form !== "prose" || block.headingLevel !== null) return null;
  const folded = foldText(block.text.slice(0, LONGEST_OPENING));
  const verb = REPORTS.exec(folded);
  if (verb === null) return null;
  const named = withoutArticle(block.text.slice(0, verb.index).trim());
  const person = readPersonLine(named, countries);
  if (person !== null) return { speaker: speakerOfPerson(person, null, countries), topic: null, headingBlocks: 0 };
  const [subject = ""] = block.text
    .slice(0, verb.index)
    .split(/,\s(?!(?:\p{L}+\s)?(?:on behalf|en nombre|em nome|au nom))/u);
  const party = withoutArticle(
    subject
      .trim()
      .replace(ADVERB, "")
      .replace(/[\s,]+$/u, ""),
  );
  const form = classifyParty(party, countries);
  if (form === null || /[.;:]/u.test(party.replace(/\b\p{L}{1,4}\./gu, ""))) return null;
  if (form === "office" && readOffice(party)?.length === party.length && GENERIC_OFFICES.test(foldText(party)))
    return null;
  const heading: SpeakerHeading = { party, form, topic: null, remark: null, by: "name" };
  return { speaker: speakerOfParty(heading, countries), topic: null, headingBlocks: 0 };
}
