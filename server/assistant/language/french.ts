import { type Wording, words } from "./wording.ts";

export const french: Wording = {
  functionWords:
    words(`a ai aient alors apres as au aucun aussi autre autres aux avait avant avec avez avoir avons c ce cela celle celles
    celui ces cet cette ceux chaque chez ci comme comment contre d dans de depuis des du elle elles en encore
    entre es est et etaient etait ete etre eu eux il ils j je jusque l la le les leur leurs lors lui m ma mais me
    meme mes moi mon n ne ni nos notre nous on ont ou par parmi pas pendant peu peut plus plusieurs pour pourquoi
    qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera ses si son sont sous sur t ta te tes
    toi ton tous tout toute toutes tres tu un une vers vos votre vous y dit combien`),
  tellingWords: words(
    `quel quelle quels quelles qui ou quand combien est les des une et bonjour merci dit pourquoi comment`,
  ),
  numberWords:
    words(`deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante cent cents mille
    million millions milliard moitie tiers quart double triple dizaine douzaine`),
  timeWords:
    words(`janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi
    vendredi samedi dimanche hier demain jour jours semaine semaines mois an ans annee annees trimestre semestre
    delai heure heures`),
  pronouns: words(`il elle ils elles cela ca leur leurs sa ses`),
  speakerPronouns: words(`il elle ils elles`),
  exceptions: words("sauf hormis excepte sans outre"),
  farewells: words(`merci revoir adieu`),
  ordinals: { premier: 1, premiere: 1, deuxieme: 2, troisieme: 3, quatrieme: 4, dernier: -1, derniere: -1 },
};
