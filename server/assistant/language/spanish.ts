import { type Wording, words } from "./wording.ts";

export const spanish: Wording = {
  functionWords:
    words(`a al algo alguien algun alguna algunas alguno algunos ante antes aquel aquella aquellas aquellos aqui asi aun
    aunque bajo bien cada como con contra cual cuales cualquier cuando cuanta cuantas cuanto cuantos de del desde
    donde dos e el ella ellas ello ellos en entonces entre era eran eres es esa esas ese eso esos esta estaba
    estado estan estar estas este esto estos fue fueron ha haber habia habian han hasta hay he hizo hubo la las le
    les lo los mas me mi mientras mis mucho muchos muy nada ni no nos nosotros nuestra nuestro o os otra otras
    otro otros para pero poco por porque pudo puede pueden pues que quien quienes se segun ser si sido siendo sin
    sobre solo son su sus tal tambien tan tanto te tenia tenian tiene tienen toda todas todavia todo todos tras tu
    tus un una unas uno unos usted ustedes y ya yo cuyo cuya durante mediante acerca respecto donde adonde mismo
    misma quiero quisiera favor dime dame cuentame haga hacia hace hacen tuvo sea sean fuera podria podrian debe
    estuvo iba hicieron`),
  tellingWords:
    words(`que cual cuales cuanto cuanta cuantos cuantas quien quienes donde cuando y el los las del hola gracias buenas
    buenos dias tardes resumen resume dijo recomendo segun sobre pais paises hay`),
  numberWords:
    words(`dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cuarenta cincuenta cien ciento
    cientos mil miles millon millones mitad tercio tercera cuarta doble triple decenas docena`),
  timeWords:
    words(`enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre lunes martes
    miercoles jueves viernes sabado domingo ayer hoy manana dia dias semana semanas mes meses ano anos trimestre
    semestre plazo hora horas siglo decada primavera verano otono invierno`),
  pronouns: words(`ella ellos ellas eso esto ello alli ahi dicho dicha su sus`),
  speakerPronouns: words(`ella ellos ellas`),
  exceptions: words("menos salvo excepto sin fuera aparte quitando"),
  farewells: words(`gracias adios chao hasta agradezco`),
  ordinals: {
    primero: 1,
    primera: 1,
    segundo: 2,
    segunda: 2,
    tercero: 3,
    tercera: 3,
    cuarto: 4,
    cuarta: 4,
    quinto: 5,
    quinta: 5,
    ultimo: -1,
    ultima: -1,
  },
};
