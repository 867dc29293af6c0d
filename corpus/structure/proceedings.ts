import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isOrdinalItem } from "./labels.ts";
import type { SpeakerStart } from "./speaker.ts";
import { REPORTS_NOW } from "./verb-forms.ts";

/** "(Applause.)", "[El Comité aprueba la resolución.]": a note of the record inside somebody's turn, which goes on behind it. */
export function isAside({ text }: TextBlock): boolean {
  return (
    BRACKETED.test(text) ||
    (text.length <= LONGEST_NOISE && PAGE_LINE.test(foldText(text))) ||
    (text.length <= LONGEST_NOISE && NOISE.test(foldText(text)))
  );
}

/** "Transport Committee – 14 March 2024 – page 2", "Página 1 de 3". */
const PAGE_LINE = /(?:^|[–—|/-] ?)(?:pag(?:ina|e)?\.?|p\.) ?\d{1,4}(?: (?:de|of|sur|\/) ?\d{1,4})?$/u;
const BRACKETED =
  /^(?:\[\d{1,2}:\d{2}(?::\d{2})?\]\s)?(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^[\]]*\])(?:\s?\[[^[\]]*\]){0,3}\s?[.;•·]?$/u;
/** What is heard in the room. */
const NOISE =
  /^(?:aplausos|risas|rumores|hilaridad|voces|murmullos|risos|vozes|applause|laughter|interruption|cheers|sourires|applaudissements|exclamations|rires|protestations)(?!\p{L}|:)/u;
const LONGEST_NOISE = 80;

/** Votes, decisions, openings and closings as minutes word them, over folded text: what the body does, and nobody says. */
const PROCEEDINGS = new RegExp(
  `^(?:y |e |and |et )?(?:${[
    // Spanish
    "se (?:vota|aprueba|acuerda|rechaza|levanta|suspende|reanuda|abre|cierra|procede|somete|pasa a|da por|da lectura|da cuenta|declara|hace constar|adopta|incorpora|retira|inicia|guarda|practica|efectua|realiza|toma nota|ratifica|designa)n?(?!\\p{L})",
    "(?:sometid[oa]|efectuad[oa]|puest[oa] a|realizad[oa] la) (?:a )?(?:la )?votacion|sometid[oa] (?:a|el|la)(?!\\p{L})|votos? (?:a favor|en contra)|resultado de la votacion|verificada la votacion",
    "sin (?:objecion|observacion)(?:es)?(?!\\p{L})|es la hora|(?:eran|siendo) las? |la presidencia (?:estuvo|la ejerci|corrio)|a las \\d|pagina \\d|(?:la|el) compareciente (?:entrega|aporta|lee|se retira)",
    "(?:aprobad|rechazad|adoptad)[oa]s?(?:\\.| por)|asentimiento\\.|asi se (?:hace|acuerda)|es(?:ta)? conforme|no habiendo|no hay (?:mas asuntos|observaciones(?:\\.|$))|sin (?:mas|otros) (?:asuntos|temas|puntos)|(?:y )?siendo las|abierto el acto|en la ciudad de|reunid[oa]s (?:en|el|la)",
    "(?:la|el) (?:reunion|sesion|acto|votacion|propuesta|mocion|acta|enmienda|audiencia|asamblea|junta|jornada)(?: \\p{L}+){0,3} (?:termin|concluy|se levant|finaliz|queda|quedo|fue|es|resulta|comenz|se inici|se suspend|se aprueb|se aprob)",
    // English
    "(?:(?:the|an?(?: \\p{L}+)?) )?(?:meeting|session|sitting|motion|amendment|vote|minutes|item|resolution|proposal)s?(?: \\p{L}+){0,4} (?:was|were|is|are|rose|closed|carried|lost|adjourned|passed|failed|commenced|opened|resumed)(?!\\p{L})",
    "(?:the )?(?:motion|draft|report|amendment|resolution)[^.;:]{0,80}? (?:was|were|is) (?:adopted|approved|carried|lost|agreed|put|withdrawn|defeated)(?!\\p{L})|no objections?(?:\\.|$)|straw poll|(?:sitting|meeting) (?:suspended|resumed)|resolution (?:n[o°º.]+ ?)?\\d[\\d-]*|it was so (?:agreed|decided|ordered)",
    "(?:motion|amendment) (?:carried|lost|agreed|defeated|withdrawn)|carried(?:\\.|,| unan| \\d)|agreed(?:\\.$|:)|resolved(?:,|:| that)|question (?:put|agreed)|there being no|it was (?:agreed|resolved|decided|moved|noted)|vot(?:e|ing)(?::| taken)|on a (?:vote|division)|(?:ayes?|noes|for|against)(?::| \\d)|the (?:committee|council|board|assembly|house) (?:agreed|resolved|noted|adopted|approved|divided|adjourned|decided|proceeded|rose)",
    // Portuguese
    "intervalo|eram? \\d|pausa(?:\\.| de)",
    "encaminhamentos?:|eram? (?:as )?|(?:posta?|submetid[oa])s? (?:em|a) (?:votacao|discussao)|(?:aprovad|rejeitad)[oa]s?(?:\\.| por|,)|nada mais havendo|encerrou-se|foi (?:aprovad|encerrad|lid)|(?:a|o) (?:sessao|reuniao|proposta|ata|votacao|mocao)(?: \\p{L}+){0,3} (?:foi|e|terminou|encerr)|aos? \\p{L}+(?: \\p{L}+)* dias? do mes",
    // French
    "apres en avoir delibere|deliberation n|(?:l['’](?:amendement|article)|la (?:commission|motion|deliberation)|le (?:sous-)?(?:amendement|projet))(?: \\S+){0,4} (?:est|sont|n['’]est|adopte|rejette)",
    "la seance (?:est|a ete)|(?:adopte|approuve|rejete)e?s?(?:\\.| a| par)|mise? aux voix|le (?:conseil|comite|proces-verbal)(?: \\p{L}+){0,2} (?:adopte|approuve|decide|prend acte|est|delibere)|(?:l['’]amendement|la deliberation|l['’]article|la motion|la proposition)(?: \\p{L}+){0,3} (?:est|sont|n['’]est)|il est procede",
  ].join("|")})`,
  "u",
);

/** A labelled line of what was decided or voted ("ACUERDO: …", "Décision: …"). */
const DECISION =
  /^(?:acuerdos?|decision(?:es)?|resolucion(?:es)?|votacion|resultado|action(?: item)?s?|decisions?|resolution|motion|vote|deliberacao|deliberacoes|decisao|votacao|delibere|accord|tarea|pendiente|nota|note|todo|agreed|resolved|asistentes?|asisten|ausentes?)(?: (?:n[o°º.]* ?)?\d[\d./-]*(?:\/cm|-cu)?)?\s?(?:[.:](?:\s|-|$)|[–—-]\s|(?<=\d)\s(?=se |el |la |o |a |le |the )|(?<=\d)$)/u;
/** Approved, rejected, adopted, carried, or taken note of. */
const DECIDED =
  "(?:approv|aprob|aprueb|aprov|adopt|approuv|reject|rejet|rejeit|rechaz|desestim|desech|carried|defeated|agreed|ratific|ratifi|sancion|homolog|deferid|unanim|noted(?:\\.|$))";
/** "Le bilan est approuvé à l'unanimité", "El acta queda aprobada", "The minutes were approved": short, and done by nobody. */
const PASSIVE_DECISION = new RegExp(
  `^(?:[^.;:?!]|\\.(?=\\d)){0,110}?(?:^| )(?:est|sont|a ete|ont ete|foi|foram|fica|ficou|e|sao|fue|fueron|es|son|queda|quedo|quedan|quedaron|resulta|resulto|resultan|was|were|is|are|se|sera)(?: \\p{L}+)? ${DECIDED}`,
  "u",
);
/** Who comes, goes, takes the chair, or takes note. */
const MOVES = new RegExp(
  `^(?:${[
    "(?:ingresan?|se incorporan?|se retiran?|se ausentan?|abandonan?|salen?|entran?|regresan?|asume|ocupa) (?:a |de |en )?(?:la|el) (?:sala|salon|sesion|reunion|presidencia|recinto)",
    "(?:retir|ausent)(?:a|ou)(?:m|ram)?-se|(?:entr|sai|assum)\\p{L}{1,4} (?:n|d)?[ao] (?:sala|presidencia|sessao|reuniao)|encerra-se|levanta-se|abre-se|suspende-se",
    "[^.,:;]{2,60} (?:left|joined|re-?entered|entered|withdrew(?: from)?|returned to|rejoined)(?: the (?:meeting|room|chamber|sitting|session|chair)|\\.?$)|at the invitation of",
    "[^.,:;]{3,60} (?:abandonan?|se ausentan?(?: de)?|se incorporan?(?: a)?|se retiran?(?: de)?|salen? de|regresan? a|quitte(?:nt)?|rejoint|entre dans|sort de|retirou-se|ausentou-se) (?:l[aeo]|d[ao]|el) (?:sala|salon|sesion|reunion|pleno|seance|salle|reuniao|sessao)",
    "(?:el|la|the|o|a|le) (?:pleno|consejo|concejo|comite|comision|junta|asamblea|camara|conselho|camara municipal|assembleia|comissao|conseil(?: municipal)?|comite|commission|council|board|committee|assembly) (?:queda|se da|toma|tomo|tomou|took|prend|ficou|acuerda|acordo|aprueba|aprobo|aprova|aprovou|delibera|deliberou|designa|a designe|elige|resuelve|resolvio)(?!\\p{L})",
  ].join("|")})`,
  "u",
);
/** "Agenda approved without changes.", "Ata aprovada, com uma abstenção." */
const UNVERBED = new RegExp(
  `^(?:the )?(?:agenda|minutes|report|item|accounts|motion|bill|amendment|acta|actas|orden del dia|informe|mocion|ata|pauta|relatorio|proces-verbal|ordre du jour|rapport)(?: \\p{L}+){0,2} ${DECIDED}`,
  "u",
);
const LONGEST_DECISION = 240;
/** Somebody's words, who says "I", "we" or "you", or what another did. */
const PERSONAL =
  /(?:^|[ ¿¡«"“(])(?:i|we|you|our|my|your|us|yo|nos|nosotros|nuestr[oa]s?|mi|me|usted|ustedes|eu|nos|nosso|nossa|meu|minha|je|j['’]\p{L}+|nous|notre|nos|vous|votre|mon|ma)(?= |['’,.;:?!])|[?]/u;
/** "Nada mais havendo a tratar, agradeço…": the chair's own words for what the minutes would tell; not "se levantó". */
const SAID_BY_ONE =
  /(?<!(?:^| )se)(?:^|[ ,;])(?:declaro|agradezco|agradeco|concedo|convoco|doy(?! fe)|dou|levanto|encerro|suspendo|propongo|proponho|recomiendo|pido|peco|quiero|quero|creo|acho|i|je|me|you|usted|ustedes|vous) /u;
const VOTE =
  /\d+ (?:votos?|votes?|voix)(?!\p{L})|(?:votos?|votes?|voix) (?:a favor|en contra|for|against|pour|contre)|unanim|abst(?:en|in|ain|ent)/u;

/** What a chat's log notes by itself: who joins, changes the topic, leaves. */
const LOGGED =
  /^(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s+(?:\*\s|-!-)|---\s|(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s+)?(?:fin|end|fim|inicio|start|debut) (?:de|of|d[aou]|des)(?: \p{L}+){1,4}\.?$|log (?:started|closed)|(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s+)?<[^<>]{1,40}>\s*#?(?:agreed|action|info|topic|link|idea|decision|resolved|accepted|rejected|startmeeting|endmeeting)(?::|\s))/u;

/** "PUNTO DOS. Por unanimidad…": a matter is called. */
export const AGENDA_ITEM = /^(?:PUNTO|PONTO|POINT|[IÍ]TEM|ASUNTO)\s[\p{Lu}\d]+\s?(?:[.:]|[–—-]\s)\s?/u;

/** "at 7:22 p.m.", "à 10.20 heures", "a las diecinueve horas con veintidós minutos": a time of the day, over folded text. */
const CLOCK =
  "(?:(?:l?as|at|a|de) (?:\\d{1,2}(?::| ?h ?)\\d{2}(?!\\d)(?: ?h(?:oras|eures|rs)?)?|\\d{1,2}\\.\\d{2} ?(?:h(?:oras|eures|rs)?(?!\\p{L})|[ap]\\.? ?m\\.?))(?: [ap]\\.? ?m\\.?)?|las (?:\\p{L}+ ){1,4}horas(?: (?:con|y|e) \\p{L}+(?: y \\p{L}+| e \\p{L}+)? minutos)?)";
/** A sentence that a time ends, or that a time begins, as minutes word it: "Cuando son las diecinueve horas se incorpora…". */
const TIMED = new RegExp(
  `^(?:\\p{L}+ (?:son |ser )?${CLOCK} |(?:[^:;?!«»"“”.]|\\.(?! \\()){3,140}? ${CLOCK}(?:,[^.;:?!]*)?(?:\\.|$))`,
  "u",
);

/** "The Mayor opened the hearing at 7:22 p.m.": minutes tell to the minute when something was done, and nobody says it. */
function isTimed(folded: string): boolean {
  const sentence = TIMED.exec(folded)?.[0];
  if (sentence === undefined || folded.length > LONGEST_DECISION) return false;
  return (
    !PERSONAL.test(sentence) &&
    !FIRST_PLURAL.test(sentence) &&
    (!REPORTED.test(` ${sentence}`) || (EXACT.test(sentence) && !CLAUSE.test(sentence)))
  );
}

/** Minutes tell 7:22; what is asked for or proposed is so at 7:20. */
const EXACT = /[:.h]\s?\d?[1-46-9](?!\d)/u;
const CLAUSE = /\s(?:that|whether|if|que|si|se|quand|when|cuando)\s/u;
/** "Adelantamos": a verb of the first person plural by its form. */
const FIRST_PLURAL = /\p{L}{3}[aeiou]mos(?!\p{L})/u;
const REPORTED = new RegExp(REPORTS_NOW.source, "u");

/** "Result: motion 22/26 adopted. For: 17. Against: 2.", "Pour : 33  Contre : 2": labels with a number each, to the end. */
const TALLY = /^(?:[^.;?!]{1,100}[.;] )?(?:\p{L}+(?: \p{L}+)? ?: ?\d{1,4}[.,;]?\s*){2,}$/u;

/** "Mr. Ruzicka (Bohumia), Vice-Chair, took the Chair.": whose office is named takes the same office. */
const TAKES_OFFICE = /(?<!\p{L})(\p{L}{4,})(?!\p{L})[^:;?!]{0,60} \p{L}{3,} (?:the|la|el|le|a|o) \1\.?$/u;

/** Whether a paragraph tells what the body did or decided, and is nobody's words. */
export function isProceeding({ text }: Pick<TextBlock, "text">): boolean {
  const folded = foldText(text);
  if (DECISION.test(folded) || LOGGED.test(folded) || isOrdinalItem(folded)) return true;
  if (SAID_BY_ONE.test(folded)) return false;
  return (
    PROCEEDINGS.test(folded) ||
    MOVES.test(folded) ||
    isDecided(folded) ||
    isIntroduced(folded) ||
    isTimed(folded) ||
    TALLY.test(folded) ||
    TAKES_OFFICE.test(folded)
  );
}

/** "Sin otros temas, se cierra la reunión…": what the body does, behind what led to it. */
function isIntroduced(folded: string): boolean {
  const lead =
    /^(?:acto seguido|a continuacion|seguidamente|ato continuo|em seguida|[^,.:;]{2,60},) (?=se |la s|la r|a s|a r|the )/u.exec(
      folded,
    )?.[0];
  if (lead === undefined || folded.length > LONGEST_DECISION || PERSONAL.test(folded)) return false;
  return PROCEEDINGS.test(folded.slice(lead.length));
}

function isDecided(folded: string): boolean {
  if (folded.length > LONGEST_DECISION || PERSONAL.test(folded)) return false;
  // "Se aprobaron los siguientes acuerdos:" leads to what somebody reads out.
  if (UNVERBED.test(folded)) return true;
  if (folded.endsWith(":") || !PASSIVE_DECISION.test(folded)) return false;
  return folded.length <= LONGEST_DECISION / 2 || VOTE.test(folded);
}

/** "Deliberação 04/2022: o Conselho aprova…": labelled and numbered, whatever heading stands above it. */
export function isNumberedDecision(block: TextBlock | undefined): boolean {
  const folded = foldText(block?.text ?? "");
  return /^\p{L}+ (?:n[.o°º]* ?)?\d/u.test(folded) && DECISION.test(folded);
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
  return { proceedings: holds((block) => isProceeding(block) || AGENDA_ITEM.test(block.text)), asides: holds(isAside) };
}
