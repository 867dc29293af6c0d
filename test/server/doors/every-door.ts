import OpenAI from "openai";
import { WebSocket } from "ws";
import { createRelatorClient } from "../../../client/api/relator-client.ts";
import { permalinkPath } from "../../../server/answer-text/permalinks.ts";
import type { AskResponse } from "../../../server/protocol.ts";
import { runCommandLine } from "../built-server.ts";
import { openChat } from "../chat-client.ts";
import { type AgentClient, connectOverHttp, connectOverStdio, type Program } from "../mcp/agent-clients.ts";

/** A question as the development sets put it. */
export interface DoorQuestion {
  readonly question: string;
  readonly history: readonly string[];
}

/** One way to ask; what it gives are the places that are cited, in order, however the door writes them. */
export interface Door {
  readonly name: string;
  ask(question: DoorQuestion): Promise<readonly string[]>;
  close(): Promise<void>;
}

interface Place {
  readonly documentId: string;
  readonly revision: string;
  readonly paragraph: number;
  readonly item: number | null;
  readonly start: number;
  readonly end: number;
}

const placesOf = (citations: readonly Place[]): string[] => citations.map(permalinkPath);
const historyOf = ({ history }: DoorQuestion) => history.map((question) => ({ question }));
const close = async () => {};

/** The plainest of all, which the others are held against. */
export function openPlainDoor(url: string): Door {
  return {
    name: "HTTP",
    ask: async (asked) => {
      const response = await fetch(new URL("api/v1/ask", url), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ question: asked.question, history: historyOf(asked) }),
      });
      return placesOf(((await response.json()) as AskResponse).citations);
    },
    close,
  };
}

/** Every other door of a running server. @param stdio The program that speaks for it over standard input and output. */
export async function openDoors(url: string, stdio: Program): Promise<Door[]> {
  const chat = await openChat(new URL("ws", url).href.replace("http", "ws"));
  let asked = 0;
  return [
    {
      name: "WebSocket",
      ask: async (question) => {
        asked += 1;
        const requestId = String(asked);
        chat.send({ type: "ask", requestId, question: question.question, history: historyOf(question) });
        const events = await chat.eventsOf(requestId);
        return placesOf(events.flatMap((event) => (event.type === "citation" ? [event.citation] : [])));
      },
      close: async () => chat.socket.close(),
    },
    agentDoor("MCP over HTTP", await connectOverHttp("2026-07-28", url)),
    agentDoor("MCP over HTTP, earlier protocol", await connectOverHttp("earlier", url)),
    agentDoor("MCP over stdio", await connectOverStdio("2026-07-28", stdio)),
    ...openaiDoors(url),
    ...clientDoors(url),
  ];
}

export function agentDoor(name: string, agent: AgentClient): Door {
  return {
    name,
    ask: async ({ question, history }) => {
      const { structuredContent } = await agent.call("ask", { question, history });
      return placesOf((structuredContent as { citations: readonly Place[] }).citations);
    },
    close: () => agent.close(),
  };
}

/** In OpenAI's interface a place is the address of a link. */
function openaiDoors(url: string): Door[] {
  const client = new OpenAI({ baseURL: new URL("v1", url).href, apiKey: "any", maxRetries: 0 });
  const pathOf = (link: string) => link.slice(link.indexOf("/d/"));
  const messagesOf = ({ question, history }: DoorQuestion) =>
    [...history, question].map((content) => ({ role: "user" as const, content }));
  return [
    {
      name: "chat completions",
      ask: async (question) => {
        const { choices } = await client.chat.completions.create({ model: "relator", messages: messagesOf(question) });
        return (choices[0]?.message.annotations ?? []).map(({ url_citation: { url: link } }) => pathOf(link));
      },
      close,
    },
    {
      name: "chat completions, streamed",
      ask: async (question) => {
        const messages = messagesOf(question);
        const stream = await client.chat.completions.create({ model: "relator", messages, stream: true });
        const links: string[] = [];
        for await (const { choices } of stream) {
          // The client's types know annotations of whole messages only.
          const { annotations = [] } = (choices[0]?.delta ?? {}) as {
            annotations?: { url_citation: { url: string } }[];
          };
          links.push(...annotations.map(({ url_citation: { url: link } }) => pathOf(link)));
        }
        return links;
      },
      close,
    },
    {
      name: "responses",
      ask: async (question) => {
        const { output } = await client.responses.create({ model: "relator", input: messagesOf(question) });
        const parts = output.flatMap((item) => (item.type === "message" ? item.content : []));
        const annotations = parts.flatMap((part) => (part.type === "output_text" ? part.annotations : []));
        return annotations.flatMap((each) => (each.type === "url_citation" ? [pathOf(each.url)] : []));
      },
      close,
    },
  ];
}

function clientDoors(url: string): Door[] {
  // The package's class has overloads of its own for events; what is used of it is the same.
  const client = createRelatorClient({ url, WebSocket });
  return [
    {
      name: "the typed client, awaited",
      ask: async (asked) => {
        const { citations } = await client.ask({ question: asked.question, history: historyOf(asked) });
        return placesOf(citations);
      },
      close,
    },
    {
      name: "the typed client, event by event",
      ask: async (asked) => {
        const places: Place[] = [];
        for await (const event of client.askEvents({ question: asked.question, history: historyOf(asked) })) {
          if (event.type === "citation") places.push(event.citation);
        }
        return placesOf(places);
      },
      close,
    },
  ];
}

export function commandLineDoor(environment: Readonly<Record<string, string>>): Door {
  return {
    name: "the command line",
    ask: async ({ question }) => {
      const { output } = await runCommandLine(["ask", "--json", question], environment);
      return placesOf((JSON.parse(output) as AskResponse).citations);
    },
    close,
  };
}
