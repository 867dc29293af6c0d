import { foldText } from "../folding.ts";

/** Headings that many records share, over folded text. */
const RECOMMENDATIONS =
  /^(?:\p{L}+ ){0,2}?(?:recomendacion(?:es)?|recommendations?|recomendacao|recomendacoes|recommandations?|propuestas?|proposals?|propostas?|propositions?|compromisos?|commitments?|compromissos?|engagements?)(?!\p{L})/u;
/** The same by what was done, and only as the whole of a short label: "Asked for", "Se solicitó", "Qué pidió o propuso". */
const REQUESTS =
  /^(?:(?:los |the |main |principales )?(?:pedidos?|peticion(?:es)?|solicitud(?:es)?|solicitacoes|demandes?|requests?|asks)|(?:que |se |what (?:was |it |they )?|o que )?(?:pidio|pidieron|propuso|propusieron|solicito|solicitaron|solicita|solicitado|recomendo|recomendaron|recomienda|pide|propone|pediu|pediram|propos|propoe|recomendou|asked(?: for)?|asks for|proposed|requested|recommended)(?: (?:o|y|e|or|and) (?:propuso|pidio|recomendo|solicito|proposed|requested|recommended|propos|recomendou))?|ce qui (?:est|a ete) (?:demande|propose)|(?:il|elle|on) (?:demande|propose|recommande)|a demande|a propose)$/u;
/** What makes such a heading name more than recommendations, or a matter about them. */
const MORE_THAN_RECOMMENDATIONS =
  /puntos|points|conclus|resumen|resumo|summary|resume|observac|comentario|interven|statements|declarac|follow|seguimiento|acompanhamento|suivi|implement|aplicac|cumplimiento|compliance|progress|avances|status|estado de|prior|previous|anteriores/u;
const AGREEMENTS =
  /^(?:(?:principales |main |key )?(?:acuerdos|agreements|acordos|accords|decisiones|decisions|decisoes)(?: y compromisos)?|proximos pasos|next steps|proximos passos|prochaines etapes|acuerdan|acordaron|resuelven|deciden|resuelve|decide|agree|resolve|decides?|acordam|resolvem|decidem|acciones(?: a seguir)?|actions?(?: points)?|follow-up actions)$/u;
const SUBHEADINGS =
  /^(?:(?:los |las |the |os |as |les )?(?:principales |main |key |principais )?(?:puntos(?: principales| clave| destacados)?|points|key points|pontos(?: principais)?|mensajes(?: clave)?|messages|mensagens|temas|topics|desafios|retos|challenges|defis|avances|progress|advances|logros|achievements|acuerdos|agreements|acordos|accords|conclusiones|conclusions|conclusoes|proximos pasos|next steps|proximos passos|prochaines etapes|oportunidades|opportunities|buenas practicas|good practices|boas praticas|bonnes pratiques|lecciones aprendidas|lessons learned|contexto|context|contexte|antecedentes|background|resumen|summary|resumo|comentarios|comments|preguntas(?: y respuestas)?|questions(?: and answers)?|debate|discussion|dialogo))$/u;
const OPENINGS =
  /^(?:introduccion|introduction|introducao|antecedentes|background|apertura|opening|abertura|ouverture|inauguracion|contexto|context|desarrollo|i\. |resumen ejecutivo|executive summary|bienvenida|welcome|(?:primer[ao]?|segund[ao]|premiere?|primeir[ao]) (?:panel|sesion|parte|punto|tema|asunto|point|ponto|item|partie|sessao|seance|bloque|bloco)|first (?:panel|session|part)|(?:agenda )?item \d+|(?:punto|tema|asunto|point|ponto|item) \d+|panel|bloque|bloco|bloc|(?:sesion|session|sessao|seance|mesa|modulo|module|part|parte|partie|segment|segmento) (?:\d+|[ivx]+|one|two|uno|una|um|uma|une))(?!\p{L})/u;

function keyOf(text: string): string {
  return foldText(text)
    .replace(/^[¿¡\s]+|[\s.:;?!]+$/gu, "")
    .trim();
}

/** "Recomendaciones:", "Key recommendations": what follows are recommendations. Not "Recommendations and main points". */
export function isRecommendationsLabel(text: string): boolean {
  const key = keyOf(text);
  return key.length <= 70 && (REQUESTS.test(key) || RECOMMENDATIONS.test(key)) && !MORE_THAN_RECOMMENDATIONS.test(key);
}

/** "Acuerdos", "Next steps": what follows commits to action where it is put as an action ("Constituir…"), and reports elsewhere. */
export function isAgreementsLabel(text: string): boolean {
  return AGREEMENTS.test(keyOf(text));
}

/** A heading inside a speaker's part, such as "Principales puntos:" or "Recommendations". */
export function isSubheadingLabel(text: string): boolean {
  return isRecommendationsLabel(text) || SUBHEADINGS.test(keyOf(text));
}

/** The matter of an agenda heading, without "Tema 3:" or "Agenda item 4 –" in front. */
export function agendaTopic(text: string): string {
  const label =
    /^(?:tema|(?:agenda )?item|punto|asunto|point|ponto|subject)(?: (?:del (?:temario|orden del dia)|de l['’]ordre du jour|de la agenda|da (?:agenda|ordem do dia|pauta)|of the agenda))? ?(?:n[o°º.]* ?)?[\divx]+(?:\.\d+)*(?: (?:del (?:temario|orden del dia)|de l['’]ordre du jour|de la agenda|da (?:agenda|ordem do dia|pauta)|of the agenda))? ?[:.–—-] /u.exec(
      foldText(text),
    );
  return text.slice(label?.[0].length ?? 0).replace(/[\s.:;]+$/u, "");
}

/** "ACUERDAN:", "CONSIDERANDO:", "RECOMIENDAN a los gobiernos:" head the articles of a declaration, and are no topics. */
export function isEnactingLine(text: string): boolean {
  return /^(?:\p{Lu}*(?:AN|EN|NDO|ANT)|AGREE|RESOLVE|RECOMMEND\p{Lu}*|DECIDE|DECLARE|REQUEST\p{Lu}*|\p{Lu}+ING)(?!\p{L}).*:$/u.test(
    text,
  );
}

/** "Moderator: Ms. …" tells who presides over what follows, and not what it is about. */
export function isOfficersLine(text: string): boolean {
  return /^(?:moder\p{L}+|facilita\p{L}+|presid\p{L}+|chair\p{L}*|co-?chairs?|relator\p{L}*|rapporteur\p{L}*|panelistas?|panell?ists?|ponentes?|speakers?|oradores|expositores)\s*:/u.test(
    foldText(text),
  );
}

/** A heading that begins a record's body: "Introducción", "Opening", "Panel 1". */
export function isOpeningLabel(text: string): boolean {
  return OPENINGS.test(keyOf(text));
}

const NAMES_NO_SPEAKER =
  /^(?:to|para|a|cc|pour|date|fecha|data|lugar|place|lieu|local|tema|topic|asunto|assunto|subject|sujet|objet|on|sobre|sur|re|ref|present|presentes?|absent|ausentes?|preside|presiden|asisten?|inasisten|concurren|comparecen|excusan|witness(?:es)?)(?!\p{L})/u;

/** "To", "Date", "Subject": what a labelled line is about, and nobody who speaks. @param folded As `foldText` gives it. */
export function namesNoSpeaker(folded: string): boolean {
  return NAMES_NO_SPEAKER.test(folded);
}

const ORDINAL =
  "(?:primer|segund|tercer|cuart|quint|sext|septim|octav|noven|decim|undecim|duodecim|primeir|terceir|quart|setim|oitav|non)[oa]|premiere?|deuxieme|troisieme|quatrieme|cinquieme|sixieme|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth|fifth|sixth";
const ORDINAL_ALONE = new RegExp(`^(?:${ORDINAL})$`, "u");
const ORDINAL_ITEM = new RegExp(`^(?:${ORDINAL})\\.\\s?[-–—]+\\s`, "u");

/** "PRIMERO", "Segunda": a place in a series, and no name. */
export function isOrdinal(text: string): boolean {
  return ORDINAL_ALONE.test(foldText(text));
}

/** "PRIMERO.- …": an item of an agenda or of a decision. @param folded As `foldText` gives it. */
export function isOrdinalItem(folded: string): boolean {
  return ORDINAL_ITEM.test(folded);
}

/** Whether words before a colon or in capitals name a part, a matter or a deed, and nobody who speaks. */
export function isLabel(text: string): boolean {
  return (
    /^[IVXLC]+$/u.test(text) ||
    isSubheadingLabel(text) ||
    isAgreementsLabel(text) ||
    isOpeningLabel(text) ||
    namesNoSpeaker(foldText(text))
  );
}
