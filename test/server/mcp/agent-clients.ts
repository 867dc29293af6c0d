import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Client as EarlierClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as EarlierStdioTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as EarlierHttpTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import * as z from "zod";

/** What the tests use of both official clients, which are two packages with types of their own. */
export interface AgentClient {
  call(name: string, parameters: object, signal?: AbortSignal): Promise<ToolResult>;
  toolNames(): Promise<string[]>;
  resources(): Promise<unknown>;
  templates(): Promise<unknown>;
  read(uri: string): Promise<unknown>;
  readonly instructions: string | undefined;
  close(): Promise<void>;
}

const toolResultSchema = z.object({
  content: z.array(z.looseObject({ type: z.string() })),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
});
export type ToolResult = z.infer<typeof toolResultSchema>;

export interface Program {
  readonly command: string;
  readonly args: string[];
  readonly cwd: string;
  readonly env: Record<string, string>;
}

const implementation = { name: "an-agent", version: "1.0.0" };

/** Newest first; the protocol each speaks with this server. */
export const clientNames = ["2026-07-28", "negotiated", "earlier"] as const;
export type ClientName = (typeof clientNames)[number];

export async function connectOverHttp(name: ClientName, url: string): Promise<AgentClient> {
  const address = new URL("/mcp", url);
  if (name === "earlier") {
    const client = new EarlierClient(implementation);
    // The transport's optional fields are typed less strictly than this project compiles with.
    await client.connect(new EarlierHttpTransport(address) as Parameters<typeof client.connect>[0]);
    return adaptEarlier(client);
  }
  return connect(name, new StreamableHTTPClientTransport(address));
}

export async function connectOverStdio(name: ClientName, program: Program): Promise<AgentClient> {
  if (name !== "earlier") return connect(name, new StdioClientTransport({ ...program, stderr: "pipe" }));
  const client = new EarlierClient(implementation);
  await client.connect(new EarlierStdioTransport({ ...program, stderr: "pipe" }));
  return adaptEarlier(client);
}

async function connect(name: ClientName, transport: Parameters<Client["connect"]>[0]): Promise<AgentClient> {
  const pinned = name === "negotiated" ? {} : { versionNegotiation: { mode: { pin: name } } };
  const client = new Client(implementation, pinned);
  await client.connect(transport);
  return {
    call: async (tool, parameters, signal) => {
      const call = client.callTool({ name: tool, arguments: { ...parameters } }, signal && { signal });
      return toolResultSchema.parse(await call);
    },
    toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
    resources: async () => (await client.listResources()).resources,
    templates: async () => (await client.listResourceTemplates()).resourceTemplates,
    read: async (uri) => (await client.readResource({ uri })).contents,
    instructions: client.getInstructions(),
    close: () => client.close(),
  };
}

function adaptEarlier(client: EarlierClient): AgentClient {
  return {
    call: async (tool, parameters, signal) => {
      const options = signal && { signal };
      const call = client.callTool({ name: tool, arguments: { ...parameters } }, undefined, options);
      return toolResultSchema.parse(await call);
    },
    toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
    resources: async () => (await client.listResources()).resources,
    templates: async () => (await client.listResourceTemplates()).resourceTemplates,
    read: async (uri) => (await client.readResource({ uri })).contents,
    instructions: client.getInstructions(),
    close: () => client.close(),
  };
}
