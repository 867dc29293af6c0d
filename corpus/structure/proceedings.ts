import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import type { SpeakerStart } from "./speaker.ts";

/** "(Applause.)", "[El Comité aprueba la resolución.]": a note of the record inside somebody's turn, which goes on behind it. */
export function isAside({ text }: TextBlock): boolean {
  return BRACKETED.test(text) || (text.length <= LONGEST_NOISE && NOISE.test(foldText(text)));
}

const BRACKETED = /^(?:\[\d{1,2}:\d{2}(?::\d{2})?\]\s)?(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^[\]]*\])[.;]?$/u;
/** What is heard in the room. */
const NOISE =
  /^(?:aplausos|risas|rumores|hilaridad|voces|murmullos|risos|vozes|applause|laughter|interruption|cheers|sourires|applaudissements|exclamations|rires|protestations)(?!\p{L}|:)/u;
const LONGEST_NOISE = 80;

/** Votes, decisions, openings and closings as minutes word them, over folded text: what the body does, and nobody says. */
const PROCEEDINGS = new RegExp(
  `^(?:${[
    // Spanish
    "se (?:vota|aprueba|acuerda|rechaza|levanta|suspende|reanuda|abre|cierra|procede|somete|pasa a|da por|da lectura|da cuenta|declara|hace constar|adopta|incorpora|retira|inicia|guarda)(?!\\p{L})",
    "(?:sometid[oa]|efectuad[oa]|puest[oa] a|realizad[oa] la) (?:a )?(?:la )?votacion|sometid[oa] (?:a|el|la)(?!\\p{L})|votos? (?:a favor|en contra)|resultado de la votacion|verificada la votacion",
    "sin (?:objecion|observacion)(?:es)?(?!\\p{L})|es la hora|a las \\d|pagina \\d|(?:la|el) compareciente (?:entrega|aporta|lee|se retira)",
    "(?:aprobad|rechazad|adoptad)[oa]s?(?:\\.| por)|asentimiento\\.|asi se (?:hace|acuerda)|es(?:ta)? conforme|no habiendo|no hay (?:mas asuntos|observaciones)|sin (?:mas|otros) asuntos|(?:y )?siendo las|abierto el acto|en la ciudad de|reunid[oa]s (?:en|el|la)",
    "(?:la|el) (?:reunion|sesion|acto|votacion|propuesta|mocion|acta|enmienda)(?: \\p{L}+){0,3} (?:termin|concluy|se levant|finaliz|queda|quedo|fue|es|resulta|comenz|se inici|se suspend|se aprueb|se aprob)",
    // English
    "(?:the )?(?:meeting|session|sitting|motion|amendment|vote|minutes|item|resolution|proposal)s?(?: \\p{L}+){0,4} (?:was|were|is|are|rose|closed|carried|lost|adjourned|passed|failed|commenced|opened|resumed)(?!\\p{L})",
    "(?:the )?(?:motion|draft|report|amendment|resolution)[^.;:]{0,80}? (?:was|were|is) (?:adopted|approved|carried|lost|agreed|put|withdrawn|defeated)(?!\\p{L})|no objections?(?:\\.|$)|straw poll|(?:sitting|meeting) (?:suspended|resumed)|resolution (?:n[o°º.]+ ?)?\\d[\\d-]*|it was so (?:agreed|decided|ordered)",
    "(?:motion|amendment) (?:carried|lost|agreed|defeated|withdrawn)|carried(?:\\.|,| unan| \\d)|agreed(?:\\.$|:)|resolved(?:,|:| that)|question (?:put|agreed)|there being no|it was (?:agreed|resolved|decided|moved|noted)|vot(?:e|ing)(?::| taken)|on a (?:vote|division)|(?:ayes?|noes|for|against)(?::| \\d)|the (?:committee|council|board|assembly|house) (?:agreed|resolved|noted|adopted|approved|divided|adjourned|decided|proceeded|rose)",
    // Portuguese
    "intervalo|eram? \\d|pausa(?:\\.| de)",
    "(?:posta?|submetid[oa])s? (?:em|a) (?:votacao|discussao)|(?:aprovad|rejeitad)[oa]s?(?:\\.| por|,)|nada mais havendo|encerrou-se|foi (?:aprovad|encerrad|lid)|(?:a|o) (?:sessao|reuniao|proposta|ata|votacao|mocao)(?: \\p{L}+){0,3} (?:foi|e|terminou|encerr)|aos? \\p{L}+(?: \\p{L}+)* dias? do mes",
    // French
    "apres en avoir delibere|deliberation n|(?:l['’](?:amendement|article)|la (?:commission|motion|deliberation)|le (?:sous-)?(?:amendement|projet))(?: \\S+){0,4} (?:est|sont|n['’]est|adopte|rejette)",
    "la seance (?:est|a ete)|(?:adopte|approuve|rejete)e?s?(?:\\.| a| par)|mise? aux voix|le (?:conseil|comite|proces-verbal)(?: \\p{L}+){0,2} (?:adopte|approuve|decide|prend acte|est|delibere)|(?:l['’]amendement|la deliberation|l['’]article|la motion|la proposition)(?: \\p{L}+){0,3} (?:est|sont|n['’]est)|il est procede",
  ].join("|")})`,
  "u",
);

/** A labelled line of what was decided or voted ("ACUERDO: …", "Décision: …"). */
const DECISION =
  /^(?:acuerdos?|decision(?:es)?|resolucion(?:es)?|votacion|resultado|action(?: item)?s?|decisions?|resolution|motion|vote|deliberacao|decisao|votacao|delibere|accord|tarea|pendiente|nota|note|todo)(?: (?:n[o°º.]* ?)?\d+)?\s?[.:](?:\s|-|$)/u;

/** What a chat's log notes by itself: who joins, changes the topic, leaves. */
const LOGGED = /^(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s+(?:\*\s|-!-)|---\s|log (?:started|closed))/u;

/** Whether a paragraph tells what the body did or decided, and is nobody's words. */
export function isProceeding({ text }: TextBlock): boolean {
  const folded = foldText(text);
  return PROCEEDINGS.test(folded) || DECISION.test(folded) || LOGGED.test(folded);
}

/** What the body does, and notes in brackets, from the first turn on. */
export function findProceedings(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
): { readonly proceedings: ReadonlySet<number>; readonly asides: ReadonlySet<number> } {
  const from = Math.min(...starts.keys());
  const below = [...blocks.keys()].filter((index) => index > from && !starts.has(index));
  const holds = (test: (block: TextBlock) => boolean): ReadonlySet<number> =>
    new Set(below.filter((index) => test(blocks[index] as TextBlock)));
  return { proceedings: holds(isProceeding), asides: holds(isAside) };
}
