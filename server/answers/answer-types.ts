import type { Language } from "../../corpus/document.ts";
import type { Lexicon } from "../retrieval/lexicon.ts";
import { fold, tokenize } from "../retrieval/terms.ts";
import type { AnswerType } from "../understanding/cues.ts";

/** Number words from two on, folded, in the four languages; "one" is left out, being an article in three of them. */
const numberWords =
  "dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento|mil|millon|millones|medio|media|mitad|tercio|tercios|cuarto|cuartos|docena|doble|triple|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|third|thirds|quarter|quarters|dozen|twice|double|dois|duas|quatro|sete|oito|nove|dez|vinte|trinta|quarenta|cinquenta|cem|milhao|milhoes|metade|terco|quarta|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|cent|mille|millions?|moitie|tiers|nobody|nadie|ninguno|ninguna|none|ningun|personne|ninguem";

const units = {
  share:
    "%|por ciento|percent|per cent|pour cent|por cento|mitad|tercios?|half|thirds?|quarters?|metade|moitie|de cada (?:\\d+|diez|cien|cuatro|tres|cinco)|(?:in|out of) (?:\\d+|ten|every|four|three|five)|mayoria|majority",
  money:
    "dolares|dolar|pesos?|euros?|reales|soles|quetzales|dollars?|usd|us\\$|cad|eur|\\$|€|£|balboas|lempiras|colones|bolivianos|guaranies|francs?|libras|millones de dolares|million dollars|reais",
  duration:
    "anos?|meses|mes|dias?|horas?|semanas?|minutos?|segundos?|years?|months?|days?|hours?|weeks?|minutes?|seconds?|decadas?|decades?|trimestres?|jours?|mois|ans|annees?|heures?|semaines?|aniversario",
} as const;

const months =
  "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|january|february|march|april|may|june|july|august|september|october|november|december|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre";

const numeral = `(?:\\d[\\d.,]*|\\b(?:${numberWords})\\b)`;

/** A numeral that is no year: "desde 2014" does not say how many. */
const quantity = `(?:(?!(?:19|20)\\d\\d(?![\\d.,]*\\d))\\d[\\d.,]*|\\b(?:${numberWords})\\b)`;

const patterns: Readonly<Record<"number" | "share" | "money" | "duration" | "date" | "reason", RegExp>> = {
  number: new RegExp(`(?<![\\d.,])${quantity}`, "u"),
  share: new RegExp(
    `${numeral}\\s*(?:${units.share})|\\b(?:mitad|tercios?|half|two thirds|three quarters|metade|moitie|mayoria|majority)\\b`,
    "u",
  ),
  money: new RegExp(
    `(?:us\\$|\\$|€|£|usd|eur)\\s*\\d|${numeral}(?:\\s+(?:${numberWords}|de|of|\\d[\\d.,]*))*\\s+(?:${units.money})`,
    "u",
  ),
  duration: new RegExp(`${numeral}(?:\\s+\\w+)?\\s+(?:${units.duration})\\b`, "u"),
  date: new RegExp(
    `\\b(?:19|20)\\d\\d\\b|\\b\\d{1,2}(?:er|st|nd|rd|th)? (?:de |of )?(?:${months})\\b|\\b(?:${months}) \\d{1,2}\\b|\\b(?:${months}) (?:de |del |of )?(?:19|20)\\d\\d`,
    "u",
  ),
  reason:
    /\b(?:porque|debido a|a causa de|por causa|ya que|puesto que|dado que|gracias a|producto de|como consecuencia|a raiz de|por razon|razon|motivo|con el (?:fin|proposito|objetivo|objeto)|a fin de|para (?:que|\p{L}+[aei]r)\b|por (?:los|las|el|la|falta|no)|because|due to|owing to|since|as a result|in order to|so that|caused by|thanks to|result of|as the|for (?:lack|want)|reason|attribut\p{L}*|pois|devido|porqu|afin de|parce que|en raison|grace a|car|pour|provoc\p{L}*|caus\p{L}*|factor\p{L}*)/u,
};

/**
 * What may answer, though its form does not show it: a time told against another time or as it comes round, a share
 * told as a fraction, so many of so many.
 */
const mayHold: Readonly<Partial<Record<AnswerType, RegExp>>> = {
  date: new RegExp(
    `\\b(?:${months})\\b|\\bhace (?:\\w+ )?\\w+ (?:${units.duration})\\b|\\b(?:ago|ayer|yesterday|manana|tomorrow|next|last|proxim[oa]|pasad[oa]|prochain\\w*|dernier\\w*|trimestre|semestre|quarter|lunes|martes|miercoles|jueves|viernes|sabado|domingo|monday|tuesday|wednesday|thursday|friday|saturday|sunday|primavera|verano|invierno|spring|summer|autumn|winter|siglo|century|decada|decade|anual\\w*|annual\\w*|weekly|monthly|semanal\\w*|mensual\\w*|once|desde que|cada|every|chaque)\\b|${numeral}(?:\\s+\\w+)?\\s+(?:${units.duration})\\b`,
    "u",
  ),
  share: new RegExp(
    `${numeral}\\s+(?:of|de|out of|sobre|das|dos|des)\\s+(?:(?:the|los|las|its|sus|os|as|les|their|cada|every)\\s+)*${numeral}|\\b(?:quint[oa]s?|sext[oa]s?|octav[oa]s?|decim[oa]s?|fifths?|sixths?|eighths?|tenths?|cinquiemes?|dixiemes?|most of|almost all|casi tod[oa]s|la totalidad|maioria|plupart|ningun[oa]? de|none of)\\b`,
    "u",
  ),
};

/** Three members or more, set apart by semicolons, or four by commas and a conjunction. */
const enumeration = /;[^;]+;|,[^,;.]+,[^,;.]+,?\s(?:y|e|and|et)\s/u;

export function enumerates(text: string): boolean {
  return enumeration.test(text);
}

const quantityToken = new RegExp(`^${quantity}%?$`, "u");

/** Whether a folded word is a number that counts something: neither a year nor an article. */
export function isQuantity(folded: string): boolean {
  return quantityToken.test(folded);
}

/** Whether folded text, with single spaces, holds a figure or a date of this form. */
export function holdsForm(folded: string, type: keyof typeof patterns): boolean {
  return patterns[type].test(folded);
}

/** Types that a text can show by its form. */
function isTypedByForm(type: AnswerType): type is keyof typeof patterns {
  return type in patterns;
}

/** What every record of a meeting names, and what no answer to "which…?" is. */
const ofTheMeeting =
  /^(?:delegaci\w+|delegation\w*|delegac\w+|commission|comision|comissao|committee|comite|chair|presiden\w+|secretar\w+|states?|estados?|members?|miembros?|region\w*|americas?|meeting|session|sesion|reunion|sessao|he|she|it|the|el|la|los|las|in|en)$/u;

const nameWithin =
  /(?<=[\p{Ll}\p{N},;:)»”"’'][\s*_]+[(“"«*_]*|[(“«])\p{Lu}[\p{L}\p{N}’'-]+|(?<!\p{L})\p{Lu}{2,}(?!\p{L})/gu;

/** Whether a text names something (a capitalised word that opens no sentence, an acronym) besides what is asked. */
function namesAnother(text: string, asked: ReadonlySet<string>): boolean {
  return [...text.matchAll(nameWithin)]
    .map(([name]) => fold(name))
    .some((name) => !asked.has(name) && !ofTheMeeting.test(name));
}

/** Countries that a text names, by concept. */
function countriesIn(text: string, language: Language, lexicon: Lexicon): Set<string> {
  const matches = lexicon.match(tokenize(text), language, false);
  return new Set(matches.flatMap(({ concept }) => (concept.kind === "country" ? [concept.id] : [])));
}

/** What a question names itself, and so cannot be the answer to it. */
export interface Asked {
  readonly words: ReadonlySet<string>;
  readonly concepts: ReadonlySet<string>;
}

/**
 * Whether a text holds something of the type asked for: a figure with its unit, a date, a country, a cause. Types
 * that have no form of their own (`none`, `definition`, `place`, `person`) are decided by what is named; what
 * the question names itself answers neither "which country…?" nor "which firm…?".
 *
 * @returns true or false; null where the type cannot be told from the text.
 */
export function holdsAnswerType(
  text: string,
  type: AnswerType,
  language: Language,
  lexicon: Lexicon,
  asked: Asked,
): boolean | null {
  if (isTypedByForm(type)) {
    const folded = fold(text).replace(/\s+/gu, " ");
    if (holdsForm(folded, type)) return true;
    // How many there are can be counted in an enumeration, whether or not the number is written.
    const maybe = type === "number" ? enumerates(text) : mayHold[type]?.test(folded) === true;
    return maybe ? null : false;
  }
  if (type === "country") return [...countriesIn(text, language, lexicon)].some((id) => !asked.concepts.has(id));
  if (type === "name") return namesAnother(text, asked.words);
  if (type === "place") return namesConcept(text, language, lexicon, ["country"]) || namesPlace(text);
  if (type === "person")
    return namesConcept(text, language, lexicon, ["country", "body", "role"]) || namesProperNoun(text);
  return null;
}

function namesConcept(text: string, language: Language, lexicon: Lexicon, kinds: readonly string[]): boolean {
  return lexicon.match(tokenize(text), language, false).some((match) => kinds.includes(match.concept.kind));
}

/** "en Lima", "in Santa Catarina": a capitalised word after a preposition of place. */
function namesPlace(text: string): boolean {
  return /\b(?:en|in|at|a|de|em|no|na|à|au|from|to)\s+(?:la |el |los |las |the |o |a |le )?\p{Lu}\p{Ll}+/u.test(text);
}

function namesProperNoun(text: string): boolean {
  return /(?<=[^\s.!?:]\s)\p{Lu}\p{Ll}+/u.test(text);
}
