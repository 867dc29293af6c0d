import { recommendationCue } from "./cues.ts";

/** A kind of fact that a question wants all of, whatever it is about: told by its form, not by a topic's words. */
export type ListedFact = "money" | "share" | "date" | "deadline" | "upcoming" | "number" | "commitment";

const wantsAll =
  "\\b(?:all|every|each|list|which|what|any|show|give|gather|collect|enumerate|how many|todas?|todos|cada|lista\\w*|enumer\\w+|que|cuales|cuant[oa]s|dame|muestra\\w*|reun\\w+|tod[ao]s|quais|quels?|quelles?|toutes?|tous)\\b";

/** One of each: then the noun stands in the singular. */
const wantsEach = "\\b(?:every|each|any|cada|todo)\\b";

const nouns: Readonly<
  Record<Exclude<ListedFact, "commitment" | "upcoming">, readonly [plural: string, singular: string]>
> = {
  money: [
    "sums(?: of money)?|amounts|montos|sumas|importes|cantidades (?:de|en) (?:dinero|plata|dolares|euros)|(?:dollar|euro|money) (?:amounts|figures|sums)|cifras en (?:dolares|euros)|figures in (?:dollars|euros)|montantes|montants|sommes",
    "sum|amount|monto|suma|importe",
  ],
  share: ["percentages|porcentajes|porcentagens|pourcentages", "percentage|porcentaje"],
  deadline: [
    "deadlines|time limits|due dates|target dates|plazos|fechas (?:limite|tope)s?|vencimientos|prazos|echeances|delais",
    "deadline|time limit|due date|target date|plazo|fecha limite",
  ],
  date: ["dates|fechas|datas", "date|fecha"],
  number: ["figures|numbers|statistics|cifras|estadisticas|numeros|chiffres|estatisticas", "figure|statistic|cifra"],
};

const commitmentVerbs =
  "pledg\\w*|offer(?:s|ed)?|undert(?:ake|akes|ook|aken)|commit(?:s|ted|ments?)?|promis\\w+|ofrec\\w+|ofrecimientos?|ofertas?|compromet\\w+|compromisos?|promet\\w+|on the table|sobre la mesa|a disposicion|oferec\\w+|ofert\\w+|s'engag\\w+|engagements?|offr\\w+";

/** Of dates and deadlines, those that the record looks forward to. */
const ahead =
  /\b(?:(?:still|yet) to come|to come|ahead|upcoming|coming|future|onwards?|from (?:now|20\d\d) on|por delante|en adelante|por venir|venider[oa]s?|futur[oa]s?|pendientes?|proxim[oa]s)\b/u;

const order = ["money", "share", "deadline", "date", "number"] as const;

const between = "(?: \\w+){0,3}?";

const patterns = order.map((fact) => {
  const [plural, singular] = nouns[fact];
  return {
    fact,
    // "Sums of money in the record, all of them": what is wanted may come first.
    pattern: new RegExp(
      `${wantsAll}${between} (?:${plural})\\b|${wantsEach}${between} (?:${singular})\\b|^(?:${plural})\\b.{0,80}\\b(?:all|tod[ao]s)\\b`,
      "u",
    ),
    own: new RegExp(`^(?:${plural}|${singular})$`, "u"),
  };
});

const commitmentPattern = new RegExp(
  `${wantsAll}.{0,80}?\\b(?:${commitmentVerbs})\\b|^(?:a que|quienes?|who) .{0,60}\\b(?:${commitmentVerbs})\\b`,
  "u",
);

const commitmentWord = new RegExp(`^(?:${commitmentVerbs})$`, "u");
const anyCommitment = new RegExp(`\\b(?:${commitmentVerbs})\\b`, "gu");

/** Words of such questions that say nothing of what the facts are about. */
const ownWords =
  /^(?:dolar\w*|dollars?|euros?|dinero|money|plata|moneda\w*|currency|currencies|cash|fresh|table|mesa|disposicion|cantidad\w*|amounts?|sums?|figures?|dates?|fechas?|deadlines?|plazos?|still|come|coming|ahead|upcoming|future|futur\w*|pendient\w*|delante|adelante|proxim\w*|next|due|anybody|anyone|hand|sets?|put\w*|pus\w*|pon\w*|mention\w*|mencion\w*|appear\w*|aparec\w*|figur\w+|given|give|set|fij\w+|establec\w+|named?|nombrad\w+|texts?|textos?|individual\w*|others?|otr[oa]s|something|anything|algo|bodies|organismos?|asum\w+|adquir\w+|contra(?:jo|jeron|ido)|assum\w+|made|took|taken|hacer|haran|hagan|do|doing|contribut\w+|aport\w+|undert\w+|cite[ds]?|citad\w+|there|hay)$/u;

/** The kind of fact that is listed; null where the question lists by topic or not at all. Over the folded question. */
export function readListedFact(folded: string): ListedFact | null {
  const found = patterns.find(({ pattern }) => pattern.test(folded));
  if (found !== undefined) return isDated(found.fact) && ahead.test(folded) ? "upcoming" : found.fact;
  // "Which commitments and proposals": commitments are among the recommendations, and those are wanted.
  const asksMore = recommendationCue.test(folded.replace(anyCommitment, " "));
  return commitmentPattern.test(folded) && !asksMore ? "commitment" : null;
}

function isDated(fact: ListedFact): boolean {
  return fact === "deadline" || fact === "date" || fact === "upcoming";
}

/** Whether a folded word names the kind of fact listed, or only goes with it. */
export function belongsToListedFact(word: string, fact: ListedFact): boolean {
  if (ownWords.test(word)) return true;
  if (fact === "commitment") return commitmentWord.test(word);
  return patterns.some((each) => each.own.test(word) && (each.fact === fact || each.fact === "number"));
}
