import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import { findDates } from "../reading/dates.ts";
import type { TextBlock } from "../text-extractor.ts";
import { classifyParty } from "./parties.ts";
import { readPersonLine } from "./person-line.ts";

const MOST_BLOCKS = 8;
const LONGEST_LINE = 260;
const PREPARED =
  /^(?:(?:este |el presente |this |the present |o presente |le present )?(?:documento?|document|resumen|summary|resumo|acta|report|informe|relatorio|rapport|compte rendu|proces-verbal|memoria|minutes|notes?|nota|ata)\b.{0,20}\b(?:realizad|preparad|elaborad|redactad|prepared|drafted|issued|compiled|etabli|redig)|(?:prepared|drafted|issued|compiled|elaborad[oa]|preparad[oa]|redactad[oa]|redige|etabli|aprobad[oa]|approved|adopted)\b)/u;
const ADJOURNED =
  /(?:meeting|session|sitting)\b.{0,30}\b(?:rose|was adjourned|adjourned|was closed|closed|ended|concluded) at|se levant[oa] la sesion|es copia fiel|certified (?:true )?copy|copie conforme|copia fiel|(?:sesion|reunion)\b.{0,40}\b(?:se levanto|concluyo|finalizo|fue clausurada|se dio por)|(?:sessao|reuniao)\b.{0,40}\b(?:encerr|terminou|concluida)|(?:encerrou-se|foi encerrada) a (?:sessao|reuniao)|seance\b.{0,30}\b(?:est levee|a ete levee|a pris fin)|no further business|sin mas (?:asuntos|temas|que tratar)/u;
const END_MARK =
  /^(?:fin del? (?:documento|acta|resumen)|end of (?:the )?(?:document|record|transcript|minutes|summary|meeting|session)|fin de (?:la )?(?:sesion|grabacion|transcripcion|reunion)|fin de la (?:seance|reunion)|fim da (?:sessao|reuniao|gravacao)|fin du (?:compte rendu|proces-verbal)|fim do documento|fin du document|cc[.:]|anexos?\b|annex(?:es)?\b|original:)/u;

/** The index of the first block of the closing: place and date, authorship, signature, adjournment at a record's end. */
export function findClosing(blocks: readonly TextBlock[], from: number, countries: CountryLexicon): number {
  let first = blocks.length;
  let sure = blocks.length;
  for (let index = blocks.length - 1; index >= Math.max(from, blocks.length - MOST_BLOCKS); index -= 1) {
    const block = blocks[index];
    if (block === undefined || block.mark !== null || block.headingLevel !== null || block.form !== "prose") break;
    // A deadline in the last cell of a table is no place and date.
    if (block.cell !== null) break;
    if (block.text.length > LONGEST_LINE) break;
    if (isSureClosing(block, countries)) sure = index;
    else if (!isSignature(block, countries)) break;
    first = index;
  }
  // A name above the place and date may be signed there, but nothing says so: it closes only below them.
  return sure === blocks.length ? blocks.length : Math.max(first, sure);
}

function isSureClosing(block: TextBlock, countries: CountryLexicon): boolean {
  const folded = foldText(block.text).replace(/^\[[\d:.h\s]+\]\s*/u, "");
  const signed = /^(?:por|for|pour|pel[ao]) (?:(?:la|el|los|las|the|le|les|l['’]|o|a) ?)?/u.exec(folded);
  if (
    signed !== null &&
    !/[.;:]$/u.test(block.text) &&
    classifyParty(block.text.slice(signed[0].length), countries) !== null
  ) {
    return true;
  }
  if (PREPARED.test(folded) || ADJOURNED.test(folded) || END_MARK.test(folded)) return true;
  return isPlaceAndDate(block.text);
}

/** A date with no more than a few names around it: "Washington, D.C., 18 de mayo de 2023", "Secretaría, el 3 de junio…". */
function isPlaceAndDate(text: string): boolean {
  const [date, ...others] = findDates(text);
  if (date === undefined || others.length > 0) return false;
  const rest = `${text.slice(0, date.start)} ${text.slice(date.end)}`;
  const words = (rest.match(/[\p{L}.]+/gu) ?? []).filter((word) => !WEEKDAY_OR_LINK.test(foldText(word)));
  return words.length <= 8 && words.every((word) => /^\p{Lu}/u.test(word) || word.length <= 3);
}

const WEEKDAY_OR_LINK =
  /^(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|monday|tuesday|wednesday|thursday|friday|saturday|sunday|segunda|terca|quarta|quinta|sexta|feira|sabado|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|a|al|el|la|los|las|de|del|en|y|the|of|on|at|in|and|le|les|du|des|d|l|o|os|as|do|da|dos|das|em|no|na|e|et|fecha|date|data|dated|fait|feito|hecho|dado|done)\.?$/u;

function isSignature(block: TextBlock, countries: CountryLexicon): boolean {
  if (/[;:]$/u.test(block.text) || block.text.length > 160) return false;
  if (/@|https?:|www\.|tel[.:e]|fax/iu.test(block.text)) return true;
  if (/\p{Ll}{3,}\.$/u.test(block.text) && block.text.split(/\s+/u).length > 8) return false;
  return (
    classifyParty(block.text, countries) !== null ||
    readPersonLine(block.text, countries) !== null ||
    block.text.length <= 60
  );
}
