import { findMembers } from "../weighing/membership.ts";
import type { AnswerDraft } from "./answer-draft.ts";
import { type AnswerRequest, readPlainly, withinAsked } from "./answer-request.ts";
import { answerFact, searchFact } from "./fact-answer.ts";
import { answerList } from "./list-answer.ts";

export type Answerer = (request: AnswerRequest) => Promise<AnswerDraft>;

/** A kind that is read with less than this is a guess. */
const surelyRead = 0.5;
/** From here on a passage answers the question as it stands, whatever kind of question it was taken for. */
const plainlyAnswers = 0.6;

/** Kinds that ask for passages rather than for what they tell. */
const asksPassages: ReadonlySet<string> = new Set(["keyword", "speaker-topic", "where"]);

/** The passages that name what a question is about, where its topic is one name that the records hold as it stands. */
async function answerByName(request: AnswerRequest): Promise<AnswerDraft | null> {
  const { question, collection, signal } = request;
  if (question.topic.length === 0 || question.sessions !== null) return null;
  const asList: AnswerRequest = { ...request, question: { ...question, kind: "list-mentions", group: "list" } };
  const { basis, members } = await findMembers(collection, asList.question, withinAsked(asList), signal);
  return basis === "mention" && members.length > 0 ? answerList(asList) : null;
}

/**
 * What is uncertain is read the other way too, before it is refused: words that may ask for passages, as a list of those
 * that name them; what is taken for an overview, a list or a comparison, as the question that it is word for word.
 */
export const readTwice =
  (answerer: Answerer): Answerer =>
  async (request) => {
    const draft = await answerer(request);
    if (draft.outcome === "answered" || draft.reason !== "no-evidence") return draft;
    const { group, kind, probability, speakers } = request.question;
    // What a document does not tell, and that somebody named has no part, is true as it stands.
    const isTrue = group === "document" || (group === "overview" && speakers.length > 0);
    if (group === "nothing" || isTrue) return draft;
    if (group !== "fact") {
      const plain = readPlainly(request);
      const { answerability } = await searchFact(plain);
      if (answerability < plainlyAnswers) return draft;
      const plainDraft = await answerFact(plain);
      return plainDraft.outcome === "answered" ? plainDraft : draft;
    }
    if (!asksPassages.has(kind) && probability >= surelyRead) return draft;
    return (await answerByName(request)) ?? draft;
  };
