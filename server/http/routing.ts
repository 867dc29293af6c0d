import type { IRouter, RequestHandler } from "express";
import { MethodNotAllowedError } from "../request-errors.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";
type Handlers = Readonly<Partial<Record<Method, readonly RequestHandler[]>>>;

/** Everything an address answers, in one place, so that any other method is a 405 that names what there is. */
export function serveAddress(router: IRouter, path: string | RegExp, handlers: Handlers): void {
  const route = router.route(path as string);
  if (handlers.GET) route.get(...handlers.GET);
  if (handlers.POST) route.post(...handlers.POST);
  if (handlers.PUT) route.put(...handlers.PUT);
  if (handlers.DELETE) route.delete(...handlers.DELETE);
  const methods = Object.keys(handlers).flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  route.all(() => {
    throw new MethodNotAllowedError(methods);
  });
}

/** The value of a `:name` in a path; the router has decoded it. */
export function pathValue(
  params: Readonly<Record<string, string | readonly string[] | undefined>>,
  name: string,
): string {
  const value = params[name];
  return typeof value === "string" ? value : "";
}
