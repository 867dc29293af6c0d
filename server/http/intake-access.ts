import type { RequestHandler } from "express";
import { ForbiddenError } from "../request-errors.ts";
import { isLocalRequest } from "./address-guard.ts";

/** Who may add and remove records, and see what was added or removed: whoever is on this machine. The one place of it. */
export const requireIntakeAccess: RequestHandler = (request, _response, next) => {
  if (!isLocalRequest(request)) throw new ForbiddenError("loopback");
  next();
};
