import type { Section } from "../../../corpus/document.ts";
import { fold, languages, stemsOf, type Token, tokenize } from "../language/terms.ts";
import { isFunctionWordAnywhere } from "../language/wordings.ts";
import { describeSpeaker } from "../retrieval/search-text.ts";
import type { Roster, SpokenSection } from "./roster.ts";

/** One speaker as the records name it, with all its parts. */
export interface SpeakerLabel {
  readonly text: string;
  /** What it is made of: name, office, body; without what stands in brackets. */
  readonly fields: readonly string[];
  readonly sections: readonly SpokenSection[];
  readonly stems: ReadonlySet<string>;
}

export const stemsIn = (token: Token): string[] => languages.flatMap((language) => stemsOf(token, language));

const stemsOfLabels = new WeakMap<Section, { readonly text: string; readonly stems: ReadonlySet<string> }>();

/** How a section's speaker is linked to; found once a section. */
export function prepareLabel(section: Section): { readonly text: string; readonly stems: ReadonlySet<string> } {
  const known = stemsOfLabels.get(section);
  if (known !== undefined) return known;
  const text = describeSpeaker(section);
  const content = tokenize(text).filter(({ folded }) => !isFunctionWordAnywhere(folded));
  const label = { text, stems: new Set(content.flatMap(stemsIn)) };
  stemsOfLabels.set(section, label);
  return label;
}

function fieldsOf({ speaker, role, organization }: Section, text: string): string[] {
  const told = [speaker, role, organization].flatMap((field) => field ?? []);
  const plain = told.map((field) => field.replace(/\s*\([^)]*\)/gu, "").trim());
  return [...new Set(plain)].filter((field) => field !== "" && field !== text);
}

/** The speakers of a roster, each once, in the order of their first parts. */
export function labelsOf({ sections }: Roster): SpeakerLabel[] {
  const grouped = new Map<string, [SpokenSection, ...SpokenSection[]]>();
  for (const spoken of sections) {
    const { text } = prepareLabel(spoken.section);
    const own = grouped.get(text);
    if (own === undefined) grouped.set(text, [spoken]);
    else own.push(spoken);
  }
  return [...grouped].map(([text, own]) => ({
    text,
    fields: fieldsOf(own[0].section, text),
    sections: own,
    stems: prepareLabel(own[0].section).stems,
  }));
}

/** The body that a speaker is heard for, folded; persons of one body are one. */
export function bodyOf({ sections, text }: SpeakerLabel): string {
  const section = sections[0]?.section;
  return fold(section?.organization ?? section?.speaker ?? text);
}
