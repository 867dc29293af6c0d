import type { Language } from "../document.ts";
import { foldText } from "../folding.ts";

/** Openings that make a passage lean on the one before it, over folded text. */
const LEANING: Readonly<Record<Language, string>> = {
  es: "como (?:resultado|consecuencia|tal)|en consecuencia|por (?:lo tanto|lo anterior|ello|eso|esta razon|este motivo|tanto|consiguiente)|es por (?:est[aeo]|ell?o|es[ao])|en (?:este|ese|dicho|tal) (?:sentido|contexto|marco|orden|aspecto)|en esa (?:linea|direccion)|en esta linea|para (?:lograr|alcanzar|conseguir|ello|eso|esto|tal fin|est[ae]|dich)|a tal (?:efecto|fin)|con (?:este|ese|dicho|tal) (?:fin|objetivo|proposito)|ante (?:esto|ello|esta situacion)|frente a (?:esto|ello)|asi(?:mismo|,| mismo| tambien| pues)?|de (?:esta|la misma|igual|esa) (?:manera|forma)|del mismo modo|igualmente|ademas|adicionalmente|por su parte|por otr[ao] (?:parte|lado)|sin embargo|no obstante|pese a ello|a pesar de ello|otro (?:aspecto|punto|elemento|tema)|otra (?:medida|iniciativa)|tambien|finalmente|por ultimo|al respecto|sobre (?:esto|ello|este (?:punto|tema))|est[aeo]s? |dich[oa]s? |est[oa]s |ello |lo anterior|se comprometio, ademas|desde entonces",
  en: "as a (?:result|consequence)|consequently|therefore|thus|hence|for (?:this|that|these) (?:reasons?|purpose)|that is why|it is for this reason|accordingly|in (?:this|that) (?:regard|respect|connection|context|sense|way|light)|to (?:this|that) end|to achieve (?:this|that)|with this (?:aim|in mind)|in (?:addition|response|turn)|additionally|moreover|furthermore|likewise|similarly|also|however|nevertheless|nonetheless|on the other hand|for (?:its|their|his|her) part|another (?:point|aspect|issue|measure)|finally|lastly|since then|(?:this|these|those|such|it|they|he|she) ",
  pt: "como (?:resultado|consequencia)|em consequencia|portanto|por (?:isso|isto|esta razao|essa razao|este motivo|conseguinte)|e por (?:isso|est[ae]|ess[ae])|nest[ea] (?:sentido|contexto|linha)|ness[ea] (?:sentido|contexto|linha)|diante (?:disso|disto|desse|deste|dessa)|para (?:isso|isto|tanto|alcancar|ess[ae]|est[ae])|com (?:esse|este) (?:fim|objetivo)|alem diss?[ot]o|ademais|assim(?:,| sendo| como)?|da mesma forma|do mesmo modo|igualmente|tambem|no entanto|contudo|porem|por outro lado|por sua (?:vez|parte)|outro (?:aspecto|ponto)|finalmente|por fim|a esse respeito|desde entao|ess[ea]s? |est[ea]s? |isso |isto ",
  fr: "par consequent|en consequence|c['’]est pourquoi|c['’]est pour cette raison|pour (?:cette raison|ce faire|cela|y parvenir)|dans ce(?:tte)? (?:sens|contexte|cadre|optique|perspective)|a cet (?:egard|effet)|a cette fin|ainsi|donc|en outre|de plus|par ailleurs|de meme|egalement|toutefois|cependant|neanmoins|pour sa part|de son cote|enfin|un autre (?:point|aspect)|depuis lors|ce(?:tte|s|t|la)? |elles? |ils? (?!faut|convient|importe|est )",
};

const LEANING_PATTERNS: Readonly<Record<Language, RegExp>> = {
  es: opening(LEANING.es),
  en: opening(LEANING.en),
  pt: opening(LEANING.pt),
  fr: opening(LEANING.fr),
};

function opening(words: string): RegExp {
  return new RegExp(`^[¿¡"“«(]*(?:${words})(?:(?<=\\s)|(?!\\p{L}))`, "u");
}

/** The passage cannot be understood without the one before it ("As a result…", "Es por esta razón…"). */
export function leansOnPrevious(text: string, language: Language): boolean {
  return LEANING_PATTERNS[language].test(foldText(text));
}
