import type { FrameLanguage } from "../protocol.ts";

/**
 * The language of the frame that an Accept-Language header (RFC 9110, 12.5.4) prefers; regions are ignored, and null
 * where it prefers neither. On equal weights the first named wins.
 */
export function preferredLanguage(header: string | undefined): FrameLanguage | null {
  let preferred: { readonly language: FrameLanguage; readonly weight: number } | null = null;
  for (const part of (header ?? "").slice(0, longestHeaderCharacters).split(",")) {
    const [range = "", ...parameters] = part.trim().toLowerCase().split(";");
    const language = range.split("-")[0]?.trim();
    if (language !== "es" && language !== "en") continue;
    const quality = parameters.map((parameter) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1]).find(Boolean);
    const weight = quality === undefined ? 1 : Number(quality);
    if (weight > (preferred?.weight ?? 0)) preferred = { language, weight };
  }
  return preferred?.language ?? null;
}

const longestHeaderCharacters = 1_000;

/** Programs that name no language get their problems in English. */
export function problemLanguage(header: string | undefined): FrameLanguage {
  return preferredLanguage(header) ?? "en";
}
