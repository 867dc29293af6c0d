import type { IRouter, RequestHandler } from "express";
import type { AuditLog } from "../access/audit-log.ts";
import { UnservableValueError } from "../request-errors.ts";
import { requireScope } from "./access-rules.ts";
import { sendJson } from "./json-body.ts";
import { serveAddress } from "./routing.ts";

const limits = { fallback: 100, most: 1_000 } as const;

/** `GET /api/v1/audit-log?limit=`: who added, corrected and removed what, newest first. */
export function addAuditRoutes(router: IRouter, audit: AuditLog): void {
  const list: RequestHandler = ({ query }, response) => {
    const limit = Number(query.limit ?? limits.fallback);
    if (!Number.isSafeInteger(limit) || limit < 1 || limit > limits.most) {
      throw new UnservableValueError("limit", "audit-limit");
    }
    sendJson(response, { entries: audit.read(limit) });
  };
  serveAddress(router, "/api/v1/audit-log", { GET: [requireScope("admin"), list] });
}
