import type { Intent } from "../protocol.ts";
import type { Token } from "../retrieval/terms.ts";
import { speechCue } from "./cues.ts";
import type { Mention } from "./mention.ts";

/** Nouns that make the mention after them its speaker: "the recommendations of X", "X's statement". */
const speakerFrame =
  /\b(?:recom\w+|propuest\w+|proposal\w*|intervenci\w+|interven\w+|statement\w*|remarks|discurso|postura|posicion|position|views?|opinion\w*|commitments?|compromisos?|puntos|points|mensaje\w*|message\w*|delegaci?on\w*|presentaci?on\w*|pedidos?|requests?)\b/u;

/** "Se mencionó", "was said": nobody is named as the speaker; "se comprometió", "se refirió" are someone's own acts. */
const impersonalSpeech =
  /\bse (?!compromet|refiri|refier|ofrec|quej|opus|opon|pronunci|manifest|expres|sum[oó])\p{L}+|\b(?:was|were|is|are|been|being) \p{L}+/gu;

export function reportsSpeech(folded: string): boolean {
  return speechCue.test(folded.replace(impersonalSpeech, " "));
}

/** "What does X stand for?": its name is asked about, whatever verb of speech stands in the question. */
const asksMeaning =
  /\b(?:quier\w+ decir|signific\w+|siglas?|acronimo|acronym|stands? for|short for|meaning of|what (?:does|do|is) .{1,60} mean)\b/u;

/** "The Chair" names someone; "the delegations" names almost everyone. */
function isParticular({ sections }: Mention, sectionCount: number): boolean {
  return sections.length > 0 && sections.length <= Math.max(1, sectionCount / 3);
}

/** "El Secretario General", "the ambassador": one person, who may not have spoken; "the experts" may be anyone. */
function isOneHolder({ first, last }: Mention, tokens: readonly Token[]): boolean {
  const article = tokens[first - 1]?.folded ?? "";
  return /^(?:el|la|the|o|a|le)$/u.test(article) && !/s$/u.test(tokens[last]?.folded ?? "");
}

const joining =
  /^(?:y|e|o|u|ni|and|or|nor|et|ou|vs|versus|el|la|los|las|the|le|les|os|as|del|de|of|d|da|do|a|al|entre|between)$/u;
const ofWhatIsSaid = /^(?:con|with|contra|against|hacia|towards?|para|for|to|a|al|de|del|of|sobre|about|from|desde)$/u;

/** "What did Mexico say of the treaty with the United States?": the second is part of what the first speaks of. */
function isSpokenOf(mention: Mention, tokens: readonly Token[], speakers: readonly Mention[]): boolean {
  const before = speakers.filter(({ last }) => last < mention.first).at(-1);
  if (before === undefined) return false;
  const between = tokens.slice(before.last + 1, mention.first);
  const beforeArticle = between.filter(({ folded }) => !/^(?:el|la|los|las|the)$/u.test(folded)).at(-1)?.folded ?? "";
  return ofWhatIsSaid.test(beforeArticle) && between.some(({ folded }) => !joining.test(folded));
}

/** What decides whether a mention is asked about as a speaker. */
export interface SpeakerFraming {
  readonly folded: string;
  readonly tokens: readonly Token[];
  readonly topicFrom: number;
  readonly intent: Intent;
  /** A verb of speech has someone for its subject. */
  readonly said: boolean;
  readonly sectionCount: number;
  readonly mentions: readonly Mention[];
}

/** Whether a mention is the speaker asked about ("what did X say"), and not the subject ("what was said about X"). */
export function isAskedAsSpeaker(mention: Mention, reading: SpeakerFraming): boolean {
  if (mention.kind === "role" && mention.sections.length === 0) {
    return reading.said && mention.first <= reading.topicFrom && isOneHolder(mention, reading.tokens);
  }
  if (mention.kind === "role" && !isParticular(mention, reading.sectionCount)) return false;
  if (mention.first > reading.topicFrom) return false;
  if (mention.kind === "person") return true;
  if (asksMeaning.test(reading.folded)) return false;
  const spoke = reading.mentions.filter(({ kind, sections }) => kind !== "role" && sections.length > 0);
  if (isSpokenOf(mention, reading.tokens, spoke)) return false;
  if (reading.intent === "compare" || reading.intent === "overview") return true;
  return reading.said || speakerFrame.test(reading.folded);
}

/** "la Presidencia Pro Témpore de Panamá": a role narrows the country or body beside it, and is none of its own. */
export function narrowByRole(mentions: readonly Mention[]): Mention[] {
  const roles = mentions.filter((mention) => mention.kind === "role");
  const others = mentions.filter((mention) => mention.kind !== "role");
  if (roles.length === 0 || others.length === 0) return [...mentions];
  return others.map((mention) => {
    const both = mention.sections.filter((spoken) => roles.some((role) => role.sections.includes(spoken)));
    return both.length > 0 ? { ...mention, sections: both } : mention;
  });
}
