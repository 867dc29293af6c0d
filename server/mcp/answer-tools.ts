import type { McpServer } from "@modelcontextprotocol/server";
import { composeMarkdown } from "../answer-text/markdown-answer.ts";
import type { AskRequest, FrameLanguage } from "../protocol.ts";
import { runTool, type ToolScope } from "./tool-calls.ts";
import { askInput, comparePositionsInput, listRecommendationsInput, present, toFilters } from "./tool-inputs.ts";
import { answerOutput, describeAnswer, linkPassages } from "./tool-outputs.ts";

const readsOnly = { readOnlyHint: true, idempotentHint: true, openWorldHint: false };

/** `ask`, and two kinds of questions that agents put by fields rather than in words. */
export function addAnswerTools(server: McpServer, scope: ToolScope): void {
  server.registerTool(
    "ask",
    {
      title: "Ask the record",
      description:
        "Answers a question about what was said or recommended in the sessions, with verbatim quotes, each with its " +
        "speaker, session, paragraph and link. Says so where the records do not answer. Quote the citations word for " +
        "word and give their links; never add to them.",
      inputSchema: askInput,
      outputSchema: answerOutput,
      annotations: readsOnly,
    },
    ({ question, history = [], language, limit, cursor, ...narrowing }, context) =>
      runTool(scope, context, (signal) =>
        answer(scope, signal, {
          question,
          history: history.map((earlier) => ({ question: earlier })),
          ...present({ language, limit, cursor }),
          ...toFilters(narrowing),
        }),
      ),
  );
  server.registerTool(
    "list_recommendations",
    {
      title: "List recommendations",
      description:
        "All passages that the reader takes for recommendations, of everybody or of those named, on a topic or on " +
        "all; with how many there are and whether the list is complete. Follow `nextCursor` until it is absent.",
      inputSchema: listRecommendationsInput,
      outputSchema: answerOutput,
      annotations: readsOnly,
    },
    ({ topic, language, limit, cursor, ...narrowing }, context) =>
      runTool(scope, context, (signal) =>
        answer(scope, signal, {
          question: questions[language ?? scope.language].recommendations(topic ?? null),
          ...present({ language: language ?? scope.language, limit, cursor }),
          ...toFilters({ ...narrowing, kinds: ["recommendation"] }),
        }),
      ),
  );
  server.registerTool(
    "compare_positions",
    {
      title: "Compare positions",
      description:
        "What each of two or more speakers, bodies or countries said, on a topic or on all, side by side; `silent` " +
        "names those who said nothing on it.",
      inputSchema: comparePositionsInput,
      outputSchema: answerOutput,
      annotations: readsOnly,
    },
    ({ parties, topic, language = scope.language, ...narrowing }, context) =>
      runTool(scope, context, (signal) => {
        const names = new Intl.ListFormat(language, { type: "conjunction" }).format(parties);
        const question = questions[language].comparison(names, topic ?? null);
        return answer(scope, signal, { question, language, ...toFilters(narrowing) });
      }),
  );
}

async function answer({ archive }: ToolScope, signal: AbortSignal, request: AskRequest) {
  const response = await archive.ask(request, signal);
  const text = composeMarkdown(response, { baseUrl: archive.linkBase, language: response.language });
  return {
    content: [{ type: "text" as const, text }, ...linkPassages(response.citations)],
    structuredContent: describeAnswer(response, archive.linkBase),
  };
}

/** What the fields of a tool ask, as a person would. */
interface FieldQuestions {
  recommendations(topic: string | null): string;
  comparison(names: string, topic: string | null): string;
}

const questions: Readonly<Record<FrameLanguage, FieldQuestions>> = {
  en: {
    recommendations: (topic) =>
      topic === null ? "List all recommendations." : `List all recommendations on ${topic}.`,
    comparison: (names, topic) =>
      topic === null ? `Compare what ${names} said.` : `Compare what ${names} said on ${topic}.`,
  },
  es: {
    recommendations: (topic) =>
      topic === null ? "Enumera todas las recomendaciones." : `Enumera todas las recomendaciones sobre ${topic}.`,
    comparison: (names, topic) =>
      topic === null ? `Compara lo que dijeron ${names}.` : `Compara lo que dijeron ${names} sobre ${topic}.`,
  },
};
