import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler } from "@modelcontextprotocol/server";
import type { IRouter, Request, RequestHandler, Response } from "express";
import type { Logger } from "pino";
import * as z from "zod/mini";
import type { Collection } from "../collection.ts";
import { preferredLanguage, problemLanguage } from "../http/accept-language.ts";
import { bodyBytes, checkShape, readJson, receiveBody } from "../http/json-body.ts";
import { linkBase } from "../http/public-address.ts";
import { describeQuestion, notesOf } from "../http/request-log.ts";
import { serveAddress } from "../http/routing.ts";
import type { Load } from "../load/load.ts";
import { takeTurn } from "../load/turns.ts";
import type { Metrics } from "../observability/metrics.ts";
import type { Settings } from "../settings.ts";
import { createCollectionArchive } from "./collection-archive.ts";
import { createRelatorMcp } from "./mcp-server.ts";

export interface McpRouteParts {
  readonly collection: Collection;
  readonly logger: Logger;
  readonly load: Load;
  readonly metrics: Pick<Metrics, "refused">;
  readonly settings: Pick<
    Settings,
    "bodyLimitBytes" | "requestTimeoutMs" | "logQuestions" | "publicUrl" | "host" | "port"
  >;
}

/** Clients of the earlier protocol may send several messages at once: a list without end would be answered at once. */
const batchSchema = z.array(z.unknown()).check(z.maxLength(10));

/** The protocol for agents (Model Context Protocol, streamable HTTP) at `/mcp`. It holds no session. */
export function addMcpRoutes(router: IRouter, { collection, logger, load, metrics, settings }: McpRouteParts): void {
  const onFault = (error: unknown) => logger.error({ error }, "a tool failed");
  const handler = createMcpHandler(
    ({ requestInfo, authInfo }) => {
      const accepted = requestInfo?.headers.get("accept-language") ?? undefined;
      const host = requestInfo?.headers.get("host") ?? undefined;
      const base = linkBase(settings, host === undefined ? null : { headers: { host } });
      const language = problemLanguage(accepted);
      const { caller, requestId } = readCall(authInfo);
      const archive = createCollectionArchive({
        collection,
        linkBase: base,
        acceptLanguage: preferredLanguage(accepted),
        inTurn: (kind, signal, work) => takeTurn(load, { kind, caller, signal }, work),
        onAnswered: ({ question }, { outcome, intent }) => {
          const asked = describeQuestion(question, settings.logQuestions);
          logger.info({ requestId, ...asked, outcome, intent }, "answered");
        },
      });
      return createRelatorMcp({
        archive,
        language,
        timeoutMs: settings.requestTimeoutMs,
        onFault,
        onRefused: ({ type }) => metrics.refused("mcp", type),
      });
    },
    { onerror: (error) => logger.debug({ error }, "an MCP message was refused") },
  );
  const respond = toNodeHandler(handler, { onerror: onFault });
  const receive = receiveBody(["application/json"], settings.bodyLimitBytes);

  const post: RequestHandler = async (request, response) => {
    const body = readJson(bodyBytes(request));
    if (Array.isArray(body)) checkShape(body, batchSchema);
    noteCall(request, response, load);
    await respond(request, response, body);
  };
  // Without a session there is no stream to open by GET, and nothing to end by DELETE: both are a 405, as the protocol has it.
  serveAddress(router, "/mcp", { POST: [receive, post] });
}

/**
 * Who calls, and in which request, for the tools that it runs: what the adapter passes on of a request beside its headers
 * is this alone. No token is checked by it.
 */
function noteCall(request: Request, response: Response, { callerKey }: Load): void {
  const { requestId } = notesOf(response);
  Object.assign(request, { auth: { token: "", clientId: callerKey(request), scopes: [], extra: { requestId } } });
}

function readCall(noted: { readonly clientId: string; readonly extra?: Record<string, unknown> } | undefined) {
  if (noted === undefined) throw new Error("A call over HTTP was not noted.");
  return { caller: noted.clientId, requestId: noted.extra?.requestId };
}
