import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler } from "@modelcontextprotocol/server";
import type { IRouter, RequestHandler } from "express";
import type { Logger } from "pino";
import type { Collection } from "../collection.ts";
import { preferredLanguage, problemLanguage } from "../http/accept-language.ts";
import { bodyBytes, readJson, receiveBody } from "../http/json-body.ts";
import { linkBase } from "../http/public-address.ts";
import { serveAddress } from "../http/routing.ts";
import type { Settings } from "../settings.ts";
import { createCollectionArchive } from "./collection-archive.ts";
import { createRelatorMcp } from "./mcp-server.ts";

export interface McpRouteParts {
  readonly collection: Collection;
  readonly logger: Logger;
  readonly settings: Pick<Settings, "bodyLimitBytes" | "requestTimeoutMs" | "publicUrl" | "host" | "port">;
}

/** The protocol for agents (Model Context Protocol, streamable HTTP) at `/mcp`. It holds no session. */
export function addMcpRoutes(router: IRouter, { collection, logger, settings }: McpRouteParts): void {
  const onFault = (error: unknown) => logger.error({ error }, "a tool failed");
  const handler = createMcpHandler(
    ({ requestInfo }) => {
      const accepted = requestInfo?.headers.get("accept-language") ?? undefined;
      const host = requestInfo?.headers.get("host") ?? undefined;
      const base = linkBase(settings, host === undefined ? null : { headers: { host } });
      const language = problemLanguage(accepted);
      return createRelatorMcp({
        archive: createCollectionArchive({ collection, linkBase: base, acceptLanguage: preferredLanguage(accepted) }),
        language,
        timeoutMs: settings.requestTimeoutMs,
        onFault,
      });
    },
    { onerror: (error) => logger.debug({ error }, "an MCP message was refused") },
  );
  const respond = toNodeHandler(handler, { onerror: onFault });
  const receive = receiveBody(["application/json"], settings.bodyLimitBytes);

  const post: RequestHandler = async (request, response) => {
    await respond(request, response, readJson(bodyBytes(request)));
  };
  // Without a session there is no stream to open by GET, and nothing to end by DELETE: both are a 405, as the protocol has it.
  serveAddress(router, "/mcp", { POST: [receive, post] });
}
