import { type Wording, words } from "./wording.ts";

export const english: Wording = {
  functionWords:
    words(`a about above after again all also am an and any anyone anything are as at be because been before being below
    between both but by can could did do does doing done down during each either ever every few for from further
    get give given had has have having he her here hers him his how i if in into is it its just kind like many may
    me might mine more most much my no nor not of off on once one only or other our ours out over own per please
    same she should so some someone something such tell than that the their theirs them then there these they
    thing things this those through to too under until up us very was we were what whatever when where whether
    which while who whom whose why will with within without would yet you your yours show list regarding
    concerning according know want need`),
  tellingWords:
    words(`what which who whom whose how when where why the of and is are did does do hello hi hey thanks thank good morning
    afternoon about with said say recommend summarize list all`),
  numberWords:
    words(`two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred hundreds
    thousand thousands million millions billion half third quarter double triple twice dozen dozens`),
  timeWords:
    words(`january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday yesterday today tomorrow day days week weeks month months year years quarter
    term deadline hour hours century decade spring summer autumn fall winter`),
  pronouns: words(`he she it they them this that those these his her their its there`),
  speakerPronouns: words(`she he they`),
  exceptions: words("except besides excluding without aside apart than"),
  farewells: words(`thanks thank bye goodbye cheers`),
  ordinals: { first: 1, second: 2, third: 3, fourth: 4, fifth: 5, last: -1 },
};
