import type { RequestHandler } from "express";
import type { AddressGuard } from "./address-guard.ts";

/** A browser asks again after so many seconds whether it may. */
const preflightSeconds = 600;

/**
 * Lets the pages of allowed origins read answers (the Fetch standard's CORS protocol). Without credentials: where asking
 * needs a key, they need one of their own. They change nothing, whatever they send (`requireScope`).
 */
export function allowOrigins(guard: AddressGuard): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    if (!guard.isAllowedOrigin(origin)) return next();
    response.vary("Origin").set({ "Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": "*" });
    const isPreflight = request.method === "OPTIONS" && request.get("Access-Control-Request-Method") !== undefined;
    if (!isPreflight) return next();
    response
      .status(204)
      .set({
        "Access-Control-Allow-Methods": "GET, HEAD, POST",
        "Access-Control-Allow-Headers": request.get("Access-Control-Request-Headers") ?? "",
        "Access-Control-Max-Age": String(preflightSeconds),
      })
      .end();
  };
}
