import type { Response } from "express";

/**
 * Sends JSON that stays as it is until a record changes: whoever holds it asks whether it still holds, by its entity tag
 * (express makes it of the body, and answers 304). Only the reader's own cache may keep it, for records are removed.
 */
export function sendStable(response: Response, body: unknown): void {
  response.set("Cache-Control", "private, no-cache").json(body);
}
