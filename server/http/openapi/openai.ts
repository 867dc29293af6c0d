import { answerOf, type Content, jsonOf, type Operation, type Parameter } from "./operation.ts";

/** Its own shape, whatever is refused. */
const refusals = jsonOf("OpenaiError");

const streamOf = (description: string): Readonly<Record<string, Content>> => ({
  "text/event-stream": { schema: { type: "string", description } },
});

const question = "How much of Haiti's GDP comes from remittances?";
const ofModel = ["invalid-request", "not-found", "unservable-value"];

const complete: Operation = {
  id: "createChatCompletion",
  method: "post",
  path: "/v1/chat/completions",
  tag: "Other protocols",
  summary: "Ask as OpenAI's chat completions",
  description:
    "The model is `relator`. The last message of the user is the question, those before are the history. What would steer a language model (instructions, tools, temperatures) is accepted and has no effect. The text holds quotes and numbered links; `annotations` stand at the links. `relator` narrows the question and turns the pages of a list.",
  scope: "ask",
  body: jsonOf("ChatCompletionRequest", {
    question: {
      summary: "A question",
      value: { model: "relator", messages: [{ role: "user", content: question }] },
    },
    narrowed: {
      summary: "Recommendations only, ten to a page",
      value: {
        model: "relator",
        messages: [{ role: "user", content: "What does Peru recommend?" }],
        relator: { language: "en", limit: 10, filters: { kinds: ["recommendation"] } },
      },
    },
  }),
  answers: {
    200: {
      description: "The answer; a stream where `stream` is true.",
      headers: ["Content-Language"],
      content: {
        ...jsonOf("ChatCompletion"),
        ...streamOf(
          "`data` of each event is a `chat.completion.chunk`: the text in pieces, each citation, then [DONE].",
        ),
      },
    },
  },
  problems: ["unknown-value", "stale-cursor", "record-set-aside", ...ofModel],
  refusals,
};

const respond: Operation = {
  ...complete,
  id: "createResponse",
  path: "/v1/responses",
  summary: "Ask as OpenAI's responses",
  description:
    "As chat completions, in the shape of responses. Nothing is stored: `previous_response_id`, `conversation` and `background` are refused, send the messages before in `input`.",
  body: jsonOf("ModelResponseRequest", {
    text: { summary: "A question", value: { model: "relator", input: question } },
    conversation: {
      summary: "With what was asked before",
      value: {
        model: "relator",
        input: [
          { role: "user", content: "What did the delegation of Peru say?" },
          { role: "user", content: [{ type: "input_text", text: "And on remittances?" }] },
        ],
      },
    },
  }),
  answers: {
    200: {
      description: "The answer; a stream where `stream` is true.",
      headers: ["Content-Language"],
      content: {
        ...jsonOf("ModelResponse"),
        ...streamOf("From `response.created` to `response.completed`, numbered from 0; `data` holds the `type`."),
      },
    },
  },
};

const embed: Operation = {
  id: "createEmbeddings",
  method: "post",
  path: "/v1/embeddings",
  tag: "Other protocols",
  summary: "Embed texts",
  description:
    "The vectors of the embedded model. Begin what is to be found with `passage: ` and what is asked with `query: `, which is also the default. Tokens in place of text are refused: they are another model's.",
  scope: "ask",
  body: jsonOf("EmbeddingRequest", {
    two: {
      summary: "A question and a passage",
      value: { model: "multilingual-e5-small", input: ["query: remittances", "passage: Remittances rose."] },
    },
  }),
  answers: { 200: answerOf("EmbeddingList", "A vector for each text, in their order.") },
  problems: ofModel,
  refusals,
};

const models: Operation = {
  id: "listModels",
  method: "get",
  path: "/v1/models",
  tag: "Other protocols",
  summary: "List the models",
  description: "`relator`, which answers, and the embedded model, which embeds.",
  scope: "ask",
  answers: { 200: answerOf("ModelList", "The models.") },
  refusals,
};

const modelId: Parameter = {
  name: "model",
  in: "path",
  description: "Id of a model.",
  schema: { type: "string" },
  example: "relator",
};

const model: Operation = {
  ...models,
  id: "getModel",
  path: "/v1/models/{model}",
  summary: "Find a model",
  description: "One of those that are listed.",
  parameters: [modelId],
  answers: { 200: answerOf("Model", "The model.") },
  problems: ["not-found"],
};

export const openaiOperations: readonly Operation[] = [complete, respond, embed, models, model];
