import type { Citation, FrameLanguage } from "../protocol.ts";

/** `¶12`, or `¶12 (3)` for the third item of a paragraph. */
export function describePlace({ paragraph, item }: Pick<Citation, "paragraph" | "item">): string {
  return item === null ? `¶${paragraph}` : `¶${paragraph} (${item})`;
}

/** What tells who speaks. */
export type Spoken = Pick<Citation, "honorific" | "speaker" | "organization" | "country">;

/** Who is cited and for whom; `unnamed` where the passage is nobody's. */
export function describeSpeaker({ honorific, speaker, organization, country }: Spoken, unnamed: string): string {
  const name = [honorific, speaker].filter(Boolean).join(" ");
  const belongsTo = [organization, country].filter((part) => part !== null && part !== speaker).join(", ");
  if (name === "") return belongsTo || unnamed;
  return belongsTo === "" ? name : `${name} (${belongsTo})`;
}

/** Session dates are calendar dates, the same in every time zone. */
export function formatDate(isoDate: string, language: FrameLanguage): string {
  const date = new Date(`${isoDate}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return isoDate;
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(date);
}
