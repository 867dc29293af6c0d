import { fold, type Token } from "../retrieval/terms.ts";

/**
 * Stretches of a request that say how, from where or for whom something is wanted, and nothing of what it is about:
 * "I need…", "… that the paper mentions", "…, and who brings it up?". Patterns meet folded words with single spaces.
 */

/** The record, as people call it. */
export const paperNouns =
  "documento|acta|texto|papel|escrito|informe|registro|resumen|minuta|relacion|relatoria|paper|record|document|text|minutes|report|summary|file|write up|writeup|proceedings|transcript|ata|compte rendu|proces verbal";

const address =
  "oye|oiga|oigan|hola|hi|hello|hey|mira|perdon|perdona|disculpa\\w*|sorry|excuse me|please|por favor|porfa\\w*|ok|okay|bueno|a ver|so|just|una (?:duda|pregunta|consulta)(?: rapida)?|quick (?:question|one)|one question|no time to read (?:it|this)|no tengo tiempo (?:de leerlo|para leerlo)?|estimad[oa]s?|buenos dias|buenas tardes";

const wishes =
  "(?:me |nos )?(?:puedes?|podrias?|podria|podes|pueden) (?:decir|indicar|mostrar|dar|buscar|sacar|pasar|explicar|contar|listar)(?:me|nos)?|(?:can|could|would) you (?:please |kindly )?(?:tell|show|give|find|list|pull|explain(?: to)?|get)(?: me| us| up| out)*|(?:i|we) (?:need|want|would like|d like|am looking for|m looking for)(?: to (?:know|see|find|have|read))?|(?:yo )?(?:necesito|necesitamos|quiero|queremos|quisiera|busco|me gustaria|me interesa)(?: (?:saber|conocer|ver|tener|encontrar|leer))?|do you know|sabes|sabe usted|i wonder|i was wondering";

const imperatives =
  "pick out|pull (?:out|together)|put together|gather|collect|find|dig (?:out|up)|point me to|point to|look up|get me|fetch|recopila\\w*|reun(?:e|eme|ir|a)|junta\\w*|saca(?:me|r)?|busca(?:me|r)?|encuentra\\w*|localiza\\w*|extrae\\w*|trae(?:me|r)?|averigua\\w*|senala(?:me)?|indica(?:me)?|cita(?:me)?";

const ofPaper = `(?:in|from|across|throughout|anywhere in|within|on|of|en|de|a lo largo de|por)(?: (?:the|this|that|whole|entire|all|el|la|este|esta|todo|toda))* (?:${paperNouns})(?: entero| entera| completo| completa)?|(?:del|al) (?:${paperNouns})`;

const shown =
  "mentions?|mentioned|sets?|gives?|names?|contains?|lists?|says?|holds?|has|cites?|records?|appears?|appear|stands?|comes? up|shows?|is there|are there|can be found";
const shownSpanish =
  "salen?|aparecen?|figuran?|mencionan?|menciona|citan?|cita|dan|da|nombran?|nombra|hay|vienen?|viene|constan?|consta|recogen?|recoge|contiene|trae|fija|fijan|quedan?|aparezcan?|salgan?|figuren?|mencionen?|haya";
const relative = `(?:that|which) (?:the |this )?(?:(?:${paperNouns}) )?(?:\\w+ )?(?:${shown})|que (?:se )?(?:${shownSpanish})(?: por delante)?|(?:mentioned|listed|given|cited|named|mencionad[oa]s?|citad[oa]s?|dad[oa]s?|nombrad[oa]s?|recogid[oa]s?)(?= (?:in|en|del|of) )`;

const speech =
  "(?:(?:did|do|does) )?(?:people|everyone|everybody|anyone|anybody|they all|(?:the )?(?:delegations|delegates|speakers|participants)) (?:say|said)|(?:dijeron|dicen) (?:tod[oa]s|l[oa]s (?:oradores|delegaciones|delegados|participantes|demas))|(?:(?:is|are|was|were|has been|have been|gets?|got|being) )?(?:said|mentioned|brought up|raised|discussed|talked about|spoken of)|(?:comes?|came|coming) up|(?:brings?|brought|bringing)(?: (?:it|them|this|that))? up|(?:touch(?:es|ed)?|touching) (?:on|upon)|(?:speaks?|spoke|speaking|talks?|talked|talking) (?:about|of)|(?:traen?|trajo|trajeron|traer|sacan?|saco|sacaron|sacar|ponen?) (?:a (?:colacion|relucir|cuento)|sobre la mesa)|(?:se )?(?:dijo|dice|dijeron|habla|hablo|hablan|hablaron|comento|menciona|menciono|mencionan|trato|trata|alude|aludio|nombra|nombro|nombran|cita|cito|citan)(?: (?:de|sobre|acerca de))?|(?:hacen?|hizo|hicieron) (?:referencia|mencion|alusion) al?|tienen? que ver con|(?:has|have|had|having) to do with|relat(?:ing|ed) to|relativ[oa]s? al?|relacionad[oa]s? con|concerning|with regard to|a proposito de|en materia de|en lo que (?:toca|respecta) al?|por lo que toca al?|when it comes to|in terms of|on the (?:subject|topic|issue|matter) of|sobre el tema de|en torno al?";

const closing =
  "(?:whoever|no matter who|sea quien sea|venga de quien venga|lo diga quien lo diga|quien sea|quienquiera)(?: (?:said|says|lo|que|it|haya|dicho|diga|brought|up))*|all mentions|every (?:case|mention|one|instance)|all of (?:it|them)|(?:tod[oa]s?|all|everything|complete|completo|completa)(?: (?:please|por favor|porfa))?|(?:y|and) (?:cosas asi|so on|the like|similares|demas|others like it)|or similar|o parecido|etc(?:etera)?|(?:please|por favor|porfa|thanks|thank you|gracias)|if any|si (?:las |los |la |lo )?hay|in general|en general";

/** Words that a second question may be made of and still add nothing: "and what did each say?", "y quién lo hace". */
const secondWords =
  "and|y|e|who|whom|what|how|which|when|where|why|whose|much|many|exactly|each|it|they|them|this|that|those|these|did|do|does|is|was|are|were|say|says|said|about|brings?|brought|up|mentions?|mentioned|raised?|raises|of|on|in|for|to|the|by|que|quien|quienes|cual|cuales|cuanto|cuanta|cuantos|cuantas|como|cuando|donde|por|a|de|con|en|lo|los|la|las|le|se|su|cada|uno|una|hace|hacen|dice|dicen|dijo|dijeron|trae|traen|colacion|menciona|mencionan|plantea|plantean|proposito|es|son|fue|fueron|cuenta|respecto|ello|eso|ellos|orador|oradores|speaker|speakers|delegation|delegations|delegacion|delegaciones|pais|paises|country|countries";

const patterns: readonly RegExp[] = [
  new RegExp(`^(?:(?:${address}) )+`, "gu"),
  new RegExp(`\\b(?:${wishes}) `, "gu"),
  new RegExp(`(?:^|(?<=^(?:\\w+ ){0,6}))(?:${imperatives}) `, "gu"),
  new RegExp(` (?:${relative})(?= |$)(?: (?:${ofPaper}))?`, "gu"),
  new RegExp(` (?:${ofPaper})(?= |$)`, "gu"),
  new RegExp(`(?:^| )(?:${speech})(?= |$)`, "gu"),
  / (?:in general|en general|generally|en particular|in particular)(?= |$)/gu,
];

/** One at a time, from the end: of several in a row one pattern would try every way of parting them. */
const lastClosing = new RegExp(` (?:${closing})$`, "u");

const secondQuestion = new RegExp(
  ` (?:and|y|e) (?:(?:to|for|by|with|por|a|con|de|en) )?(?:who|whom|what|how|which|when|where|why|que|quien|quienes|cual|cuales|cuanto|cuanta|cuantos|cuantas|como|cuando|donde|proposito)(?: (?:${secondWords}))*$`,
  "u",
);

/** What a person tells of themselves before they ask: "I'm briefing the minister: …", "una duda: …". */
const introduction =
  /^[^:?]{0,90}\b(?:i'?m|i am|we'?re|we are|estoy|estamos|soy|somos|tengo|tenemos|my|mi|nuestr[oa]|our|duda|pregunta|consulta|question|quick one|don't mean|do not mean|not mean|no me refiero|no hablo)\b[^:?]{0,90}:\s/u;

/** Folded words joined by single spaces, with the position of the token that each character belongs to. */
function join(tokens: readonly Token[]): { readonly text: string; readonly starts: readonly number[] } {
  const starts: number[] = [];
  let text = "";
  for (const { folded } of tokens) {
    if (text !== "") text += " ";
    starts.push(text.length);
    text += folded;
  }
  return { text, starts };
}

/** Tokens that are no part of a question's topic. */
export interface Scaffolding {
  /** Told before or behind the question: names in it are not asked about either. */
  readonly aside: ReadonlySet<Token>;
  /** Inside the question; words of an expression that has a meaning of its own stay part of the topic. */
  readonly within: ReadonlySet<Token>;
}

/** Characters of a question that must stand before a second one, so that the first asks something. */
const shortestFirstQuestion = 12;

export function findScaffolding(text: string, tokens: readonly Token[]): Scaffolding {
  const aside = new Set<Token>();
  const within = new Set<Token>();
  const told = introduction.exec(fold(text));
  if (told !== null) for (const token of tokens) if (token.end <= told[0].length) aside.add(token);
  const { text: joined, starts } = join(tokens);
  const take = (from: number, length: number, into: Set<Token>): void => {
    for (const [position, start] of starts.entries()) {
      const token = tokens[position];
      if (token !== undefined && start >= from && start + token.folded.length <= from + length) into.add(token);
    }
  };
  let rest = joined;
  const second = secondQuestion.exec(rest);
  if (second !== null && second.index > shortestFirstQuestion) {
    take(second.index, second[0].length, aside);
    rest = rest.slice(0, second.index);
  }
  for (let end = lastClosing.exec(rest); end !== null; end = lastClosing.exec(rest)) {
    take(end.index, end[0].length, within);
    rest = rest.slice(0, end.index);
  }
  for (const pattern of patterns)
    for (const match of rest.matchAll(pattern)) take(match.index, match[0].length, within);
  return { aside, within };
}
