import type { IRouter, Request, RequestHandler, Response } from "express";
import type { Access } from "../access/access.ts";
import { type SignInLink, signInSchema } from "../access/access-messages.ts";
import { cameSecurely, readSessionToken, writeSessionCookie } from "../access/session-cookie.ts";
import { sessionLifetimeMs } from "../access/sessions.ts";
import type { Scope, SessionView } from "../access-protocol.ts";
import { UnauthorizedError } from "../request-errors.ts";
import type { Settings } from "../settings.ts";
import { identityOf, requireOwnPage, requireScope } from "./access-rules.ts";
import { bodyBytes, parseJson, receiveBody, sendJson } from "./json-body.ts";
import { notesOf } from "./request-log.ts";
import { serveAddress } from "./routing.ts";

const signInLimitBytes = 1_000;

/** At the top, not below /api: see the cookie's path. */
export const sessionAddress = "/session";

/** `GET`, `POST` and `DELETE /session`: who calls; signing in and out. `POST /api/v1/sign-in-links` makes a link. */
export function addSessionRoutes(
  router: IRouter,
  { keys, sessions }: Access,
  { publicUrl }: Pick<Settings, "publicUrl">,
): void {
  const show: RequestHandler = (_request, response) => {
    sendJson(response, viewOf(response));
  };

  const signIn: RequestHandler = async (request, response) => {
    const given = parseJson(bodyBytes(request), signInSchema);
    const keyId = "link" in given ? keyOfLink(given.link) : keyOfText(given.key);
    const { token } = await sessions.open(keyId);
    notesOf(response).log.info({ keyId, byLink: "link" in given }, "signed in");
    setCookie(request, response, token, sessionLifetimeMs);
    response.status(204).end();
  };

  const signOut: RequestHandler = async (request, response) => {
    await sessions.close(readSessionToken(request.headers.cookie) ?? "");
    setCookie(request, response, "", 0);
    response.status(204).end();
  };

  const makeLink: RequestHandler = (_request, response) => {
    const { token, expiresAt } = sessions.makeLink(identityOf(response).caller.keyId ?? "");
    response.status(201);
    sendJson(response, { path: signInPath(token), expiresAt: expiresAt.toISOString() } satisfies SignInLink);
  };

  const keyOfLink = (token: string): string => {
    const key = keys.find(sessions.redeem(token) ?? "");
    if (key === null) throw new UnauthorizedError("used-link");
    return key.id;
  };
  const keyOfText = (text: string): string => {
    const found = keys.verify(text.trim());
    if (typeof found === "string") throw new UnauthorizedError(found);
    return found.id;
  };
  const setCookie = (request: Request, response: Response, token: string, maxAgeMs: number) => {
    response.set("Cache-Control", "no-store");
    response.append("Set-Cookie", writeSessionCookie(cameSecurely(request, publicUrl), token, maxAgeMs));
  };

  serveAddress(router, sessionAddress, {
    GET: [show],
    POST: [requireOwnPage, receiveBody(["application/json"], signInLimitBytes), signIn],
    DELETE: [requireOwnPage, signOut],
  });
  serveAddress(router, "/api/v1/sign-in-links", { POST: [requireScope("admin"), makeLink] });
}

/** The token stands behind the #, which browsers send to nobody. */
export function signInPath(token: string): string {
  return `/sign-in#link=${token}`;
}

function viewOf(response: Response): SessionView {
  const { caller, isNear } = identityOf(response);
  const scopes = new Set<Scope>([...(isNear ? (["ask"] as const) : []), ...caller.scopes]);
  return { name: caller.name, by: caller.by, scopes: [...scopes] };
}
