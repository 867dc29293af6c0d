import type { CountryLexicon } from "../countries.ts";
import type { Language } from "../document.ts";
import { foldText } from "../folding.ts";
import { splitSentences } from "../sentences.ts";
import { COMMITTING_SUBJECTS, FUTURE_VERBS, KIND_CUES } from "./kind-cues.ts";

/** Tells recommendations from other statements by a language's own cues. A rule of ours, shown as such. */
export interface KindClassifier {
  /** One of the text's sentences says what should be done, proposes or asks for it, or commits to it. */
  isRecommendation(text: string): boolean;
  /** The sentence commits someone to something, or offers it: "offered to train", "se comprometió a", "will contribute". */
  isCommitment(sentence: string): boolean;
  /** The text introduces a list whose items are recommendations: by a cue, or as "The recommendations focus on:". */
  introducesRecommendations(stem: string): boolean;
}

const RECOMMENDATION_NOUN =
  /^(?:\p{L}+ ){0,3}?(?:recomendaciones|recommendations|recomendacoes|recommandations|propuestas|proposals|propostas|propositions)(?!\p{L})/u;
/** Recommendations that the stem reports on, rather than lists. */
const HANDLED =
  /cumplid|cumprid|implement|aplicad|retirad|adoptad[ao]s|withdrawn|followed|fueron|foram|were|had|ont ete|mises en|habian/u;
/** States of being and possibility in the future tense commit nobody. */
const IDLE_FUTURE =
  /^(?:se )?(?:será|serán|estará|estarán|habrá|podrá|podrán|tendrá|tendrán|serão|estará|estarão|haverá|poderá|poderão|terá|terão|sera|seront|aura|auront|pourra|pourront|will (?:be|have|remain|need|depend|take place)|shall (?:be|have))(?!\p{L})/iu;
const ANNOUNCES =
  /(?<!\p{L})(?:anunci(?:a|o|aron|an|ou|aram)|annonce|a annonce|ont annonce) (?:tambien |tambem |egalement )?(?:que|qu['’])/u;

export function createKindClassifier(language: Language, countries: CountryLexicon): KindClassifier {
  const cues = KIND_CUES[language];
  const lookalikes = alternatives(cues.lookalikes, "gu");
  const cue = alternatives([...cues.obligation, ...cues.proposal, ...cues.commitment], "u");
  const commitmentCue = alternatives(cues.commitment, "u");
  const subject = new RegExp(
    `^(?:(?:the|el|la|los|las|o|a|os|as|le|les)\\s+|l['’])?(?:${COMMITTING_SUBJECTS})(?!\\p{L})`,
    "u",
  );
  const future = FUTURE_VERBS[language];
  const nearFuture = new RegExp(
    `^(?:\\s+(?!(?:that|which|who|que|qui|quien|cual)\\s)[\\p{L}\\d()]+){0,4}?\\s+(?<verb>${future}(?:\\s+\\p{L}+)?)`,
    "iu",
  );
  const anyFuture = new RegExp(`(?<![\\p{L}])(?:${future}|\\p{L}+r[ií]an?(?!\\p{L}))`, "iu");

  const isCommitted = (sentence: string, folded: string): boolean => {
    const announced = ANNOUNCES.exec(folded);
    if (announced !== null && anyFuture.test(sentence.slice(announced.index + announced[0].length).slice(0, 120)))
      return true;
    const rest = sentence.slice(subjectLength(sentence, folded));
    const verb = rest.length === sentence.length ? undefined : nearFuture.exec(rest)?.groups?.verb;
    return verb !== undefined && !IDLE_FUTURE.test(verb);
  };
  const subjectLength = (sentence: string, folded: string): number => {
    const institution = subject.exec(folded);
    if (institution !== null) return institution[0].length;
    const article = /^(?:the|el|la|los|las|o|a|os|as|le|les)\s+|^l['’]/u.exec(folded)?.[0].length ?? 0;
    const country = countries.findMentions(sentence.slice(0, 60))[0];
    return country !== undefined && country.start <= article ? country.end : 0;
  };
  const sentenceIsRecommendation = (sentence: string): boolean => {
    const folded = foldText(sentence).replace(/\s+/gu, " ");
    if (cue.test(folded.replace(lookalikes, " · "))) return true;
    return promises(sentence.replace(/\s+/gu, " "), folded);
  };
  const promises = (flat: string, folded: string): boolean => {
    if (isCommitted(flat, folded)) return true;
    // A turn may open with its speaker's name: "BANCO …: O Banco financiará…".
    const said = /^[^:]{3,160}:\s+/u.exec(flat)?.[0].length ?? 0;
    return said > 0 && isCommitted(flat.slice(said), folded.slice(said));
  };
  const isRecommendation = (text: string): boolean =>
    splitSentences(text, language).some((span) => sentenceIsRecommendation(text.slice(span.start, span.end)));
  return {
    isRecommendation,
    isCommitment(sentence) {
      const folded = foldText(sentence).replace(/\s+/gu, " ");
      return commitmentCue.test(folded.replace(lookalikes, " · ")) || promises(sentence.replace(/\s+/gu, " "), folded);
    },
    introducesRecommendations(stem) {
      const folded = foldText(stem).replace(/\s+/gu, " ");
      return (RECOMMENDATION_NOUN.test(folded) && !HANDLED.test(folded)) || isRecommendation(stem);
    },
  };
}

/** All fragments as one pattern of whole words. */
function alternatives(fragments: readonly string[], flags: "u" | "gu"): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${fragments.join("|")})(?:(?<=[\\s:'’])|(?!\\p{L}))`, flags);
}
