import { isContent, type SearchPassage } from "../retrieval/search-text.ts";
import { findMembers } from "../weighing/membership.ts";
import { type AnswerDraft, citeWhole } from "./answer-draft.ts";
import {
  type AnswerRequest,
  distinctSpeakers,
  itemsForBlocks,
  leavesDoubt,
  sectionId,
  shownText,
  withinAsked,
  withinSections,
  withinSessions,
} from "./answer-request.ts";
import { linesNaming, subjectLines } from "./document-lines.ts";
import { passagesOf, viewDocuments } from "./document-views.ts";
import { answerFact } from "./fact-answer.ts";
import { answerList } from "./list-answer.ts";
import { titleIn } from "./names-in-language.ts";
import { refuse, unknownMentions } from "./refusal.ts";

/** Passages of each intervention shown in the overview of a document: its first, and what it recommends first. */
const passagesPerIntervention = 2;

function isBlock({ block }: SearchPassage): boolean {
  return block === null;
}

function isRecommendation({ passage }: SearchPassage): boolean {
  return passage.kind === "recommendation";
}

/** As a list of them counts: by items where a paragraph has some. */
function countRecommendations(entries: readonly SearchPassage[]): number {
  return itemsForBlocks(entries.filter(isRecommendation)).length;
}

/** One speaker's intervention, whole and in order. */
function overviewOfSpeakers(request: AnswerRequest): AnswerDraft {
  const scope = request.question.scope ?? [];
  const inScope = withinSections(scope);
  const filter = withinSessions(request);
  const ofThem = passagesOf(new Set(scope.map(({ document }) => document)), request.collection).filter(
    (entry) => inScope(entry) && filter(entry),
  );
  const entries = ofThem.filter((entry) => isContent(entry) && isBlock(entry));
  if (entries.length === 0) return refuse(request, []);
  const isDoubtful = leavesDoubt(scope);
  return {
    outcome: "answered",
    intent: "overview",
    lead: [
      {
        say: "overviewSpeaker",
        facts: {
          name: distinctSpeakers(entries, request).join(", "),
          total: entries.length,
          recommendations: countRecommendations(ofThem),
        },
      },
    ],
    citations: entries.map((entry) => citeWhole(entry)),
    total: entries.length,
    complete: !isDoubtful,
    ...(isDoubtful ? { doubtful: true } : {}),
    basis: "fields",
  };
}

function groupBySection(entries: readonly SearchPassage[]): Map<string, SearchPassage[]> {
  const groups = new Map<string, SearchPassage[]>();
  for (const entry of entries) {
    const id = sectionId(entry);
    const own = groups.get(id);
    if (own === undefined) groups.set(id, [entry]);
    else own.push(entry);
  }
  return groups;
}

/** Lines of subjects that a sentence tells. */
const mostSubjects = 2;

/** The document's title, then for each intervention its first passage and its first recommendation. */
function overviewOfDocuments(request: AnswerRequest): AnswerDraft {
  const { collection } = request;
  const filter = withinSessions(request);
  const entries = collection.passages.filter(filter);
  const frontMatter = entries.filter(({ passage }) => passage.kind === "front-matter");
  const content = entries.filter((entry) => isContent(entry) && isBlock(entry));
  const bySection = groupBySection(content);
  const main = [...bySection.values()].flatMap((intervention) => {
    const chosen = new Set([intervention[0], intervention.find(isRecommendation)]);
    return intervention.filter((entry) => chosen.has(entry)).slice(0, passagesPerIntervention);
  });
  // Entries are in document order.
  const titled = frontMatter.filter((entry) => linesNaming([entry], entry.document.title).length > 0);
  const isTitled = new Set(titled);
  const bySubject = viewDocuments(request).flatMap(({ document, frontMatter: own }) =>
    subjectLines(own, document.title),
  );
  const cited = [...titled, ...frontMatter.filter((entry) => !isTitled.has(entry)), ...main];
  if (cited.length === 0) return refuse(request, []);
  return {
    outcome: "answered",
    intent: "overview",
    lead: [
      {
        say: "overviewDocument",
        facts: {
          title: [...new Set(entries.map(({ document }) => titleIn(document, request)))].join("; "),
          subject: bySubject.slice(0, mostSubjects).map((line) => shownText(line)),
          speakers: bySection.size,
          passages: content.length,
          recommendations: countRecommendations(entries),
        },
      },
    ],
    citations: cited.map((entry) => citeWhole(entry)),
    basis: "fields",
  };
}

/** A summary: of a record, of an intervention, or of a topic, which is all that is said on it. */
export async function answerOverview(request: AnswerRequest): Promise<AnswerDraft> {
  const { scope, topic, unresolvedSpeaker } = request.question;
  // Others' words about someone are not theirs.
  if (scope !== null && scope.length === 0) return refuse(request, []);
  const isOfUnknown = unknownMentions(request.question, request.collection).length > 0;
  if (isOfUnknown || (scope === null && unresolvedSpeaker.length > 0)) return answerFact(request);
  if (topic.length > 0) {
    const { collection, question, signal } = request;
    const { members } = await findMembers(collection, question, withinAsked(request), signal);
    // What a record as a whole is about ("sum up the session on water") narrows nothing, and so does what nobody names.
    if (members.length >= fewestOfTopic && members.length < mostOfTopic) return answerList(request);
  }
  return scope === null ? overviewOfDocuments(request) : overviewOfSpeakers(request);
}

/** A topic of fewer passages is a fact, and one of as many as are read is the record itself. */
const fewestOfTopic = 2;
const mostOfTopic = 20;
