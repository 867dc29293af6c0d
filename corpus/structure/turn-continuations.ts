import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isSetAsHeading } from "./block-features.ts";
import { putsSubjectBehind, titledSubject } from "./narrated-subjects.ts";
import { readReportedTurn } from "./reported-turns.ts";
import { partyKey, type SpeakerStart } from "./speaker.ts";
import { PRESENT_REPORTING_VERBS, REPORTING_VERBS } from "./speaker-lexicon.ts";

/** "She drew attention to…", "Ella también…", "Il ajoute…": the one who was named. */
const PRONOUN =
  /^(?:It (?!was|is|has been)|(?:His|Her|Its|Their|Su|Sua|Sa|Son) (?:delegation|government|organization|country|delegaci[oó]n|gobierno|pa[ií]s|delegaç[aã]o|governo|d[eé]l[eé]gation|gouvernement|pays)(?!\p{L})|(?:\p{Lu}\p{Ll}+,? )?(?:[Hh]e|[Ss]he|[Éé]l|[Ee]lla|[Ii]l|[Ee]lle|[Ee]le|[Ee]la) |(?:In |To )(?:his|her) |(?:A|En|À|Na|No) (?:su|sus|son|sa|seu|sua) (?:juicio|opini[oó]n|avis|entender|parecer|ver)(?!\p{L}))/u;
/** Spanish, Portuguese and French leave out or put behind the subject: "Añade que…", "Se compromete a…". */
const VERB_ALONE = new RegExp(
  `^(?:(?:tambien|asimismo|ademas|igualmente|finalmente|por ultimo|por fim|tambem|ainda|assim|enfin|luego|a continuacion|en este sentido|en ese sentido|nesse sentido|a ese respecto|al respecto|no obstante|sin embargo|contudo|pero|y|mas|e),? ){0,2}(?:se |le |les |lhe |lo |no |nao |ha |il |elle )?(?:${REPORTING_VERBS}|${PRESENT_REPORTING_VERBS})(?!\\p{L})`,
  "u",
);
/** "Que él paga la misma alfarda…": what was said goes on. */
const CLAUSE = /^(?:Y )?(?:Que|Si)\s\p{Ll}/u;

/** "The delegation added…": a noun for whoever has the floor. */
const SPEAKING_ONE =
  /^(?:the|el|la|le|o|a|l['’]) ?(?:delegation|representative|speaker|delegacion|representante|orador|oradora|delegacao|representant|representante|orateur|oratrice|intervenant|intervenante|compareciente|ponente) (?=\p{Ll})(?!(?:of|for|de|del|d[aou]|des|du) )(?!\p{L}+ (?:a|ont|has|have|ha|han|said|asked|noted|dijo|disse|se|s['’]est) )/u;

/** "En nombre del Gobierno, agradeció…". */
const CONNECTOR = /^[^,.:;]{2,60},\s(?=\p{Ll})/u;

/** What in narrated minutes does not go on with the turn above it. */
export interface TurnEnds {
  /** Somebody may be speaking, and who cannot be told. */
  readonly doubtful: ReadonlySet<number>;
  /** Nobody is. */
  readonly nobody: ReadonlySet<number>;
}

/**
 * `others` begin with a subject who cannot be told. Minutes that narrate name whoever speaks. A paragraph goes on with the turn above only where it says so: by a pronoun,
 * a verb without its subject, a clause or an item that what stands above introduces. Any other ends the turn.
 */
export function findTurnEnds(
  blocks: readonly TextBlock[],
  { starts, others }: { readonly starts: ReadonlyMap<number, SpeakerStart>; readonly others: ReadonlySet<number> },
  countries: CountryLexicon,
): TurnEnds {
  const doubtful = new Set<number>();
  const nobody = new Set<number>();
  let current: SpeakerStart | null = null;
  const isOwn = (block: TextBlock): boolean => {
    const named = current === null ? null : readReportedTurn(block, countries);
    return named !== null && current !== null && isSameParty(named, current);
  };
  // Between a turn and a paragraph that goes on with it: theirs as well, where one does.
  let between: number[] = [];
  blocks.forEach((block, index) => {
    const before = blocks[index - 1];
    const start = starts.get(index);
    if (start !== undefined || isSetAsHeading(block, before, blocks[index + 1])) {
      current = start ?? null;
      between = [];
    } else if (current !== null && current.headingBlocks > 0 && /^[«“"]/u.test(block.text)) {
      // A statement put on record under its own heading stands in quotation marks.
      return;
    } else if (others.has(index) && !isOwn(block) && !namesTheSpeaker(block)) {
      // Whom the next pronoun means is whoever this is.
      current = null;
      doubtful.add(index);
    } else if (current === null) {
      if (holdsSaying(block)) doubtful.add(index);
    } else if (between.length === 0 && followsOn(block, before)) return;
    else if (namesTheSpeaker(block) || isOwn(block)) {
      for (const own of between) if (!doubtful.delete(own)) nobody.delete(own);
      between = [];
    } else {
      between.push(index);
      (holdsSaying(block) ? doubtful : nobody).add(index);
    }
  });
  return { doubtful, nobody };
}

/** What stands above introduces it, or what it says is put as an obligation, as speakers do. */
function followsOn(block: TextBlock, before: TextBlock | undefined): boolean {
  if (block.form === "table-row" || block.cell !== null) return false;
  if (before !== undefined && (before.text.endsWith(":") || (before.mark !== null && block.mark !== null))) return true;
  if (block.mark?.style === "bullet" && before !== undefined && /[:;,]$/u.test(before.text)) return true;
  return block.form === "quotation" || OBLIGES.test(foldText(block.text));
}

const OBLIGES =
  /^(?!.{0,60} (?:resolv|agree|decid|acord|approv|aprob|aprov|adopt))[^.]* (?:should|must|ought to|deben|debe|deberian?|deberan?|devem|deve|deveriam?|deverao|devra(?:it|ient)?|devront|doit|doivent|hay que|il faut) /u;

/** "The delegation added…" */
export function meansTheSpeaker(text: string): boolean {
  return SPEAKING_ONE.test(foldText(text));
}

/** The one who was named above is its subject: told by a pronoun, or by a verb or a clause that lacks one. */
function namesTheSpeaker({ text, form, cell }: TextBlock): boolean {
  if (form === "table-row" || cell !== null || putsSubjectBehind(text)) return false;
  const [connector = ""] = CONNECTOR.exec(text) ?? [];
  return [text, text.slice(connector.length)].some(
    (told) => PRONOUN.test(told) || meansTheSpeaker(told) || CLAUSE.test(told) || VERB_ALONE.test(foldText(told)),
  );
}

const SAYS = new RegExp(`\\s(?:${REPORTING_VERBS})(?!\\p{L})`, "u");

function holdsSaying({ text, form }: TextBlock): boolean {
  return form === "prose" && SAYS.test(foldText(text));
}

/** "Peru recommends…" under the heading of the Delegation of Peru goes on with its part. */
function isSameParty(one: SpeakerStart, other: SpeakerStart): boolean {
  if (partyKey(one.speaker) === partyKey(other.speaker)) return true;
  return one.speaker.country !== null && one.speaker.country === other.speaker.country;
}

/** Whether most of the turns open as narration does, with a subject and its verb. */
export function isNarration(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
  countries: CountryLexicon,
): boolean {
  const narrated = [...starts].filter(([index, { headingBlocks }]) => {
    const block = blocks[index];
    if (headingBlocks > 0 || block === undefined) return false;
    return titledSubject(block.text, countries) !== null || readReportedTurn(block, countries) !== null;
  });
  return starts.size > 1 && narrated.length * 2 > starts.size;
}
