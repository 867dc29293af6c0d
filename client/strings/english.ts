import { englishAnswerStrings } from "./english-answer.ts";
import { englishPageStrings } from "./english-page.ts";
import { englishRecordStrings } from "./english-record.ts";
import type { Strings } from "./strings.ts";

export const english: Strings = { ...englishPageStrings, ...englishAnswerStrings, ...englishRecordStrings };
