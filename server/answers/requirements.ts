import type { Intent } from "../protocol.ts";
import type { AnswerType } from "../understanding/cues.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import { namesContent } from "./entity-coverage.ts";
import type { Evidence } from "./evidence.ts";

/** What a passage must hold to answer at all, however near in words and meaning it is. */
export type Requirement = "type" | "entities" | "role";

/** Types that a text shows by its form, so that their absence can be told. */
const typesByForm: ReadonlySet<AnswerType> = new Set<AnswerType>([
  "number",
  "share",
  "money",
  "duration",
  "date",
  "country",
]);

/** Types that the answering sentence itself must hold: names and causes of something else stand in any passage. */
const typesOfSentence: ReadonlySet<AnswerType> = new Set<AnswerType>(["name", "reason"]);

/** Several causes may be told one by one, without a word that says so. */
const asksCauses = /\b(?:razones|motivos|causas|factores|reasons|causes|factors|drivers|raisons)\b/u;

/** Intents that one passage answers; lists and comparisons name several things that stand apart. */
const asksOne: ReadonlySet<Intent> = new Set<Intent>(["fact", "who", "when", "where", "definition", "count"]);

/** Of these any body may be one, by whatever word the text calls it. */
const generalKinds =
  /^(?:institu\p{L}+|organi[sz]a\p{L}+|organismos?|agenc\p{L}+|body|bodies|entidad\p{L}*|entit\p{L}+|orga\p{L}+|idiomas?|languages?|lema|slogan|eslogan|pais\p{L}*|countr\p{L}+|lugar\p{L}*|place\p{L}*)$/u;

/** "Which bank…?", where the record speaks of banks, but not here: whatever name stands here is no bank's. */
function lacksKind({ answerType, counted }: QuestionReading, features: Evidence["features"]): boolean {
  const asksKind = answerType === "name" || answerType === "place";
  return asksKind && counted !== null && !generalKinds.test(counted.folded) && features.asked === -1;
}

export function asksOneFact({ intent }: QuestionReading): boolean {
  return asksOne.has(intent);
}

/**
 * What the question requires and this passage lacks: the kind of figure asked for ("how much did it cost?" and no sum
 * is named), or, where a figure is asked for, the country, body or number that it is asked of.
 *
 * Conditions rather than features, because nothing makes up for them: a passage about the same works, without the
 * sum, does not tell what they cost. On the tuning half no passage that answers lacked one of them, and a third of
 * the questions that are close to the record and not answered do.
 */
export function unmetRequirements(reading: QuestionReading, { features }: Evidence): Requirement[] {
  const unmet: Requirement[] = [];
  const held = features.answerType ?? 0;
  const lacksType = typesByForm.has(reading.answerType) && held === -1;
  const isStrict = typesOfSentence.has(reading.answerType) && !asksCauses.test(reading.folded);
  const lacksInSentence = isStrict && (held === -1 || held === 0.5);
  if (lacksType || lacksInSentence || lacksKind(reading, features)) unmet.push("type");
  // Where no figure is asked for, the text may name one of two and mean the other.
  const isComplete = (features.entities ?? 1) >= (reading.answerType === "none" ? 0.5 : 1);
  const lacksEntity = features.sentenceEntities === 0 || !isComplete;
  if (asksOneFact(reading) && namesContent(reading) && lacksEntity) unmet.push("entities");
  if (features.role === -1) unmet.push("role");
  return unmet;
}

/**
 * Log-odds that a passage with what is required may lie below the best one and still be preferred. On the tuning half
 * right passages lie up to 1.9 below, and passages about something else 1.5 or more.
 */
const reach = 2;

/** Puts the best passage that meets the requirements first, where one lies within reach of the best. */
export function preferMeeting(reading: QuestionReading, evidence: readonly Evidence[]): Evidence[] {
  const [best] = evidence;
  if (best === undefined) return [];
  const meeting = evidence.find(
    (each) => best.relevance - each.relevance <= reach && unmetRequirements(reading, each).length === 0,
  );
  return meeting === undefined ? [...evidence] : [meeting, ...evidence.filter((each) => each !== meeting)];
}
