import type { Basis } from "../../protocol.ts";
import type { MissingForm } from "../weighing/exact-checks.ts";
import type { LeadQuote, Sentences, SessionCount } from "./lead.ts";
import { formatDate, joinNames, mostNamed, plural, sessionNames } from "./numbers-and-names.ts";

const basisTold: Readonly<Record<Basis, string>> = {
  fields: "by the document's structure",
  mention: "by the words of the text",
  classified: "by Relator's own classification",
  relevance: "by estimated relevance",
};

const missingTold: Readonly<Record<MissingForm, string>> = {
  number: "do not give the figure",
  time: "do not say when",
};

const linesTold = {
  place: "On the place, the document says",
  attendance: "On attendance, the document says",
  agenda: "Agenda, by the document",
} as const;

const quoted = (text: string): string => `“${text.replace(/\s+/gu, " ")}”`;
const about = (topic: string): string => (topic === "" ? "" : ` on ${quoted(topic)}`);
const subjectTold = (subject: readonly string[]): string =>
  subject.length === 0 ? "" : ` Subject: ${joinNames(subject.map(quoted), "and")}.`;
const place = ({ speaker, paragraph, citation }: Omit<LeadQuote, "text" | "translation">): string =>
  `${speaker === "" ? "" : `${speaker}, `}¶${paragraph} [${citation}]`;

function quoteTold(quote: LeadQuote): string {
  const said = quoted(quote.text);
  const { translation } = quote;
  const text =
    translation === null
      ? said
      : `${quoted(translation.text)} (${translation.official ? "official" : "unofficial"} translation of ${said})`;
  return `${text} — ${place(quote)}`;
}

function speakersTold(speakers: readonly { readonly name: string; readonly count: number }[]): string {
  const shown = speakers.slice(0, mostNamed).map(({ name, count }) => `${name} (${count})`);
  const more = speakers.length - shown.length;
  return joinNames(more > 0 ? [...shown, plural(more, "other speaker", "other speakers")] : shown, "and");
}

/** In which sessions the members of a list were said. */
function sessionsTold(sessions: readonly SessionCount[]): string {
  if (sessions.length < 2) return "";
  const names = sessionNames(sessions.slice(0, mostNamed), "en");
  const more = sessions.length - names.length;
  const shown = joinNames(more > 0 ? [...names, plural(more, "more session", "more sessions")] : names, "and");
  return ` In ${plural(sessions.length, "session", "sessions")}: ${shown}.`;
}

export const english: Sentences = {
  fact: ({ quote, further }) =>
    `${quoteTold(quote)}.${further.length === 0 ? "" : ` See also ${joinNames(further.map(place), "and")}.`}`,
  list: ({ total, speakers, sessions, topic, recommendations, basis, borderline, complete, except }) => {
    const what = recommendations
      ? plural(total, "passage read as a recommendation", "passages read as recommendations")
      : plural(total, "passage", "passages");
    const who =
      speakers.length === 0 ? "" : `, by ${plural(speakers.length, "speaker", "speakers")}: ${speakersTold(speakers)}`;
    const without = except.length === 0 ? "" : `, leaving out ${joinNames(except, "and")}`;
    return `${what}${about(topic)}${without}${who}.${sessionsTold(sessions)} Membership was decided ${basisTold[basis]}${complete ? "" : "; the list may not be complete"}.${borderline === 0 ? "" : ` ${plural(borderline, "doubtful passage is", "doubtful passages are")} shown apart.`}`;
  },
  mentions: ({ total, speakers, sessions, topic, basis, borderline, complete, except }) =>
    `${plural(speakers.length, "speaker mentions", "speakers mention")} ${topic === "" ? "this" : quoted(topic)}, in ${plural(total, "passage", "passages")}${except.length === 0 ? "" : `, leaving out ${joinNames(except, "and")}`}${speakers.length === 0 ? "" : `: ${speakersTold(speakers)}`}.${sessionsTold(sessions)} Decided ${basisTold[basis]}${complete ? "" : "; the list may not be complete"}.${borderline === 0 ? "" : ` ${plural(borderline, "doubtful passage is", "doubtful passages are")} shown apart.`}`,
  silentSpeakers: ({ names, topic, recommendations, named, basis }) =>
    `${recommendations ? plural(names.length, "speaker recommends nothing", "speakers recommend nothing") : plural(names.length, "speaker says nothing", "speakers say nothing")}${about(topic)}: ${joinNames(names, "and")}. Those who do: ${named.length === 0 ? "none" : joinNames(named, "and")}; decided ${basisTold[basis]}.`,
  unsupportedExclusion: ({ topic }) =>
    `I cannot decide with certainty what is left out${about(topic)}; ask for what is recorded, and compare.`,
  compare: ({ topic, sides }) =>
    `${topic === "" ? "What is recorded of each" : `On ${quoted(topic)}`}:\n${sides
      .map(({ name, count, quote }) =>
        quote === null
          ? `${name}: nothing recorded.`
          : `${name} (${plural(count, "passage", "passages")}): ${quoteTold(quote)}.`,
      )
      .join("\n")}`,
  overviewSpeaker: ({ name, total, recommendations }) =>
    `Intervention of ${name}: ${plural(total, "passage", "passages")}, ${recommendations} read as ${recommendations === 1 ? "a recommendation" : "recommendations"}, in the document's order.`,
  overviewDocument: ({ title, subject, speakers, passages, recommendations }) =>
    `${quoted(title)}: ${plural(speakers, "intervention", "interventions")}, ${plural(passages, "passage", "passages")}, ${recommendations} read as ${recommendations === 1 ? "a recommendation" : "recommendations"}. The title and the main points of each intervention are cited.${subjectTold(subject)}`,
  noEvidence: ({ topic, who, nearest }) =>
    `The record does not answer this question${about(topic)}${who.length === 0 ? "" : ` in what is recorded of ${joinNames(who, "and")}`}.${nearest === 0 ? "" : " The nearest passages, below, do not answer it."}`,
  missing: ({ topic, form }) =>
    `The record does not answer this question${about(topic)}: the nearest passages, below, ${missingTold[form]}.`,
  outside: () =>
    "This question is not about what the records hold, so I cannot answer it. Ask what was said or recommended in the sessions.",
  filteredOut: () =>
    "Within the chosen filters the record does not answer this question; outside them it may. Remove one and ask again.",
  setAside: ({ count }) =>
    `${plural(count, "record is", "records are")} set aside because something is wrong with the files; what is recorded there is not in this answer.`,
  unknownEntity: ({ names }) =>
    `The record does not mention ${joinNames(names.map(quoted), "or")}, so it cannot answer this question.`,
  silentMention: ({ names }) =>
    `The record holds no intervention by ${joinNames(names, "or")} that answers this question.`,
  greeting: ({ documents }) =>
    `Hello. Ask what was said or recommended in the sessions: I answer with verbatim quotes from ${plural(documents, "document", "documents")}.`,
  farewell: () => "You are welcome. Ask whenever you like about what was said or recommended in the sessions.",
  aboutAssistant: ({ documents }) =>
    `I am Relator. I answer, in Spanish or English, with verbatim passages from ${plural(documents, "session record", "session records")}, each with its speaker and paragraph. You can ask for facts, all recommendations of a speaker, comparisons or a summary; where the record is silent, I say so.`,
  command: ({ documents }) =>
    `That is not something I do: I only answer with verbatim quotes from ${plural(documents, "session record", "session records")}. Ask what was said or recommended.`,
  title: ({ title, subject }) => `The document is titled ${quoted(title)}.${subjectTold(subject)}`,
  sessionDate: ({ isoDate }) => `The session was held on ${formatDate(isoDate, "en")}.`,
  documentDate: ({ isoDate }) => `The document is dated ${formatDate(isoDate, "en")}.`,
  issuer: ({ body }) => `By the document's own words, it is issued by: ${body}.`,
  heldBy: ({ body }) => `The session is one of: ${body}.`,
  symbol: ({ symbol }) => `The document's symbol is ${symbol}.`,
  language: ({ code }) =>
    `The original text is in ${{ es: "Spanish", en: "English", pt: "Portuguese", fr: "French" }[code] ?? code}.`,
  speakerCount: ({ speakers, sections }) =>
    `${plural(speakers, "speaker is", "speakers are")} recorded${speakers === sections ? "" : `, in ${plural(sections, "intervention", "interventions")}`}.`,
  speakers: ({ names }) => `The speakers were: ${joinNames(names, "and")}.`,
  identity: ({ names }) => `The record names ${joinNames(names, "and")}.`,
  recommendationCount: ({ count, speakers }) =>
    `${plural(count, "passage read as a recommendation", "passages read as recommendations")}, by ${plural(speakers, "speaker", "speakers")}. The classification is Relator's.`,
  passageCount: ({ count }) => `The document has ${plural(count, "passage", "passages")}.`,
  documentCount: ({ count, titles }) =>
    `I hold ${plural(count, "document", "documents")}${count > titles.length ? "; the latest are" : ":"} ${joinNames(titles.map(quoted), "and")}.`,
  documentKind: ({ title }) => `By its title, it is: ${quoted(title)}.`,
  lines: ({ of, quotes }) => `${linesTold[of]}: ${joinNames(quotes.map(quoted), "and")}.`,
  severalDocuments: ({ count }) => `There are ${count} documents; the fact is given for each.`,
  ofDocument: ({ title }) => `${title}:`,
};
