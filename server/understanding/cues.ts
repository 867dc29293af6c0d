/**
 * How questions are worded, in Spanish, English, Portuguese and French. Patterns meet folded text (lower case, no
 * accents, single spaces, no opening marks).
 */

/** What kind of thing a question of fact asks for. */
export type AnswerType =
  | "number"
  | "share"
  | "money"
  | "duration"
  | "date"
  | "person"
  | "country"
  | "place"
  | "reason"
  | "name"
  | "definition"
  | "none";

const words = (list: string): string => list.trim().split(/\s+/u).join("|");

/** Nouns for the record itself and for the meeting that it records. */
export const recordNouns = words(`
  documento documentos acta actas resumen resumenes registro registros informe archivo texto sesion sesiones reunion
  reuniones encuentro evento audiencia document documents record records minutes summary report file text session
  sessions meeting meetings hearing event ata resumo sessao reuniao registo relatorio proces verbal seance reunion compte taller talleres foro jornada jornadas
  seminario cumbre asamblea workshop forum gathering seminar summit assembly proceedings atelier seminaire`);

const recommendationNouns =
  "recomendacion\\w*|propuest\\w*|recommendation\\w*|proposal\\w*|recomendac\\w*|propost\\w*|recommandation\\w*|proposition\\w*|suggestion\\w*|sugerencia\\w*|compromiso\\w*|commitment\\w*|pedido\\w*|solicitud\\w*|peticion\\w*|request(?:s)?\\b|asks\\b";

const recommendationVerbs =
  "recom(?:m?end|iend)\\w*|propus\\w*|propon\\w*|propose\\w*|proposed|sugir\\w*|sugier\\w*|suggest\\w*|pidi\\w*|piden?|solicit\\w*|exhort\\w*|insta(?:n|ron)?|insto|urg(?:e|es|ed|io)\\b|call(?:s|ed)? (?:for|on|upon)|ask(?:s|ed)? for|request(?:s|ed)?|compromet\\w*|commit(?:s|ted)?|pledg\\w*|offer(?:s|ed)?|ofrec\\w*|reclam\\w*|demand(?:s|ed)?|aconsej\\w*|advis(?:e|es|ed)|exig\\w*|encourag(?:e|es|ed)|recommand\\w*|prop(?:os)?(?:e|a|ent|erent)\\b";

/** "What would X like countries to do?", "lo que X quiere que se haga". */
export const wishes =
  "wants? (?:\\w+ ){0,4}to (?:do|be done)|(?:would|'d) (?:\\w+ ){0,6}like (?:\\w+ ){1,4}to|quier(?:e|en) que|quiso que|quisiera que";

/** The question asks for what should be done, according to someone. */
export const recommendationCue = new RegExp(`\\b(?:${recommendationNouns}|${recommendationVerbs}|${wishes})`, "u");

/** Words for what is recommended and to whom, that say nothing of what about. */
export const recommendationFrame =
  /^(?:medidas?|cosas?|acciones|accion|pasos?|measures?|steps?|things?|actions?|ideas?|something|algo|gobiernos?|governments?|ministerios?|ministries|autoridades|authorities|others?|otr[oa]s?|demas|done|hacer|haga|hagan|quier\w+|quis\w+|wants?|like|came|comes?|turnos?|turns?|first|primer[ao]?|legislatures?|legislaturas?)$/u;

/** "What do A and B do or ask for": what they do is asked for as well. */
export const alsoAsksDeeds =
  /\b(?:hacen?|hicieron|hizo|dicen?|dijeron|dijo|do|does|did|say|says|said) (?:o|u|y|e|or|and) /u;

/** A noun for recommendations: "all the recommendations of X". */
export const recommendationNounCue = new RegExp(`\\b(?:${recommendationNouns})`, "u");

/** Verbs that report speech: the entity beside them is the speaker, not the subject. */
const speechVerbs = `dij\\w+|dice\\w*|decir|senal\\w+|mencion\\w+|menciono|habl\\w+|expres\\w+|coment\\w+|afirm\\w+|indic\\w+|opin\\w+|piens\\w+|sostien\\w+|sostuv\\w+|explic\\w+|report\\w+|inform\\w+|destac\\w+|subray\\w+|refiri\\w+|refier\\w+|interven\\w+|intervin\\w+|present\\w+|expus\\w+|expon\\w+|cont(?:o|aron|ar)\\b|respondi\\w+|advirti\\w+|anunci\\w+|said|says?|saying|(?<!\\bunited )states? that|stated|mention\\w*|talk\\w*|speak\\w*|spoke\\w*|told|tells?|express\\w*|comment\\w*|claim\\w*|argu\\w+|think\\w*|highlight\\w*|stress\\w*|explain\\w*|describ\\w+|address\\w*|rais(?:e|ed|es)|brought up|bring up|announc\\w+|according to|segun|plante(?:a|an|o|aron|an|e)|postur\\w+|posicion|posicao|position|view|views|opinion\\w*|statement|interven\\w+|remarks|discurso|disse\\w*|falou|falaram|mencionou|apont\\w+|dit|dire|declare\\w*|selon|segundo|de acuerdo con`;
/** Verbs that say in a record that someone spoke: what makes a passage report an absent speaker's words. */
export const reportingVerb = new RegExp(
  `^(?:${speechVerbs.replaceAll("according to|", "").replaceAll("de acuerdo con", "segun").replaceAll("brought up|bring up|", "").replaceAll("\\b", "")}|${recommendationVerbs.replaceAll("call(?:s|ed)? (?:for|on|upon)|", "").replaceAll("ask(?:s|ed)? for|", "").replaceAll("\\b", "")})$`,
  "u",
);
export const speechCue = new RegExp(`\\b(?:${speechVerbs}|${recommendationVerbs}|${wishes})(?![\\p{L}])`, "u");

/** Words for those who speak. */
export const speakerNouns =
  "orador\\w*|ponente\\w*|interviniente\\w*|participante\\w*|expositor\\w*|panelista\\w*|delegaciones|delegados|speakers?|participants?|presenters?|panelists?|delegations|delegates|orateurs?|intervenants?|palestrantes?|quienes?|who|quem|qui";

const asksForAll =
  "todas?|todos|all|every|each|cada|lista|listar|listame|list|enumer\\w+|enumerate|exhaustiv\\w+|complet[ao]s?|cuales son|which are|what are all|todes|toutes|tous|liste|muestrame|show me|show|dame|give me|everything|todo lo que";

/** Whole utterances that ask nothing of the record. */
export const smallTalkPattern = new RegExp(
  `^(?:(?:${words(`
    hola holas hello hi hey hiya ola bonjour salut buenos buenas bom boa dias dia tardes tarde noches noite good morning afternoon
    evening night day gracias thanks thank you muchas muchos mil many muito obrigado obrigada merci beaucoup adios chao bye goodbye hasta luego
    pronto see later ok okay vale perfecto perfect great genial excelente excellent bien nice cool super por todo so much very
    for that this all now the your help ayuda tu su me sirvio sirve mucho muy util useful helpful helps helped that's thats is es eso esto todo
    claro entendido understood de nada que tal how are como estas esta saludos greetings encantado there relator ahora y and fue it was cheers agradezco agradecido saludo cordial te le lo la a ti usted`)})(?:\\s|$))+$`,
  "u",
);

/** At least one of these must stand in small talk: "that is all" alone is not a greeting. */
export const smallTalkCore =
  /\b(?:hola|holas|hello|hi|hey|ola|bonjour|salut|buenos dias|buenas|good (?:morning|afternoon|evening|day)|gracias|thanks?|obrigad[oa]|merci|adios|chao|bye|goodbye|saludos|greetings|bom dia|boa tarde|how are you|que tal|como estas|cheers|agradezco|hasta luego|perfecto|perfect|great|genial|excelente|ok|okay|vale)\b/u;

export const assistantPattern =
  /\b(?:(?:que|what) (?:puedes|podes|sabes|can you|do you) (?:hacer|do|know|offer|ofrecer)|como (?:funcionas?|te uso|se usa|puedes ayudar\w*)|how (?:do you|does relator) work|^how does (?:this|it) work|how (?:do|can|should) i use|who are you|what are you\b|quien eres|que eres\b|(?:are|eres) (?:you )?(?:a |an |un |una )?(?:robot|bot|human|humano|persona|person|ai|ia|chatgpt|inteligencia)|can you help|puedes ayudarme|me puedes ayudar|me ayudas|what (?:kind|sort) of questions|que (?:tipo de )?preguntas|tu nombre|your name|como te llamas|what is relator|que es relator|how can you help|en que (?:puedes|me puedes) ayudar|what languages do you|que idiomas (?:hablas|entiendes)|who (?:made|built|created) you|quien te (?:hizo|creo)|quem e voce|qui es tu)\b/u;

export const compareCue =
  /\b(?:compar\w+|diferenci\w*|difier\w+|differ\w*|versus|vs|contrast\w*|coincid\w+|en comun|in common|agree\w*|disagree\w*|de acuerdo|ambos|ambas|both|frente a|contraste|discrep\w+|similar\w*|eye to eye|each (?:say|get|do|propose|recommend|think|want|handle|deal)\w*|common ground|cada un[oa]|respectively|respectivamente|se parecen|alike)\b/u;

export const overviewCue =
  /\b(?:resum(?:e|en|ir|eme|a|ida|iendo)|resumen (?:de|del)|sintesis|sintetiza\w*|summar\w+|overview|panorama|puntos (?:principales|clave|centrales)|principales (?:puntos|ideas|temas|mensajes|planteamientos)|ideas (?:principales|clave)|main (?:points|ideas|topics|themes|messages|takeaways)|key (?:points|messages|takeaways)|takeaways|gist|rundown|digest|sum up|summing up|recap\w*|outline|run down|a grandes rasgos|en pocas palabras|in a nutshell|de que (?:trat\w+|habl\w+|se (?:trat\w+|habl\w+))|sobre que (?:trat\w+|fue|es)|what (?:is|was|are|were) (?:this|the|that|it|these)?\s?(?:\w+ )?(?:\w+ )?about|what'?s (?:this|the|it) (?:\w+ )?about|what (?:topics|subjects|themes)|que temas|temas (?:tratados|principales|abordados)|que se (?:trato|discutio|abordo|hablo)|what (?:was|were) discussed|resumir|resumo de|do que trata|de quoi)\b/u;

/** Words of a request for a summary that say how it should be, not what of. */
export const summaryWords =
  /^(?:ideas?|mensajes?|messages?|aspectos?|aspects?|highlights?|takeaways?|debates?|discusi\w+|discussions?|deliberaci\w+|deliberations?|exchanges?|intercambios?|important\w*|relevant\w*|central\w*|whole|entire|enter[oa]s?|complet\w*|brief\w*|breve\w*|corto|short\w*|lines?|lineas?|parrafos?|paragraphs?|sentences?|frases?|words?|palabras?|happened|went|paso|ocurrio|sucedio|quick\w*|rapid\w*|few|poc[oa]s?|contents?|contenidos?|today|hoy|texts?|textos?|write|escrib\w+|haz|hacer|make|ejecutiv[oa]|executive|generals?|generales|nutshell|bullet\w*)$/u;

export const countCue =
  /\b(?:cuant[oa]s|how many|numero de|number of|cantidad de|quant[oa]s|combien de|count(?: of)?|total de)\b/u;

/** Things that are counted from the records' structure or from mentions, not read in a sentence. */
export const countedRecommendations = new RegExp(
  `\\b(?:cuant[oa]s|how many|numero de|number of|quant[oa]s|combien de|count)(?: \\w+){0,2}? (?:${recommendationNouns})`,
  "u",
);
export const countedSpeakers =
  /\b(?:cuant[oa]s|how many|numero de|number of|quant[oa]s|combien d[e'])(?: (?:different|distint[oa]s|diferentes|de|of|the|los|las))*[ ']?(?:orador\w*|ponentes?|intervinientes?|participantes?|expositor\w*|personas? (?:hablaron|intervinieron)|delegaciones|delegados|intervenciones|speakers?|participants?|presenters?|panelists?|delegations|delegates|statements|interventions|(?:people|persons|parties|bodies|entities) (?:spoke|took|had the floor)|took the floor|spoke|tomaron la palabra|hablaron|intervinieron|turnos|orateurs?|intervenants?|palestrantes?)\b/u;
/** How often someone took the floor. */
export const countedTurns =
  /\b(?:cuantas veces|cuantas ocasiones|how many times|how often|how many occasions|numero de veces|number of times|cuantas intervenciones|how many (?:statements|interventions|turns)|quantas vezes|combien de fois)\b.{0,60}\b(?:habl\w*|intervin\w*|intervien\w*|intervenciones|tom\w*|palabra|spoke|speak|took|take|floor|interven\w*|statements|turns|made|hizo|hicieron|falou|pris|parole)\b/u;
export const countedPassages =
  /\b(?:cuant[oa]s|how many|numero de|number of)(?: \w+){0,1}? (?:veces|times|pasajes|passages|menciones|mentions|parrafos|paragraphs)\b/u;

export const listCue = new RegExp(`\\b(?:${asksForAll})\\b`, "u");

/** "Which speakers mention…", "who talked about…", "¿quiénes hablaron de…?" */
export const speakersMentioningCue = new RegExp(
  `\\b(?:${speakerNouns}|delegaci\\w+|interventions|intervenciones|paises|countries|organismos|bodies|organizations)\\b(?: \\w+){0,3}? (?:mencion\\w+|habl\\w+|refi[re]\\w+|trat\\w+|abord\\w+|coment\\w+|senal\\w+|mention\\w*|talk\\w*|sp[eo]\\w*k\\w*|refer\\w*|brought up|bring up|rais\\w+|deals?|dealt|discuss\\w*|address\\w*|touch\\w*|toc\\w+|alud\\w+|plante\\w+|cit\\w+|br(?:ing|ings|ought)|worr\\w+|preocup\\w+|complain\\w*|quej\\w+|warn\\w*|advirt\\w+|nombra(?:n|ron)|traen|trajeron|sacan|sacaron|hacen referencia|hicieron referencia|falaram|disse\\w*|said (?:something|anything))\\b`,
  "u",
);

export const passagesMentioningCue =
  /\b(?:pasajes?|passages?|parrafos?|paragraphs?|partes|parts|menciones|mentions|fragmentos|excerpts|donde se (?:mencion\w+|habla)|where .{0,20}mention\w*|where (?:do|does|did|is|are|was|were) .{0,80}\b(?:come|brought|talked|spoken|discussed|appear|raised|mentioned)|(?:everything|anything|whatever) (?:\w+ ){0,3}?(?:about|on|that|regarding|concerning)|todo (?:lo que|sobre|lo relacionado|lo relativo|lo referente|acerca)|que se (?:dijo|hablo|comento|dice)|que (?:dijeron|dicen) (?:tod[oa]s|l[oa]s (?:oradores|delegaciones|delegados|participantes|demas))|what (?:did|do) (?:people|everyone|everybody|(?:the )?(?:delegations|delegates|speakers|participants)) say|(?:every|each|any|all(?: the)?) (?:remarks?|comments?|references?|statements?) (?:about|on|to)|what (?:was|is|has been) said)\b/u;

export const metadataCues = {
  title:
    /\b(?:titul\w*|title\w*|lema|motto|(?:tema|theme|topic|subject) (?:de la|del|of the) (?:sesion|reunion|session|meeting|encuentro)|(?:que|cuales|what|which) (?:documentos|actas|documents|records|minutes) (?:tienes?|hay|tiene|do you have|are there|have you)|nombre (?:del|de este|de la) (?:documento|acta|resumen|sesion)|como se (?:llama|titula)|what is (?:it|this) called|name of (?:the|this) (?:record|document|session|meeting)|titre)\b/u,
  date: /\b(?:fecha\w*|cuando|que dia|dia|date\w*|when|what day|dated|quando|quand|data|en que ano|what year|which year)\b/u,
  held: /\b(?:celebr\w*|realiz\w*|llev\w* a cabo|tuvo lugar|fue|held|took place|take place|happen\w*|sesion|session|reunion|meeting|was|hearing|audiencia|sesion\w*|se reunio|met)\b/u,
  issuer:
    /\b(?:quien(?:es)?|que (?:organo|entidad|organismo|oficina|dependencia|area|secretaria)|who|which (?:body|office|unit|secretariat|organ|department)|what (?:body|office|unit)|quem|qui)\b.{0,40}\b(?:emiti\w*|elabor\w*|prepar\w*|redact\w*|escrib\w*|escribi\w*|public\w*|realiz\w*|hizo|produ\w*|issued?|prepared?|wrote|written|drafted?|produced?|authored?|compiled|published|made|signed|signs|firm\w*|sac(?:o|aron)|suscrib\w*|released?|circulated?|put\b.{0,24}\b(?:out|together)|drew up|is behind|was behind)\b|\b(?:autor\w*|author\w*|issuing body|organo emisor|entidad emisora|issuer)\b/u,
  body: /\b(?:que (?:organo|comision|comite|cuerpo|organismo)|which (?:body|committee|organ|organization)|what (?:body|committee|organ)|quien (?:convoco|organizo)|who (?:convened|organi[sz]ed|hosted|held))\b/u,
  symbol:
    /\b(?:signatura|simbolo|symbol|codigo|document number|numero (?:de|del) (?:documento|acta)|reference number|referencia del documento|cote|record number)\b/u,
  place:
    /\b(?:donde|en que (?:sala|lugar|ciudad|edificio)|where|which (?:room|venue|city|building)|what (?:room|venue|city)|sede de|venue|lugar|ou)\b/u,
  speakers: new RegExp(
    `\\b(?:quien(?:es)?|who|which|que|cuales|list\\w*|all|todos|todas|los|the|name|nombr\\w+|quem|qui)\\b(?: \\w+){0,3}? (?:${words("habl\\w+ interv\\w+ particip\\w+ expus\\w+ tom\\w+ spoke spoken speak took speakers orador\\w+ ponentes participants panelists presenters asist\\w+ attended delegaciones delegations present\\w+ falou falaram")})\\b|\\b(?:lista de oradores|speakers? list|list of speakers|oradores|speakers|participantes|participants)$`,
    "u",
  ),
  language: /\b(?:idioma|lengua|language|langue)\b/u,
  time: /\b(?:(?:a |de )?que horas?|horario|what time|at what hour|what hour|quelle heure|hora de (?:inicio|apertura|cierre))\b/u,
  modality:
    /\b(?:presencial\w*|virtual\w*|en linea|online|on line|in person|remote\w*|hibrid\w*|hybrid\w*|videoconferenc\w*|modalidad|modality|what format|que formato)\b/u,
  attendance:
    /\b(?:observador\w*|observers?)\b.{0,40}\b(?:asist\w*|attend\w*|present\w*|particip\w*|hubo|were|estuv\w*)|\b(?:delega\w*|paises|countries|estados|states)\b.{0,30}\b(?:asist\w*|attend\w*|presentes?|present)\b|\b(?:quien\w*|who) (?:asist\w*|attend\w*|estuv\w* presentes?|was present|were present)\b|\battendance\b|\basistencia\b|\b(?:countries|states|delegations|paises|estados|delegaciones|miembros)\b.{0,40}\b(?:in the room|signed up|registered|acreditad\w*|estuv\w*)/u,
  agenda: /\b(?:agenda|orden del dia|temario|order of business|ordre du jour|pauta)\b/u,
} as const;

interface AnswerTypeRule {
  readonly type: AnswerType;
  readonly pattern: RegExp;
}

/** First match wins. */
const answerTypeRules: readonly AnswerTypeRule[] = [
  {
    type: "share",
    pattern:
      /\b(?:que (?:porcentaje|proporcion|parte|fraccion|cuota)|porcentaje|what (?:percentage|share|proportion|percent|fraction|part)|percent(?:age)?|how much of\b|proportion|por ciento|que porcentagem|quel pourcentage|tasa|rate of|what rate)\b/u,
  },
  {
    type: "money",
    pattern:
      /\b(?:cuanto (?:dinero|cuesta|costo|cost\w+|vale|paga|pagaron|gana|ganan|aporto|ha aportado|invirti\w+|se (?:gasto|invirtio)|sal(?:e|io|ieron|en)|perdi\w+)|how much (?:money|did .{1,60} (?:cost|pay|spend|give|contribute|invest)|does .{1,60} (?:cost|pay|earn)|will .{1,40} cost|funding|cash)|what (?:is|was|were|did) .{0,60}\b(?:cost|price|budget|funding|amount|fine|fines)\b|costo|costaron|precio|presupuesto|monto|a cuanto (?:ascend\w+|asciende)|budget of|fondos|dolares|dollars|cost of)\b/u,
  },
  {
    type: "duration",
    pattern:
      /\b(?:cuanto (?:tiempo|dura|duro|tard\w+)|how long|cuantos (?:anos|meses|dias|horas)|how many (?:years|months|days|hours|weeks|minutes)|for how many (?:years|months|days|hours)|quanto tempo|combien de temps|plazo)\b/u,
  },
  {
    type: "date",
    pattern:
      /\b(?:cuando|en que (?:ano|fecha|mes|dia)|desde que (?:ano|fecha)|desde cuando|hasta (?:que|cuando)|que (?:ano|fecha|dia)|when|what (?:year|date|day|month)|which (?:year|date|month)|since when|by (?:what|which) (?:date|year|day)|by when|quando|quand|a partir de cuando|fecha)\b/u,
  },
  {
    type: "number",
    pattern:
      /\b(?:cuant[oa]s?|how many|how much|numero de|number of|que (?:cantidad|cifra|tan)|what number|how (?:big|large|far|high|fast|old|deep|tall)|quant[oa]s?|combien|a que (?:altura|distancia|velocidad)|cifra)\b/u,
  },
  {
    type: "country",
    pattern:
      /\b(?:que (?:pais(?:es)?|estados?|nacion(?:es)?)|cual(?:es)? (?:pais(?:es)?|estados?)|which (?:country|countries|nations?|states?|islands?|member states?|caribbean countries)|what (?:country|countries|nation)|quais paises|quel pays)\b/u,
  },
  {
    // What has a name of its own: which one it is, only the name tells.
    type: "name",
    pattern: new RegExp(
      `\\b(?:which|what|que|cual(?:es)?(?: de)?(?: las?| los?)?|qual|quais|quels?|quelles?) (?:\\w+ ){0,2}?(?:${words(`
        firms? company companies banks? manufacturers? suppliers? contractors? gangs? universit(?:y|ies) newspapers? airlines? consultanc(?:y|ies) ngos?
        agenc(?:y|ies) institutions? organi[sz]ations? hospitals? brands? foundations? vendors? insurers? laborator(?:y|ies) slogan languages?
        empresas? companias? bancos? fabricantes? proveedor(?:es)? contratistas? bandas? universidad(?:es)? diarios? periodicos? aerolineas? consultoras? ongs?
        agencias? institucion(?:es)? organizacion(?:es)? hospitales? hospital marcas? fundacion(?:es)? aseguradoras? laboratorios? eslogan lema idiomas?
        banques? entreprises? universites? fabricants?`)})\\b|\\b(?:como se llaman?|what (?:is|are|was|were) .{1,60} called|names? of the|nombres? de(?:l| la| los| las)|name the)\\b|\\b(?:which|what|cuales|name) (?:(?:are|were|is|son|fueron|eran) )?(?:the |los |las )?(?:two|three|four|five|six|seven|eight|nine|ten|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez) (?!years|days|months|anos|dias|meses|millones?|million|per|por)`,
      "u",
    ),
  },
  { type: "person", pattern: /\b(?:quien(?:es)?|who|whom|quem|qui)\b/u },
  {
    type: "place",
    pattern:
      /\b(?:donde|(?:a|en|de|desde|por) que (?:ciudad|lugar|sala|pais|region|estado|departamentos?|provincias?|puertos?)|a donde|where|which (?:city|place|town|room|region)|in (?:what|which) (?:city|place|town|country|region|\w+ states)|what (?:city|place)|onde|ou se)\b/u,
  },
  {
    type: "reason",
    pattern:
      /\b(?:por que|porque|why|a que (?:se debe|atribuye|obedece)|razon(?:es)?|motivo|causa\w*|reason|what (?:explains|caused|causes)|pourquoi|^para que|what for)\b/u,
  },
  {
    type: "definition",
    pattern:
      /^(?:y |and )?(?:que (?:es|son|significa|quiere decir|se entiende por)|what(?:'s| is| are| does| do)\b.{0,60}?(?:mean|stand for)|what (?:is|are) (?:meant by |an? |the )?(?!percent|share|number|date|title|cost|price|name)(?=(?:\S+ ?){1,7}$)(?!.*\b(?:in charge|responsible|doing|asking)\b)|que siglas|define|defin\w+ de|meaning of|o que (?:e|sao)|qu'est[- ]ce)/u,
  },
];

/** By the first question word: a later one ("where they work", "quienes…") belongs to a clause. */
export function expectedAnswerType(foldedQuestion: string): AnswerType {
  let first: { type: AnswerType; index: number } | null = null;
  for (const { type, pattern } of answerTypeRules) {
    const index = foldedQuestion.search(pattern);
    if (index !== -1 && (first === null || index < first.index)) first = { type, index };
  }
  return first?.type ?? "none";
}

/** "¿Y Canadá?", "and for the Caribbean?", "what about Peru?" */
export const ellipsisOpening =
  /^(?:y|e|and|et|pero|but|what about|how about|que hay de|que tal|tambien|also|entonces|so|ou et|as well|ahora)\b/u;

/** "¿Y sobre la pesca?", "and about fishing?": only the topic is another one. */
export const topicOpening =
  /^(?:(?:y|e|and|pero|but|tambien|also) )?(?:sobre|acerca de|respecto (?:de|a)|en cuanto a|about|on|regarding|concerning|what about|how about|que hay de|que tal)\b/u;

/** Words that point back to an earlier question or answer. */
export const pointingBack =
  /\b(?:el|la|los|las|the)? ?(?:segund[oa]|primer[oa]?|tercer[oa]?|cuart[oa]|ultim[oa]|second|first|third|fourth|last)(?: (?:one|de ell[oa]s|recomendacion|recommendation|punto|point|propuesta|proposal))?$/u;

export const ordinalWords: Readonly<Record<string, number>> = {
  primero: 1,
  primera: 1,
  primer: 1,
  first: 1,
  segundo: 2,
  segunda: 2,
  second: 2,
  tercero: 3,
  tercera: 3,
  tercer: 3,
  third: 3,
  cuarto: 4,
  cuarta: 4,
  fourth: 4,
  ultimo: -1,
  ultima: -1,
  last: -1,
};

/** Pronouns and possessives that stand for an entity named before. */
export const pronounCue =
  /\b(?:el|ella|ellos|ellas|eso|esto|ese|esa|esos|esas|su|sus|le|lo|he|she|it|they|them|this|that|those|these|his|her|their|its|there|alli|ahi|dicho|dicha|mismo|misma)\b/u;

/** Words that steer a question and are no part of its topic; the rest of it is what is looked for. */
export const steeringWords = new RegExp(
  `^(?:${[
    speechVerbs
      .replaceAll("according to|", "")
      .replaceAll("de acuerdo con|", "")
      .replaceAll("brought up|bring up|", "")
      .replaceAll("\\b", ""),
    recommendationVerbs
      .replaceAll("call(?:s|ed)? (?:for|on|upon)|", "")
      .replaceAll("ask(?:s|ed)? for|", "")
      .replaceAll("\\b", ""),
    recommendationNouns.replaceAll("\\b", ""),
    "orador\\w*|ponentes?|intervinientes?|speakers?|participants?|delegaci\\w+|delegation\\w*|delega\\w+|representante\\w*|representative\\w*|senor|senora|sr|sra|dr|dra|mr|mrs|ms|embajador\\w*|ambassador",
    "pasajes?|passages?|parrafos?|paragraphs?|lista\\w*|enumer\\w+|list|compara\\w*|compare|comparison|diferenci\\w*|differ\\w*|difier\\w+|both|ambos|ambas|resum\\w+|summar\\w+|overview|sintesis",
    "porcentaje|percentage|percent|proporcion|proportion|share|cantidad|numero|number|fecha|date|year|ano|anos|many|much|cuant\\w+|long|day|dia|when|made|make|makes|hizo|hicieron|hace|exact\\w*|specifically|name|give|gave|call\\w*|ask\\w*|everything|please|tell|cuent\\w+|acerca|relation|regard\\w*|issue|tema|temas|topic|topics|point|points|punto|puntos|main|principales|clave|key|session|sesion|meeting|reunion|document\\w*|record|acta|minutes|pais|paises|country|countries|estados?|states?|trat(?:a|o|an|aron|ar)|discuss\\w*|discut\\w+|statements?|interven\\w+|across|partes|parts|remarks|two|dos|three|tres|veces|times|ocasiones|occasions|aparec\\w+|appear\\w*|necesito|necesitamos|agradec\\w+|agradezco|sirva\\w*|remitir|remitirme|remitan|solicito|atentamente|listado|kindly|provide|put|forward|puedes|podrias|dar|darme|estimad\\w+|bring\\w*|brought|deals?|dealt|touch\\w*|refer\\w*|complain\\w*|quej\\w+|interveners?|porfa\\w*|favor|pls|please|collect|compil\\w*|gather|pasame|dime|hazme|sum|gist|recap\\w*|address\\w*|dirig\\w+|members?|miembros?|whoever|exactly|heading|support\\w*|appeals?|llamados?|exigencias?|input|inputs|vs|versus|cada|parec\\w+|each",
  ].join("|")})$`,
  "u",
);
