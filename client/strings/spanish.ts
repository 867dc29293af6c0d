import { spanishAnswerStrings } from "./spanish-answer.ts";
import { spanishPageStrings } from "./spanish-page.ts";
import { spanishRecordStrings } from "./spanish-record.ts";
import type { Strings } from "./strings.ts";

export const spanish: Strings = { ...spanishPageStrings, ...spanishAnswerStrings, ...spanishRecordStrings };
