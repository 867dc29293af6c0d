import type { DocumentDetail, FrameLanguage } from "../../server/protocol.ts";
import type { Strings } from "../strings/strings.ts";
import { fold } from "../text/folding.ts";
import { interventions, recommendationPassages } from "./recommendations.ts";

type Section = DocumentDetail["sections"][number];

/** Words that carry no subject, folded, of the languages that records are shown in. */
const functionWords = new Set(
  `a al ante como con contra cual cuando de del desde donde el ella en entre era es esa ese esta estas este esto estos fue ha
  han hasta hay la las lo los mas no o para pero por que se ser si sin sobre son su sus tambien tiene un una uno y
  an and are as at be been by for from has have in into is it its not of on or that the their these this those to was were
  which will with both such than through between among within toward towards must should can may more most other`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/**
 * Example questions made from the content of a document, best first. Whether the record answers them is not known here:
 * each is to be asked before it is shown.
 */
export function exampleQuestions(
  document: DocumentDetail,
  language: FrameLanguage,
  templates: Strings["examples"],
): readonly string[] {
  const speaking = interventions(document);
  const recommending = speaking
    .flatMap((section) => {
      const count = recommendationPassages(section).length;
      return section.organization === null || count === 0
        ? []
        : [
            {
              name: callName(section.organization, section.topic, { original: document.language, asked: language }),
              count,
            },
          ];
    })
    .sort((left, right) => right.count - left.count);
  const [first, second] = recommending;
  const questions: string[] = [];
  const [term, otherTerm] = sharedTerms(speaking, { original: document.language, asked: language });
  if (first !== undefined) questions.push(templates.recommendedBy(first.name));
  if (term !== undefined) questions.push(templates.saidAbout(term));
  const [share] = sharesGiven(speaking, document.language, language);
  if (share !== undefined) questions.push(templates.share(share));
  if (first !== undefined && second !== undefined) questions.push(templates.compare(first.name, second.name));
  if (document.sessionDate !== null) questions.push(templates.sessionDate);
  if (otherTerm !== undefined) questions.push(templates.saidAbout(otherTerm));
  if (speaking.length > 1) questions.push(templates.whoSpoke);
  return [...new Set(questions)];
}

/**
 * How a question names the organization that a section speaks for: by its acronym where it has one, with the article
 * that its full name takes in Spanish, whose head noun comes first and mostly shows its gender by its ending. The full
 * name of an acronym is sought in the section's topic.
 */
function callName(organization: string, topic: string | null, languages: Languages): string {
  const acronym = /^\p{Lu}[\p{Lu}\d-]{1,11}$/u.test(organization)
    ? organization
    : /\((\p{Lu}[\p{L}\d-]{1,11})\)\s*$/u.exec(organization)?.[1];
  if (languages.asked === "en") return acronym === undefined ? organization : `the ${acronym}`;
  const name = acronym ?? organization;
  const fullName = organization !== acronym ? organization : topic?.includes(`(${acronym})`) === true ? topic : "";
  const [head = "", second] = fullName.split(/\s+/);
  if (languages.original !== "es" || second === undefined || /(?:os|es)$/.test(head)) return name;
  return `${/(?:a|i[oó]n|dad|tud)$/.test(head) ? "la" : "el"} ${name}`;
}

interface Languages {
  readonly original: string;
  readonly asked: FrameLanguage;
}

/** Pairs of neighbouring words that several speakers use, most widely used first. */
function sharedTerms(sections: readonly Section[], { original, asked }: Languages): readonly string[] {
  const uses = new Map<string, { readonly text: string; readonly sections: Set<number>; count: number }>();
  const folds = new Map<string, string>();
  for (const section of sections) {
    for (const [first, second] of textsIn(section, original, asked).flatMap((text) => wordPairs(text, folds))) {
      const key = `${folds.get(first)} ${folds.get(second)}`;
      const use = uses.get(key) ?? { text: `${first} ${second}`.toLowerCase(), sections: new Set<number>(), count: 0 };
      use.sections.add(section.number);
      use.count += 1;
      uses.set(key, use);
    }
  }
  return [...uses.values()]
    .filter((use) => use.sections.size > 1)
    .sort((left, right) => right.sections.size - left.sections.size || right.count - left.count)
    .map((use) => use.text);
}

/**
 * What percentages are given of: "21% del PIB de Jamaica", "21 percent of Jamaica's GDP". Cut at the first word that
 * can begin another part of the sentence, and told only when it names something, as a capital within it shows.
 */
const shareOf = /\d\s?(?:%|por ciento|percent)\s+(?<whole>(?:de|del|of)\s[^.,;:()\d]{4,80})/giu;
const partEnd = /\s(?:y|e|en|al?|que|se|es|son|and|in|to|that|which|is|are|comes?|provienen?)(?=\s|$)/iu;

function sharesGiven(sections: readonly Section[], original: string, language: FrameLanguage): readonly string[] {
  return sections.flatMap((section) =>
    textsIn(section, original, language).flatMap((text) =>
      [...text.matchAll(shareOf)].flatMap((match) => {
        const whole = (match.groups?.whole ?? "").split(partEnd)[0]?.trim() ?? "";
        return /\s\p{Lu}/u.test(whole) ? [whole] : [];
      }),
    ),
  );
}

/** Blocks of a section that say something, in the asked language where the record has it. */
function textsIn(section: Section, original: string, language: FrameLanguage): readonly string[] {
  return section.passages
    .filter((passage) => passage.parentId === null && passage.kind !== "heading")
    .flatMap((passage) => {
      if (original === language) return [passage.text];
      return passage.translations.filter((translation) => translation.language === language).map(({ text }) => text);
    });
}

/** Neighbours within a clause that may both name a subject. `folds` keeps each word's folded form, made once. */
function wordPairs(text: string, folds: Map<string, string>): readonly (readonly [string, string])[] {
  const isSubject = (word: string) => {
    const folded = folds.get(word) ?? fold(word);
    folds.set(word, folded);
    return word.length > 3 && !functionWords.has(folded);
  };
  return text.split(/[^\p{L}\p{M}\s-]+/u).flatMap((clause) => {
    const words = clause.split(/\s+/).filter((word) => word !== "");
    return words.slice(1).flatMap((word, index) => {
      const before = words[index] ?? "";
      return isSubject(before) && isSubject(word) ? [[before, word] as const] : [];
    });
  });
}
