import type { QueryUnit } from "../retrieval/lexical-index.ts";
import type { Lexicon } from "../retrieval/lexicon.ts";
import type { Candidate, Retrieval } from "../retrieval/retriever.ts";
import { conceptKey, type SearchPassage, type TermKey } from "../retrieval/search-text.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import { countedPosition, countsNear, holdsAsked } from "./asked-type.ts";
import { entityCoverage, namesContent, speakerKeys, speaksOfAnother } from "./entity-coverage.ts";
import { clausesOf, keysWithin, matchedUnits, type TextSpan } from "./evidence-sentences.ts";
import type { PassageAnalysis, PassageAnalyzer } from "./passage-analysis.ts";
import { type Features, type LogisticModel, logOdds } from "./relevance-model.ts";

/** A candidate passage weighed against a question. */
export interface Evidence {
  readonly entry: SearchPassage;
  readonly candidate: Candidate;
  readonly features: Features;
  /** Log-odds that the passage answers, by the relevance model. */
  readonly relevance: number;
  /** Units that the passage's own words or translations match. */
  readonly matched: ReadonlySet<number>;
  /** The span that answers best, as offsets into the passage's text. */
  readonly span: TextSpan;
}

export interface EvidenceSources {
  readonly analyzer: PassageAnalyzer;
  readonly lexicon: Lexicon;
  readonly model: LogisticModel;
  /** Similarity of a question's vector to a sentence; null where the sentence was not embedded on its own. */
  sentenceSimilarity(entry: SearchPassage, sentence: TextSpan, queryVector: Float32Array): number | null;
}

/** Candidates weighed in full; the ones ranked below by both searches hardly ever answer. */
export const weighedCandidates = 40;

interface Weights {
  readonly units: readonly QueryUnit[];
  readonly values: readonly number[];
  readonly total: number;
}

function weighUnits(units: readonly QueryUnit[], retrieval: Retrieval): Weights {
  const values = units.map((unit, position) => unit.importance * (retrieval.lexical.inverseFrequencies[position] ?? 0));
  return { units, values, total: values.reduce((sum, value) => sum + value, 0) };
}

function share(weights: Weights, matched: ReadonlySet<number>): number {
  if (weights.total === 0) return 0;
  let sum = 0;
  for (const position of matched) sum += weights.values[position] ?? 0;
  return sum / weights.total;
}

/** Share of the question's weight that other passages hold, and this one does not. */
function elsewhereShare({ units, values, total }: Weights, retrieval: Retrieval, matched: ReadonlySet<number>): number {
  let sum = 0;
  for (const [position, unit] of units.entries()) {
    const held = (retrieval.lexical.frequencies[position] ?? 0) > 0;
    if (held && unit.partOf === null && !matched.has(position)) sum += values[position] ?? 0;
  }
  return total === 0 ? 0 : sum / total;
}

interface ScoredSentence {
  readonly span: TextSpan;
  readonly matched: ReadonlySet<number>;
  readonly coverage: number;
  readonly entities: number;
  readonly similarity: number;
  readonly holdsType: boolean | null;
  readonly score: number;
}

/**
 * A sentence continues the one before it ("The losses were put at…"): what only that one names counts in part.
 */
const carriedOver = 0.5;

function carry(own: number, withPrevious: number): number {
  return own + carriedOver * (withPrevious - own);
}

/** What a sentence is worth as the answering part: the question's words, the type asked for, and meaning. */
function scoreSentences(
  entry: SearchPassage,
  analysis: PassageAnalysis,
  { reading, weights, retrieval, sources }: Weighing,
): ScoredSentence[] {
  const { mean, deviation } = retrieval.background;
  const speaker = speakerKeys(entry, analysis);
  const countedUnit = weights.units[countedPosition(reading, weights.units)];
  const counted = countedUnit === undefined ? null : new Set(countedUnit.alternatives.map(({ key }) => key));
  return analysis.sentences.map(({ span, keys }, position) => {
    const before = analysis.sentences[position - 1]?.keys ?? analysis.contextKeys;
    const together = union(keys, before);
    const matched = matchedUnits(weights.units, keys);
    const coverage = carry(share(weights, matched), share(weights, matchedUnits(weights.units, together)));
    const entities = speaksOfAnother(reading, keys, speaker)
      ? entityCoverage(reading, keys)
      : carry(entityCoverage(reading, union(keys, speaker)), entityCoverage(reading, union(together, speaker)));
    const raw = sources.sentenceSimilarity(entry, span, retrieval.queryVector);
    const similarity = raw === null ? 0 : (raw - mean) / deviation / 4;
    const text = entry.passage.text.slice(span.start, span.end);
    const counts = counted === null ? undefined : countsNear(analysis.text, span, text, counted);
    const holdsType = counts !== undefined ? counts : holdsAsked(entry, text, reading, sources.lexicon);
    const typed = holdsType === true ? 0.35 : 0;
    // A sentence without the country asked about answers for another one, however many of the words it holds.
    const score = coverage + similarity + typed + 0.4 * entities;
    return { span, matched, coverage, entities, similarity, holdsType, score };
  });
}

/** Narrows a sentence to one clause where that clause alone holds all that the sentence matches and the type asked for. */
function narrowToClause(
  entry: SearchPassage,
  analysis: PassageAnalysis,
  best: ScoredSentence,
  reading: QuestionReading,
  units: readonly QueryUnit[],
  lexicon: Lexicon,
): TextSpan {
  const own = matchedUnits(units, keysWithin(analysis.text, best.span));
  if (own.size < 2 && best.matched.size !== own.size) return best.span;
  const fitting = clausesOf(entry, best.span).filter((clause) => {
    const matched = matchedUnits(units, keysWithin(analysis.text, clause));
    if (matched.size < own.size) return false;
    const text = entry.passage.text.slice(clause.start, clause.end);
    return holdsAsked(entry, text, reading, lexicon) !== false;
  });
  const [only] = fitting;
  return fitting.length === 1 && only !== undefined && own.size >= 2 ? only : best.span;
}

/**
 * How well one sentence binds what is asked together: its entities, its words and the type of fact asked for. A figure
 * in one sentence and the country in another do not answer "how much in that country?".
 */
function bindingOf(scored: readonly ScoredSentence[]): number {
  return Math.max(0, ...scored.map((each) => (each.holdsType === false ? 0 : each.entities * each.coverage)));
}

/** 1 where the best sentence holds the type asked for, 0.5 where another one does, -1 where none does; 0 untold. */
function typeFeature(scored: readonly ScoredSentence[], best: ScoredSentence): number {
  if (best.holdsType === null) return 0;
  if (best.holdsType) return 1;
  return scored.some((each) => each.holdsType === true) ? 0.5 : -1;
}

/** 1 where the passage names the noun asked for ("how many wells", "which bank"), -1 where only others do; 0 untold. */
function askedFeature(
  reading: QuestionReading,
  units: readonly QueryUnit[],
  retrieval: Retrieval,
  matched: ReadonlySet<number>,
): number {
  const position = countedPosition(reading, units);
  if (position === -1) return 0;
  if (matched.has(position)) return 1;
  return (retrieval.lexical.frequencies[position] ?? 0) > 0 ? -1 : 0;
}

/** "Who is the new chair…": a role further on is somebody else's ("who will lead the group of experts?"). */
const lastRolePosition = 4;

/** "Who chaired…?": 1 where the passage names that role, -1 where it does not; 0 where none is asked for. */
function roleFeature(reading: QuestionReading, keys: ReadonlySet<TermKey>): number {
  if (reading.intent !== "who") return 0;
  const roles = reading.mentions.filter(
    (mention) => mention.kind === "role" && mention.first <= lastRolePosition && !reading.speakers.includes(mention),
  );
  if (roles.length === 0) return 0;
  const concepts = roles.flatMap((mention) => mention.concepts);
  return concepts.some((concept) => keys.has(conceptKey(concept.id))) ? 1 : -1;
}

function union<Value>(...sets: readonly ReadonlySet<Value>[]): Set<Value> {
  return new Set(sets.flatMap((set) => [...set]));
}

interface Weighing {
  readonly reading: QuestionReading;
  readonly weights: Weights;
  readonly retrieval: Retrieval;
  readonly sources: EvidenceSources;
}

function describe(entry: SearchPassage, candidate: Candidate, weighing: Weighing): Evidence {
  const { reading, weights, retrieval, sources } = weighing;
  const analysis = sources.analyzer.analyze(entry);
  const { mean, deviation } = retrieval.background;
  const matched = matchedUnits(weights.units, analysis.keys);
  const withContext = matchedUnits(weights.units, union(analysis.keys, analysis.contextKeys));
  const withHeading = matchedUnits(weights.units, union(analysis.keys, analysis.contextKeys, analysis.headingKeys));
  const scored = scoreSentences(entry, analysis, weighing);
  const best = scored.reduce((top, each) => (each.score > top.score ? each : top));
  const rarest = weights.values.reduce(
    (top, value, position) => (value > (weights.values[top] ?? 0) ? position : top),
    0,
  );
  const similarity = candidate.similarity ?? mean - deviation;
  const { kind } = entry.passage;
  const features: Features = {
    meaning: (similarity - mean) / deviation / 4,
    closeness: (similarity - 0.8) * 10,
    denseRank: candidate.denseRank === null ? 0 : 1 / candidate.denseRank,
    lexicalRank: candidate.lexicalRank === null ? 0 : 1 / candidate.lexicalRank,
    coverage: share(weights, matched),
    contextCoverage: share(weights, withContext) - share(weights, matched),
    headingCoverage: share(weights, withHeading) - share(weights, withContext),
    sentenceCoverage: best.coverage,
    sentenceMeaning: best.similarity,
    rarestWord: matched.has(rarest) ? 1 : 0,
    answerType: typeFeature(scored, best),
    entities: entityCoverage(reading, union(analysis.keys, analysis.contextKeys, speakerKeys(entry, analysis))),
    sentenceEntities: namesContent(reading) ? best.entities : 0,
    bound: bindingOf(scored),
    askedKind: reading.kinds.length === 0 ? 0 : (reading.kinds as readonly string[]).includes(kind) ? 1 : -1,
    elsewhere: elsewhereShare(weights, retrieval, withHeading),
    structural: kind === "heading" || kind === "front-matter" || kind === "closing" ? 1 : 0,
    item: entry.passage.item === null ? 0 : 1,
    asked: askedFeature(reading, weights.units, retrieval, withHeading),
    role: roleFeature(reading, union(analysis.keys, analysis.contextKeys, analysis.headingKeys)),
  };
  return {
    entry,
    candidate,
    features,
    relevance: logOdds(sources.model, features),
    matched,
    span: narrowToClause(entry, analysis, best, reading, weights.units, sources.lexicon),
  };
}

/**
 * Weighs the best candidates of a retrieval against the question.
 * @returns Best first by the relevance model; ties by fused rank.
 */
export function weighEvidence(
  reading: QuestionReading,
  units: readonly QueryUnit[],
  retrieval: Retrieval,
  passages: readonly SearchPassage[],
  sources: EvidenceSources,
): Evidence[] {
  const weights = weighUnits(units, retrieval);
  const weighed = retrieval.candidates.slice(0, weighedCandidates).flatMap((candidate) => {
    const entry = passages[candidate.ordinal];
    return entry === undefined ? [] : [describe(entry, candidate, { reading, weights, retrieval, sources })];
  });
  return weighed.sort((a, b) => b.relevance - a.relevance || b.candidate.fusedScore - a.candidate.fusedScore);
}

/**
 * Keeps one passage of each block with its items: the best item where it holds all that the block holds of the
 * question, else the block. An answer cites an item or its block, never both.
 */
export function chooseItemsOrBlocks(evidence: readonly Evidence[]): Evidence[] {
  const byOrdinal = new Map(evidence.map((each) => [each.entry.ordinal, each]));
  const decided = new Set<number>();
  const chosen: Evidence[] = [];
  for (const each of evidence) {
    const block = each.entry.block ?? each.entry.ordinal;
    if (decided.has(block)) continue;
    decided.add(block);
    const whole = byOrdinal.get(block);
    const preferBlock = each.entry.block !== null && whole !== undefined && whole.matched.size > each.matched.size;
    chosen.push(preferBlock ? whole : each);
  }
  return chosen;
}
