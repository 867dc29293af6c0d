import type { Language } from "../../corpus/document.ts";

/**
 * Words without content of their own, folded, by language. They tell a question's language and are left out of its
 * topic and of the lexical search.
 */
const lists: Readonly<Record<Language, string>> = {
  es: `a al algo alguien algun alguna algunas alguno algunos ante antes aquel aquella aquellas aquellos aqui asi aun aunque
    bajo bien cada como con contra cual cuales cualquier cuando cuanta cuantas cuanto cuantos de del desde donde dos e el
    ella ellas ello ellos en entonces entre era eran eres es esa esas ese eso esos esta estaba estado estan estar estas
    este esto estos fue fueron ha haber habia habian han hasta hay he hizo hubo la las le les lo los mas me mi mientras
    mis mucho muchos muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque pudo
    puede pueden pues que quien quienes se segun ser si sido siendo sin sobre solo son su sus tal tambien tan tanto te
    tenia tenian tiene tienen toda todas todavia todo todos tras tu tus un una unas uno unos usted ustedes y ya yo cuyo
    cuya durante mediante acerca respecto donde adonde mismo misma quiero quisiera favor dime dame cuentame haga hacia
    hace hacen tuvo sea sean fuera podria podrian debe estuvo iba hicieron`,
  en: `a about above after again all also am an and any anyone anything are as at be because been before being below
    between both but by can could did do does doing done down during each either ever every few for from further get
    give given had has have having he her here hers him his how i if in into is it its just kind like many may me might
    mine more most much my no nor not of off on once one only or other our ours out over own per please same she should
    so some someone something such tell than that the their theirs them then there these they thing things this those
    through to too under until up us very was we were what whatever when where whether which while who whom whose why
    will with within without would yet you your yours show list regarding concerning according know want need`,
  pt: `a ao aos algum alguma algumas alguns ante antes aquela aquele aqueles aquilo as ate com como contra cada cerca da
    das de dela dele deles depois desde do dos e ela elas ele eles em entre era eram essa esse esses esta estao estas
    estava este estes estou eu foi foram ha isso isto ja la lhe lhes mais mas me mesmo meu minha muito na nas nao nem no
    nos nossa nosso num numa o os ou para pela pelas pelo pelos per pode podem pois por porque qual quais quando quanta
    quantas quanto quantos que quem se seja sem ser seu seus sido sob sobre sua suas tal tambem tem teve tinha toda todas
    todo todos tu um uma umas uns voce voces onde disse sao`,
  fr: `a ai aient alors apres as au aucun aussi autre autres aux avait avant avec avez avoir avons c ce cela celle celles
    celui ces cet cette ceux chaque chez ci comme comment contre d dans de depuis des du elle elles en encore entre es
    est et etaient etait ete etre eu eux il ils j je jusque l la le les leur leurs lors lui m ma mais me meme mes moi
    mon n ne ni nos notre nous on ont ou par parmi pas pendant peu peut plus plusieurs pour pourquoi qu quand que quel
    quelle quelles quels qui quoi s sa sans se selon sera ses si son sont sous sur t ta te tes toi ton tous tout toute
    toutes tres tu un une vers vos votre vous y dit combien`,
};

const sets: Readonly<Record<Language, ReadonlySet<string>>> = {
  es: new Set(lists.es.split(/\s+/u)),
  en: new Set(lists.en.split(/\s+/u)),
  pt: new Set(lists.pt.split(/\s+/u)),
  fr: new Set(lists.fr.split(/\s+/u)),
};

export function isFunctionWord(folded: string, language: Language): boolean {
  return sets[language].has(folded);
}
