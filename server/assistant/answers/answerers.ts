import { wordings } from "../language/wordings.ts";
import type { RequestKind } from "../understanding/request-kinds.ts";
import { type AnswerRequest, readPlainly } from "./answer-request.ts";
import { answerCompare } from "./compare-answer.ts";
import { answerComplement } from "./complement-answer.ts";
import {
  answerCollection,
  answerDocument,
  answerIdentity,
  answerWhichSession,
  asksWhichSession,
} from "./document-answer.ts";
import type { DocumentKind } from "./document-facts.ts";
import { answerFact, clearlyAnswers, searchFact } from "./fact-answer.ts";
import { answerList } from "./list-answer.ts";
import { answerOverview } from "./overview-answer.ts";
import { decline } from "./refusal.ts";
import { type Answerer, readTwice } from "./second-readings.ts";

const ofDocument =
  (kind: DocumentKind): Answerer =>
  (request) =>
    answerDocument(request, kind);

const documentsOf = ({ collection }: AnswerRequest): { documents: number } => ({
  documents: collection.documents.length,
});

/** What reads like a word to the assistant is answered all the same where a passage clearly does ("may I work under it?"). */
const unlessAnswered =
  (decliner: Answerer): Answerer =>
  async (request) => {
    if (request.question.content.length < fewestWordsOfQuestion) return decliner(request);
    const { answerability } = await searchFact(request);
    return answerability >= clearlyAnswers ? answerFact(request) : decliner(request);
  };

const surelyAsksForAll = 0.8;

/** "Topic led by the United States" may read like all that they said: where a passage clearly answers it as it stands, it does. */
const unlessPlainlyAnswered =
  (answerer: Answerer): Answerer =>
  async (request) => {
    if (request.question.probability >= surelyAsksForAll) return answerer(request);
    const plain = readPlainly(request);
    const { answerability } = await searchFact(plain);
    return answerability >= clearlyAnswers ? answerFact(plain) : answerer(request);
  };

const fewestWordsOfQuestion = 3;

const answerSmalltalk: Answerer = async (request) => {
  const isFarewell = request.question.tokens.some(({ folded }) =>
    Object.values(wordings).some(({ farewells }) => farewells.has(folded)),
  );
  return decline(
    request,
    "not-a-question",
    isFarewell ? { say: "farewell", facts: {} } : { say: "greeting", facts: documentsOf(request) },
  );
};

const answerAboutAssistant: Answerer = async (request) =>
  decline(request, "not-a-question", { say: "aboutAssistant", facts: documentsOf(request) });

const declineCommand: Answerer = async (request) =>
  decline(request, "outside", { say: "command", facts: documentsOf(request) });

/** One answerer a kind of request. */
const answerers: Readonly<Record<RequestKind, Answerer>> = {
  smalltalk: answerSmalltalk,
  assistant: unlessAnswered(answerAboutAssistant),
  command: declineCommand,
  outside: answerFact,
  gibberish: answerFact,
  "document-title": ofDocument("document-title"),
  "document-date": ofDocument("document-date"),
  "document-documentdate": ofDocument("document-documentdate"),
  "document-place": ofDocument("document-place"),
  "document-issuer": ofDocument("document-issuer"),
  "document-body": ofDocument("document-body"),
  "document-speakers": ofDocument("document-speakers"),
  "document-countspeakers": ofDocument("document-countspeakers"),
  "document-countrecommendations": ofDocument("document-countrecommendations"),
  "document-countpassages": ofDocument("document-countpassages"),
  "document-language": ofDocument("document-language"),
  "document-kind": ofDocument("document-kind"),
  "document-agenda": ofDocument("document-agenda"),
  "document-symbol": ofDocument("document-symbol"),
  "document-attendance": ofDocument("document-attendance"),
  "document-collection": answerCollection,
  "document-next": answerFact,
  "speaker-role": answerIdentity,
  overview: answerOverview,
  "overview-speaker": unlessPlainlyAnswered(answerOverview),
  "list-recommendations": answerList,
  "list-mentions": answerList,
  "list-not": answerComplement,
  "list-figures": answerList,
  "count-mentions": answerList,
  compare: answerCompare,
  fact: answerFact,
  who: answerFact,
  when: answerFact,
  where: answerFact,
  howmany: answerFact,
  "count-value": answerFact,
  why: answerFact,
  how: answerFact,
  which: answerFact,
  whatis: answerFact,
  yesno: answerFact,
  keyword: answerFact,
  "speaker-topic": answerFact,
  "session-date": answerFact,
  followup: answerFact,
};

/** Marks, pictures and other text without a word ask nothing. */
export const answererOf = (request: AnswerRequest): Answerer => {
  const { question } = request;
  if (question.tokens.length === 0) return answerSmalltalk;
  return asksWhichSession(request) ? answerWhichSession : readTwice(answerers[question.kind]);
};
