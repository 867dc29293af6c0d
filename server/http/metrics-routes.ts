import type { IRouter, Request, RequestHandler } from "express";
import type { Metrics } from "../observability/metrics.ts";
import { serveAddress } from "./routing.ts";

/** `GET /metrics`, for Prometheus: open on the machine itself, with a key beyond it, as all that is read. */
export function addMetricsRoute(router: IRouter, metrics: Metrics): void {
  const read: RequestHandler = async (_request, response) => {
    response.set({ "Content-Type": metrics.contentType, "Cache-Control": "no-store" }).send(await metrics.read());
  };
  serveAddress(router, "/metrics", { GET: [read] });
}

/** Times every request, by its route: addresses name records, and would be without end. */
export function observeRequests(metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const startedMs = performance.now();
    response.once("close", () => {
      const seconds = (performance.now() - startedMs) / 1000;
      metrics.requestEnded({ method: request.method, route: routeOf(request), status: response.statusCode, seconds });
    });
    next();
  };
}

/** Files of the page and unknown addresses have none. */
function routeOf(request: Request): string {
  // Express sets it once a route was found.
  const route = request.route as { readonly path?: unknown } | undefined;
  if (route?.path === undefined) return "none";
  const path = String(route.path);
  // What is refused before a router was entered has its whole path already.
  return path.startsWith(request.baseUrl) ? path : `${request.baseUrl}${path}`;
}
