import { type Wording, words } from "./wording.ts";

export const portuguese: Wording = {
  functionWords:
    words(`a ao aos algum alguma algumas alguns ante antes aquela aquele aqueles aquilo as ate com como contra cada cerca da
    das de dela dele deles depois desde do dos e ela elas ele eles em entre era eram essa esse esses esta estao
    estas estava este estes estou eu foi foram ha isso isto ja la lhe lhes mais mas me mesmo meu minha muito na
    nas nao nem no nos nossa nosso num numa o os ou para pela pelas pelo pelos per pode podem pois por porque qual
    quais quando quanta quantas quanto quantos que quem se seja sem ser seu seus sido sob sobre sua suas tal
    tambem tem teve tinha toda todas todo todos tu um uma umas uns voce voces onde disse sao`),
  tellingWords: words(
    `qual quais quanto quanta quantos quantas quem onde nao uma em do dos da das ola obrigado obrigada voce sao`,
  ),
  numberWords:
    words(`dois duas tres quatro cinco seis sete oito nove dez onze doze quinze vinte trinta quarenta cinquenta cem cento mil
    milhao milhoes metade terco quarto dobro duzia`),
  timeWords:
    words(`janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro segunda terca quarta
    quinta sexta sabado domingo ontem hoje amanha dia dias semana semanas mes meses ano anos trimestre semestre
    prazo hora horas`),
  pronouns: words(`ele ela eles elas isso isto seu sua seus suas dele dela ali`),
  speakerPronouns: words(`ele ela eles elas`),
  exceptions: words("exceto menos salvo sem fora"),
  farewells: words(`obrigado obrigada tchau adeus`),
  ordinals: { primeiro: 1, primeira: 1, segundo: 2, segunda: 2, terceiro: 3, terceira: 3, ultimo: -1, ultima: -1 },
};
