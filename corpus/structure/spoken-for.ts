import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import { classifyParty, isAcronym, isProperName, withoutArticle } from "./parties.ts";
import { type Speaker, shortName } from "./speaker.ts";
import { ON_BEHALF, SPEAKING } from "./speaker-lexicon.ts";
import { REPORTS_NOW } from "./verb-forms.ts";

/** "Speaking for ", "En nombre de ", "Hablando por ": what opens a sentence before the body spoken for. */
const OPENING = new RegExp(
  `^(?:(?:${SPEAKING}) (?:(?:${ON_BEHALF})|for|por|pour|pel[ao]s?)|${ON_BEHALF})(?:\\s+|(?<=['’]))`,
  "u",
);
/** "the representative said", "su vocera dijo": a subject without a name. Without any, whoever spoke before goes on. */
const UNNAMED = /^(?:the|its|their|an?|el|la|las?|los|su|un|una|o|os|um|uma|seu|sua|le|une|sa|son|l['’])\s?\p{L}/u;
/** Characters between the body and the verb, where nobody is named. */
const LONGEST_UNNAMED = 60;

/**
 * Who speaks in "Speaking for the League (LRR), Ms. … noted": the one that `readSubject` finds behind the comma, for the
 * body before it; where it finds none ("…, the representative said"), the body itself. Null for any other opening.
 */
export function readSpokenFor(
  text: string,
  countries: CountryLexicon,
  readSubject: (text: string) => Speaker | null,
): Speaker | null {
  const opening = OPENING.exec(foldText(text));
  if (opening === null) return null;
  const rest = text.slice(opening[0].length);
  const commas = [...rest.matchAll(/,\s+/gu)].map(({ index, 0: comma }) => ({
    body: bodyOf(rest.slice(0, index), countries),
    after: rest.slice(index + comma.length),
  }));
  // The body's own name may hold commas, so that the last one before the subject counts.
  for (const { body, after } of commas.toReversed()) {
    const subject = body === null ? null : readSubject(after);
    if (body !== null && subject !== null) return spokenFor(subject, body, countries);
  }
  for (const { body, after } of commas) {
    const verb = foldText(` ${after}`).search(REPORTS_NOW);
    const unnamed = verb > 0 && verb <= LONGEST_UNNAMED && UNNAMED.test(foldText(after));
    if (body !== null && unnamed) return spokenFor(null, body, countries);
  }
  return null;
}

function bodyOf(text: string, countries: CountryLexicon): string | null {
  const body = withoutArticle(text.trim());
  if (body === "" || /[.;:]\s/u.test(body) || foldText(body).search(REPORTS_NOW) !== -1) return null;
  return isAcronym(body) || isProperName(body) || classifyParty(body, countries) !== null ? body : null;
}

function spokenFor(subject: Speaker | null, body: string, countries: CountryLexicon): Speaker {
  const organization = shortName(body);
  const country = countries.codeOf(body);
  if (subject === null) {
    const speaker = body.charAt(0).toUpperCase() + body.slice(1);
    return { speaker, honorific: null, role: null, organization, affiliation: null, country };
  }
  const employer = subject.isPerson === true && subject.organization !== organization ? subject.organization : null;
  return {
    ...subject,
    organization,
    affiliation: subject.affiliation ?? employer,
    country: subject.country ?? country,
  };
}
