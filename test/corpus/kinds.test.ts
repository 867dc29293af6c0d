import { describe, expect, it } from "vitest";
import { openCountryLexicon } from "../../corpus/countries.ts";
import type { Language } from "../../corpus/document.ts";
import { leansOnPrevious } from "../../corpus/reading/context.ts";
import { createKindClassifier } from "../../corpus/reading/kinds.ts";

const countries = openCountryLexicon();

const RECOMMENDATIONS: readonly [Language, string][] = [
  ["es", "Por lo tanto, se deben promover acciones para que las personas permanezcan."],
  ["es", "La gestión del conocimiento debe basarse en datos."],
  ["es", "La migración debería ser voluntaria."],
  ["es", "Los Estados no deben, bajo ninguna circunstancia, cerrar las fronteras."],
  ["es", "Los pliegos deberían: a) dividir los contratos; b) fijar precios."],
  ["es", "Por último, es fundamental promover la participación."],
  ["es", "Se considera necesario que los bancos ofrezcan crédito."],
  ["es", "Hay que armonizar las normas."],
  ["es", "Desde la CSM, se ha propuesto actualizar el plan."],
  ["es", "La CRM ha propuesto el establecimiento de un Observatorio."],
  ["es", "Se plantea la revitalización de la troika ampliada."],
  ["es", "Instó a los gobiernos a instalar bebederos."],
  ["es", "Hizo un llamado a ratificar la Convención."],
  ["es", "Sus signatarios se comprometen a proteger los derechos."],
  ["es", "La Secretaría distribuirá el acta en mayo."],
  ["es", "Anunció que Japón prestará dos sensores."],
  ["es", "El Comité acordó crear un grupo."],
  ["en", "Every municipality should appoint an officer."],
  ["en", "Whistle-blowers must be protected by law."],
  ["en", "The Executive Secretary recommended that states designate a contact."],
  ["en", "It called upon Member States to sign."],
  ["en", "It is essential to harmonize the rules."],
  ["en", "Canada will contribute 12 million dollars."],
  ["en", "The Delegation requested that documents be distributed."],
  ["en", "Delegations were asked to hand in written proposals."],
  ["en", "Guatemala undertook to map unstable slopes."],
  ["pt", "Deve-se evitar um alfabeto único."],
  ["pt", "Diante disso, propomos criar um fundo."],
  ["pt", "É preciso harmonizar as normas."],
  ["pt", "O Canadá instou os Estados a respeitar a soberania."],
  ["pt", "A Secretaria distribuirá o projeto."],
  ["fr", "La Délégation recommande que les États créent des fonds."],
  ["fr", "Le Canada s’engage à verser 5 millions."],
  ["fr", "Les États doivent publier leurs statistiques."],
  ["fr", "Il convient de renforcer la coopération."],
  ["fr", "Elle a proposé un calendrier commun."],
];

const STATEMENTS: readonly [Language, string][] = [
  ["es", "España debe a la antigua confederación buena parte de su experiencia."],
  ["es", "La veeduría debe su origen a las denuncias de 2016."],
  ["es", "Debido a la sequía, la cosecha cayó."],
  ["es", "Los Estados tienen el deber de cooperar."],
  ["es", "Debe haber sido la lección más cara."],
  ["es", "Una misión había recomendado en 2019 revisar las tarifas."],
  ["es", "En 2018 se había sugerido entregar el dinero."],
  ["es", "La recomendación de 2017 fue retirada."],
  ["es", "Es importante resaltar a la CARICOM, que cuenta con un régimen propio."],
  ["es", "Es fundamental la atención humanitaria."],
  ["es", "Los datos sugieren una baja de la pobreza."],
  ["es", "Las personas que solicitan asilo esperan dos años."],
  ["es", "En este proceso se invitan a diferentes expertos."],
  ["es", "La ley obliga a los municipios a destinar el 30%."],
  ["es", "El presupuesto tiene que ver con la cobertura."],
  ["en", "It must have been the most expensive lesson."],
  ["en", "An audit had recommended two-step verification."],
  ["en", "The Mission welcomed the recommendations of the Secretariat."],
  ["en", "The proposed treaty was not discussed."],
  ["en", "Asked about cost, the representative said that it was low."],
  ["en", "Relief goods that nobody had asked for filled the port."],
  ["en", "It should be noted that prices fell."],
  ["en", "Uruguay confirmed that the next meeting will take place in Montevideo."],
  ["en", "The data suggest that incomes fell."],
  ["pt", "O atraso deve-se à chuva."],
  ["pt", "A recomendação de traduzir a Constituição foi atendida."],
  ["pt", "A missão havia recomendado a mudança."],
  ["fr", "Il est essentiel de rappeler que la loi a été révisée."],
  ["fr", "Le rapport avait recommandé une réforme."],
  ["fr", "La demande d’asile prend deux ans."],
  ["fr", "Les données suggèrent une baisse."],
];

describe("telling recommendations from other statements", () => {
  it.each(RECOMMENDATIONS)("[%s] takes as a recommendation: %s", (language, text) => {
    expect(createKindClassifier(language, countries).isRecommendation(text)).toBe(true);
  });

  it.each(STATEMENTS)("[%s] takes as a statement: %s", (language, text) => {
    expect(createKindClassifier(language, countries).isRecommendation(text)).toBe(false);
  });

  it("knows lines that introduce recommendations, and lines that report on them", () => {
    const { introducesRecommendations } = createKindClassifier("es", countries);
    expect(introducesRecommendations("Las recomendaciones que comparten se enfocan en:")).toBe(true);
    expect(introducesRecommendations("Las recomendaciones fueron cumplidas en tres áreas:")).toBe(false);
    expect(introducesRecommendations("Los motivos fueron tres:")).toBe(false);
  });
});

describe("leaning on the passage before", () => {
  it.each<[Language, string]>([
    ["es", "Como resultado, se conformaron grupos."],
    ["es", "Es por esta razón, que nace el MIRPS."],
    ["es", "En este sentido, los grupos avanzaron."],
    ["en", "For this reason, nothing was decided."],
    ["en", "It also offered training."],
    ["pt", "Diante disso, propomos um fundo."],
    ["fr", "À cet égard, elle a rappelé le plan."],
  ])("[%s] %s", (language, text) => {
    expect(leansOnPrevious(text, language)).toBe(true);
  });

  it.each<[Language, string]>([
    ["es", "La estructura tiene algo muy importante."],
    ["en", "Italy is one of the observers."],
    ["pt", "Estados membros reuniram-se."],
    ["fr", "Il faut agir."],
  ])("[%s] not %s", (language, text) => {
    expect(leansOnPrevious(text, language)).toBe(false);
  });
});
