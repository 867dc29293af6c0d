import type { Language } from "../document.ts";

/**
 * How each language says that something should be done, proposes or asks for it, or commits to it. Fragments of regular
 * expressions over folded text (small letters, no accents), to be read and extended by hand. Past perfects ("había
 * recomendado", "had recommended") report what is over, and are left out on purpose; so are nouns ("recomendación") and
 * participles that only describe ("el fondo propuesto por").
 */
export interface KindCues {
  /** Says what should or must be done. */
  readonly obligation: readonly string[];
  /** Proposes, recommends or asks for an action. */
  readonly proposal: readonly string[];
  /** Commits the speaker to an action or offers it. */
  readonly commitment: readonly string[];
  /** Matches a cue's words, but says something else; taken out of the text before the cues are looked for. */
  readonly lookalikes: readonly string[];
}

/** An infinitive, with the pronouns that may be joined to it. */
const INFINITIVE_ES = "\\p{L}{1,}(?:ar|er|ir)(?:se|l[oa]s?|les?|nos|me)?(?!\\p{L})";
const INFINITIVE_PT = "\\p{L}+(?:ar|er|ir|or)(?:-(?:se|l[oa]s?|lhes?|nos))?(?!\\p{L})";
/** Up to three words between a modal and its verb that are not the object of another sense ("debe a la…", "debe su origen"). */
const BETWEEN_ES =
  "(?:(?:,[^,.;]{1,60},|(?!a |al |su |sus |el |la |los |las |un |una |mucho |parte )\\p{L}+)\\s+){0,3}?";
/** "pliegos deberían: a) dividir": an enumerator may stand before the verb. */
const ENUMERATED = "(?:\\s?:\\s*(?:\\(?\\p{L}{1,3}[.)]\\s*|\\(?\\d{1,2}[.)]\\s*)?)?";
const EVALUATIVE_ES =
  "(?:necesari|prioritari|imperativ|obligatori|oportun|precis)[oa]s?|fundamental(?:es)?|imprescindibles?|indispensables?|convenientes?|urgentes?|importantes?|esencial(?:es)?|primordial(?:es)?|vital(?:es)?|clave|crucial(?:es)?|recomendables?|deseables?|menester|aconsejables?";
/** Verbs that only call attention to what is said ("es importante resaltar a la CARICOM"). */
const MENTION_ES =
  "(?:resaltar|destacar|senalar|mencionar|recordar|subrayar|notar|aclarar|precisar|reconocer|decir|tener en cuenta)";

const SPANISH: KindCues = {
  obligation: [
    `deb(?:e|en|emos|era|eran|eremos|iera|ieran|eria|erian|eriamos)(?:se)?(?:,[^,.;]{1,60},)?${ENUMERATED}\\s+(?:de\\s+)?${BETWEEN_ES}${INFINITIVE_ES}`,
    `(?:tiene|tienen|tenemos|tendra|tendran|tendria|tendrian) que ${INFINITIVE_ES}`,
    `(?:hay|habra|habria) que ${INFINITIVE_ES}`,
    `(?:es|son|sea|seria|sera|resulta|resultaria|considera|consideran|considero|consideraron|estima|estimo|parece|hace)\\s+(?:\\p{L}+\\s+){0,2}?(?:${EVALUATIVE_ES})\\s+(?:que|${INFINITIVE_ES})`,
    `(?:conviene|convendria|urge|cabria|hace falta|haria falta)\\s+(?:que|${INFINITIVE_ES})`,
    `se (?:requiere|requieren|necesita|necesitan|precisa)\\s+(?:que|${INFINITIVE_ES})`,
    `(?:necesitan?|necesitamos|requieren?)\\s+${INFINITIVE_ES}`,
  ],
  proposal: [
    "recomiend[ao]n?|recomend(?:o|aron|amos|aba|aban|aria|arian)",
    "(?:ha|han|hemos|fue|fueron) (?:recomendado|propuesto|sugerido|planteado|solicitado|pedido|instado|exhortado)",
    "propon(?:e|en|emos|ia|ian|dra|dran|dria)|propus(?:o|ieron)",
    "sugier[ae]n?|sugir(?:io|ieron)|suger(?:imos|iria)",
    "se plante(?:a|an|o|aron)|plante(?:o|aron)",
    "inst(?:a|an|o|aron|amos)|exhort(?:a|an|o|aron|amos)|urgi(?:o|eron)",
    "rueg(?:o|a|an)|rog(?:o|aron) (?:a|que)|solicit(?:a|an|o|aron|amos)|pid(?:e|en|io|ieron)|ped(?:imos)|exigi(?:o|eron)|demand(?:o|aron)",
    `invit(?:a|an|o|aron|amos) al? (?:\\p{L}+,?\\s+){1,12}?a ${INFINITIVE_ES}`,
    `(?:alient|anim)(?:a|an|o|aron|amos) al? |alent(?:o|aron) al? `,
    `(?:hac|hic|hiz)\\p{L}+ un (?:\\p{L}+ )?llamad[oa]|llam(?:a|an|o|aron|amos) al? (?:\\p{L}+,?\\s+){0,10}?(?:a )?${INFINITIVE_ES}`,
    "abog(?:a|an|o|aron|amos) por|aconsej(?:a|an|o|aron)",
    "(?:respald|apoy|secund)(?:a|an|o|aron)\\b[^.]{0,240}\\b(?:siempre que|siempre y cuando|a condicion de que)",
    `(?:acord|decid|convin)(?:o|io|aron|ieron|amos|imos)\\s+${INFINITIVE_ES}|se (?:acordo|acuerda|convino|decidio)\\s+(?:que|${INFINITIVE_ES})`,
  ],
  commitment: [
    "(?:se|nos|me) compromet(?:e|en|io|ieron|emos|imos|era|eran|o)|(?:se|nos) (?:ha|han|hemos) comprometido",
    `ofrec(?:e|en|io|ieron|emos)\\s+(?:\\p{L}+\\s+){0,2}?${INFINITIVE_ES}|ofrec(?:e|en|io|ieron|emos)\\s?:|(?:se|nos) ofrec(?:e|en|io|ieron|emos) a|ofrec(?:e|en|io|ieron) (?:asistencia|apoyo|ayuda|capacitacion|becas|cooperacion)`,
    "(?:se|nos) encargar(?:a|an|emos) de",
  ],
  lookalikes: [
    "deb\\p{L}+ (?:de )?haber(?:se)? (?:sido|\\p{L}+(?:ado|ido|cho|sto|rto))",
    "(?:tiene|tienen) que ver",
    `(?:es|seria|resulta) (?:\\p{L}+ )?(?:${EVALUATIVE_ES}) ${MENTION_ES}`,
    "(?:personas|quienes|migrantes|personas migrantes) (?:que )?(?:solicit|pid)\\p{L}+",
    "(?:solicit|pid)\\p{L}+ (?:el )?(?:asilo|refugio|proteccion internacional|visas?|permisos?|la palabra)",
    "(?:datos?|cifras?|estudios?|resultados?|evidencias?|encuestas?|indicador(?:es)?|estadisticas?|tendencias?|analisis|experiencias?)(?: \\p{L}+){0,4}? (?:sugier|sugir|recomiend|plante)\\p{L}+",
    "plante(?:a|an|o|aron) (?:\\p{L}+ )?(?:retos?|desafios?|problemas?|interrogantes?|preguntas?|dificultades|riesgos?|dudas)",
    "que habia[n]? \\p{L}+|habia[n]? (?:\\p{L}+ )?\\p{L}+(?:ado|ido|puesto)",
    "(?:segun|como) (?:lo )?(?:recomiend|recomend|propon|sugier|solicit)\\p{L}+",
    "medidas? solicitadas?",
    "en (?:el )?(?:ano )?(?:19|20)\\d\\d,? se (?:sugirio|propuso|recomendo|planteo|solicito|pidio)",
    "invit(?:a|o|an|aron) al? .{1,80}? a (?:reanudar|tomar|hacer uso|presentar|iniciar|continuar|formular|intervenir|comentar)",
  ],
};

const ENGLISH: KindCues = {
  obligation: [
    "should|ought to|must|shall",
    "needs? to(?! know)|(?:has|have) to \\p{L}+",
    "(?:is|are|be|remains|was|were|considered it|deemed it|it) (?:\\p{L}+ )?(?:necessary|essential|imperative|crucial|vital|critical|advisable|fundamental|urgent|desirable|indispensable|important|key|paramount) (?:to|that|for \\p{L}+.{0,60}? to)",
    "(?:is|are) to be \\p{L}+ed",
  ],
  proposal: [
    "recommend(?:s|ed)?|propos(?:es?|ed)|suggest(?:s|ed)?|urg(?:es?|ed)|exhort(?:s|ed)?",
    "call(?:s|ed)? (?:up)?on|call(?:s|ed)? for|appeal(?:s|ed)? (?:to|for)",
    "encourag(?:es?|ed) .{1,120}? to \\p{L}+|invit(?:es?|ed) .{1,120}? to \\p{L}+",
    "request(?:s|ed) (?:that|the|to|an?|support|assistance|member|delegations?|states)|requested:",
    "(?:i|we) (?:also |would )?(?:ask|request|invite|encourage|appeal|call)",
    "ask(?:s|ed) (?:.{0,120}?\\b)?(?:to|that|for)\\b",
    "advis(?:es?|ed) (?:that|the|against|member|states)|advocat(?:es?|ed)|press(?:es|ed) for|demanded (?:that|an?|the|more|better)",
    "agreed to \\p{L}+|decided to \\p{L}+|it was agreed (?:that|to)",
    "would, at the (?:proposal|request|suggestion) of",
  ],
  commitment: [
    "commit(?:s|ted)?(?: itself| themselves| himself| herself| ourselves)? to|undert(?:akes?|ook) to|undertook|pledg(?:es?|ed)|promis(?:es?|ed) to",
    "(?:i|we) offer(?: to|:)|offer(?:s|ed):|offer(?:s|ed) (?:to \\p{L}+|\\d|its|training|support|assistance)",
    "announc(?:es|ed) (?:that )?[^.;]{0,100}?\\b(?:would|will)\\b",
    "we will|we shall",
  ],
  lookalikes: [
    "must have \\p{L}+|should have (?:been|\\p{L}+ed)\\b",
    "should be (?:noted|stressed|recalled|mentioned|pointed out|emphasi[sz]ed|highlighted|remembered|recognized)",
    "(?:important|necessary|essential|worth) to (?:note|highlight|mention|recall|stress|remember|underline|point out|recognize)",
    "(?:had|having|as|already|previously)(?: \\p{L}+)? (?:been )?(?:recommended|proposed|suggested|requested|asked|urged|called for|invited|encouraged|committed)(?: for| by)?",
    "(?:the|an?|its|their|this|these|those|his|her|all|any|newly) (?:recommended|proposed|suggested|requested|required|so-called)\\b",
    "(?:recommended|proposed|suggested|requested) by",
    "(?:asked|asks|requested|requests) (?:for )?(?:the floor|to speak|to take the floor)",
    "asked (?:about|whether|how|what|why|when|where|if|who|which)",
    "(?:data|figures|studies|study|results|evidence|survey|surveys|estimates|indicators|research)(?: \\p{L}+){0,4}? (?:suggest|recommend|propose)(?:s|ed)?",
    "nobody (?:had )?asked for",
    "invit(?:es?|ed) .{1,80}? to (?:take the floor|speak|comment|resume|introduce|present|make)",
  ],
};

const EVALUATIVE_PT =
  "(?:necessari|prioritari|imperativ|precis|oportun)[oa]s?|fundamenta(?:l|is)|imprescindive(?:l|is)|indispensave(?:l|is)|convenientes?|urgentes?|importantes?|essencia(?:l|is)|vita(?:l|is)|crucia(?:l|is)|recomendave(?:l|is)|desejave(?:l|is)";

const PORTUGUESE: KindCues = {
  obligation: [
    `dev(?:e|em|emos|era|erao|eria|eriam|eriamos)(?:-se)?${ENUMERATED}\\s+${BETWEEN_ES.replace("a |al ", "a |ao |o |os ")}${INFINITIVE_PT}`,
    `(?:tem|temos|tera|terao|teria|teriam) (?:que|de) ${INFINITIVE_PT}`,
    `(?:ha|havera|haveria) que ${INFINITIVE_PT}|(?:precisa|precisam|precisamos) (?:de )?${INFINITIVE_PT}`,
    `(?:e|sao|seja|seria|sera|considera|consideram|considerou|considera-se|torna-se|faz-se)\\s+(?:\\p{L}+\\s+){0,2}?(?:${EVALUATIVE_PT})\\s+(?:que|${INFINITIVE_PT})`,
    `(?:convem|conviria|cabe|urge)\\s+(?:que|${INFINITIVE_PT})`,
    `(?:necessitam?|requer(?:em)?)(?:-se)? (?:que|${INFINITIVE_PT})`,
  ],
  proposal: [
    "recomend(?:a|am|ou|aram|amos)(?:-se)?|propo(?:e|em|s)(?:-se)?|propuseram|propomos|suger(?:e|em|iu|iram|imos)(?:-se)?",
    "(?:foi|foram|tem) (?:recomendado|proposto|sugerido|solicitado|pedido)",
    "inst(?:a|am|ou|aram|amos)|exort(?:a|am|ou|aram|amos)|solicit(?:a|am|ou|aram|amos)(?:-se)?|ped(?:e|em|iu|iram|imos)|exig(?:iu|iram)",
    `(?:convid|encoraj|incentiv|anim)(?:a|am|ou|aram|amos) (?:a|o|as|os|aos?) (?:\\p{L}+,?\\s+){1,12}?a ${INFINITIVE_PT}`,
    "conclam(?:a|am|ou|aram)|apel(?:a|am|ou|aram) (?:a|ao|aos|as|para)|(?:faz|fez|fizeram) um (?:apelo|chamado)|defend(?:e|em|eu|eram) que",
    `(?:decid|acord)(?:iu|iram|ou|aram) ${INFINITIVE_PT}|(?:decidiu-se|acordou-se)`,
  ],
  commitment: [
    "compromet(?:e|em|eu|eram)-se|(?:se|nos) compromet(?:e|em|eu|eram|emos)|comprometemo-nos|assumi(?:u|ram) o compromisso",
    `oferec(?:e|em|eu|eram|emos)\\s?:|oferec(?:e|em|eu|eram)-se|(?:se) oferec(?:e|em|eu|eram)|oferec(?:e|em|eu|eram) ${INFINITIVE_PT}`,
    "encarregar-se-(?:a|ao)|(?:se encarregara|se encarregarao)",
  ],
  lookalikes: [
    "dev\\p{L}+ (?:ter|haver)(?:-se)? (?:sido|\\p{L}+(?:ado|ido))",
    "(?:tem|temos) (?:que|a) ver",
    `(?:e|seria) (?:\\p{L}+ )?(?:${EVALUATIVE_PT}) (?:ressaltar|destacar|assinalar|mencionar|recordar|lembrar|sublinhar|notar)`,
    "(?:tinha|tinham|havia|haviam) (?:\\p{L}+ )?\\p{L}+(?:ado|ido|posto)",
    "(?:dados|estudos?|resultados|evidencias?|pesquisas?)(?: \\p{L}+){0,4}? (?:suger|recomend|propo)\\p{L}+",
    "(?:pessoas|quem|migrantes) (?:que )?(?:solicit|ped)\\p{L}+|(?:solicit|ped)\\p{L}+ (?:o )?(?:asilo|refugio|vistos?)",
    "(?:segundo|como|conforme) (?:se )?(?:recomend|propo|suger)\\p{L}+",
  ],
};

const INFINITIVE_FR = "(?:s['’]|se |l['’]|les? |la |y |en |ne pas |n['’])?\\p{L}+(?:er|ir|re|oir)(?!\\p{L})";
const EVALUATIVE_FR =
  "necessaire|essentiel|indispensable|important|imperatif|fondamental|urgent|crucial|primordial|souhaitable|opportun|vital|prioritaire";

const FRENCH: KindCues = {
  obligation: [
    `(?:doit|doivent|devons|devra|devront|devrait|devraient|devrions)${ENUMERATED}\\s+(?:(?!a |au |aux |son |sa |ses |leur |le |la |les |un |une )\\p{L}+\\s+){0,3}?${INFINITIVE_FR}`,
    "il (?:faut|faudra|faudrait|convient|conviendrait|importe|incombe|appartient) ",
    `(?:est|sont|serait|soit|juge|estime|considere) (?:\\p{L}+ ){0,2}?(?:${EVALUATIVE_FR})e?s? (?:de|d['’]|que|qu['’])`,
    "(?:a|ont|aura|auront) l['’]obligation de|(?:a|ont) besoin de (?=\\p{L}+(?:er|ir|re)\\b)",
  ],
  proposal: [
    "(?:a|ont|avons|est|ete|sont|il est) (?:(?!la |une |cette |sa |leur |toute )\\p{L}+ )?(?:recommande|propose|suggere|exhorte|prie|demande|preconise|appele a|invite|encourage|plaide|sollicite|reclame)",
    "recommand(?:e|ent|ons)(?!\\p{L})|propos(?:e|ent|ons)(?!\\p{L})|suggere(?:nt)?|suggerons|exhorte(?:nt)?|exhortons|preconise(?:nt)?|plaide(?:nt)? (?:pour|en faveur)",
    "(?<!(?:la|une|de|cette|leur|sa|toute|chaque|par) )demand(?:e|ent|ons) (?:que|qu['’]|au|aux|a ce que|a la|de|d['’])",
    "(?:lance|lancent|a lance|ont lance) un appel|appell?(?:e|ent|ons) (?:a|au|aux|les|l['’])|pri(?:e|ent|ons) (?:instamment |respectueusement )?(?:le|la|les|l['’])|sollicite(?:nt)?",
    "(?:invite|encourage)(?:nt)? (?:le|la|les|l['’]).{1,120}? (?:a|de|d['’])\\s?\\p{L}+",
    "(?:a|ont) (?:decide|convenu) de|insiste(?:nt)? pour que|(?:a|ont) insiste pour que",
  ],
  commitment: [
    "s['’](?:engage|engagent|est engage|etait engage)|se sont engage|nous nous engageons|(?:a|ont) pris l['’]engagement",
    "(?:offre|offrent|offrons|a offert|ont offert)\\s?:|(?:offre|offrent|offrons|a offert|ont offert) (?:de|d['’]|\\d)|s['’]est (?:dit|declare)e? pret|se chargera|se chargeront",
  ],
  lookalikes: [
    "(?:doit|doivent|devait) (?:avoir|etre) (?:ete )?(?:du|due)\\b|do(?:it|ivent) avoir (?:ete )?\\p{L}+e\\b",
    "(?:avait|avaient|ayant) (?:\\p{L}+ )?(?:ete )?(?:recommande|propose|suggere|demande|exhorte|invite|appele|preconise|sollicite)\\p{L}*",
    `(?:est|serait) (?:\\p{L}+ )?(?:${EVALUATIVE_FR}) de (?:noter|souligner|rappeler|relever|signaler|mentionner|preciser|remarquer)`,
    "il (?:convient|faut|importe) de (?:noter|souligner|rappeler|relever|signaler|mentionner|preciser)|il faut (?:noter|souligner|rappeler|dire)",
    "(?:donnees|etudes?|resultats|chiffres|enquetes?)(?: \\p{L}+){0,4}? (?:sugger|recommand)\\p{L}+",
    "(?:selon|comme) (?:le )?(?:recommand|propos|preconis)\\p{L}+",
    "ordre du jour (?:appelle|prevoit)|demand(?:e|ent|ons) la parole",
    "a propos|propose[es]* par|recommande[es]* par",
  ],
};

export const KIND_CUES: Readonly<Record<Language, KindCues>> = {
  es: SPANISH,
  en: ENGLISH,
  pt: PORTUGUESE,
  fr: FRENCH,
};

/** Bodies whose future acts are commitments where they are the subject of the sentence, over folded text. */
export const COMMITTING_SUBJECTS =
  "secretari\\p{L}*|secretariat|delegac\\p{L}+|delegation|delegacao|presiden\\p{L}+|chair|comite|committee|comissao|comision|commission|consejo|council|conseil|conselho|grupo(?: de trabajo| de trabalho)?|working group|groupe(?: de travail)?|gobierno|government|governo|gouvernement|mision|mission|missao|ministeri\\p{L}+|ministry|banco|bank|institut\\p{L}*|observator\\p{L}*|fundac\\p{L}+|foundation|fondation|federa(?:c|t)\\p{L}+|asociac\\p{L}+|associa(?:c|t)\\p{L}+|agenc\\p{L}+|agency|network|reseau";

/** The future of the third person, over text with its accents: folding would make "comprará" a past subjunctive. */
export const FUTURE_VERBS: Readonly<Record<Language, string>> = {
  es: "(?:se )?\\p{L}+(?:ará|erá|irá|rá|arán|erán|irán|rán)(?!\\p{L})",
  en: "(?:will|shall)\\s+(?!(?:be )?(?:able|likely))\\p{L}+",
  pt: "(?:se )?\\p{L}+(?:ará|erá|irá|rá|arão|erão|irão|rão)(?!\\p{L})",
  fr: "(?:se |s['’])?\\p{L}+(?:era|ira|ra|eront|iront|ront)(?!\\p{L})",
};
