/**
 * How secretariats name who speaks, in Spanish, English, Portuguese and French. Every entry is a fragment of a regular
 * expression over folded text (small letters, no accents). Data, to be read and extended by hand.
 */

/** What opens a speaker's part: "Intervención de…", "Statement by…". Types of whole documents (minutes, report) are not among them. */
export const SPEECH_NOUNS = [
  "intervencion(?:es)?",
  "apertura|opening|abertura|ouverture|cierre|closing|cloture|encerramento|clausura|bienvenida|welcome",
  "declaracion(?:es)?",
  "presentacion(?:es)?",
  "palabras",
  "discurso",
  "exposicion(?:es)?",
  "ponencia",
  "alocucion",
  "comentarios?",
  "observaciones",
  "pronunciamiento",
  "mensaje",
  "aportes?",
  "participacion",
  "respuestas?",
  "replica",
  "reflexiones",
  "recomendaciones",
  "propuestas",
  "conclusiones",
  "(?:principales )?puntos(?: principales)?",
  "statements?",
  "remarks?",
  "interventions?",
  "presentations?",
  "speech",
  "address",
  "comments?",
  "observations?",
  "contributions?",
  "response",
  "reply",
  "message",
  "words",
  "points",
  "recommendations",
  "proposals",
  "conclusions",
  "intervencao|intervencoes",
  "declaracao|declaracoes",
  "declarations?",
  "apresentacao|apresentacoes",
  "palavras",
  "exposicao",
  "comentarios?",
  "pronunciamento",
  "manifestacao",
  "mensagem",
  "contribuicao|contribuicoes",
  "resposta",
  "fala",
  "recomendacoes",
  "conclusoes",
  "allocution",
  "expose",
  "commentaires?",
  "reponse",
  "propos",
  "recommandations",
  "mot",
] as const;

/** Of the speech nouns, those that name what the part is about and not only that somebody spoke. */
export const TOPICAL_SPEECH = "conclusiones|conclusions?|conclusoes";

/** Words that may stand before a speech noun: "Segunda intervención", "Opening remarks". */
export const SPEECH_QUALIFIERS = [
  "la|el|las|los|the|a|as|o|os|le|les",
  "primer[ao]?|segund[ao]|tercer[ao]?|nuev[ao]|otra|ultim[ao]|breve|inicial|final|principales|key|main",
  "first|second|third|opening|closing|introductory|preliminary|final|general|further|brief|welcome|welcoming|concluding",
  "summary of(?: the)?|resumen de(?: la| las)?|resumo d[ao]s?|resume (?:de la|des)",
  "primeir[ao]|terceir[ao]|primera|premier|premiere|deuxieme|seconde?|troisieme|nouvelle|derniere|breve",
] as const;

/** Behind a speech noun, these name the speaker whatever follows. */
export const SPEAKER_CONNECTORS = [
  "(?:\\p{L}+ )?por parte (?:de|del)",
  "de parte (?:de|del)",
  "a cargo (?:de|del)",
  "(?:\\p{L}+ )?por",
  "(?:made |delivered |given |presented |raised |addressed |submitted |formulated )?by",
  "from",
  "de la part d(?:e|u|es)",
  "par",
  "(?:por parte|a cargo) d[aeo]s?",
  "pel[ao]s?",
] as const;

/** These also introduce a subject ("Presentación del informe"), so that a party has to follow. */
export const OWNER_CONNECTORS = [
  "de(?: la| las| los)?",
  "del",
  "of(?: the)?",
  "d[ao]s?",
  "du",
  "des",
  "de l['’]",
  "d['’]",
] as const;

/** Nouns for a state's representation, followed by "of" and its name. */
export const REPRESENTATION_NOUNS = [
  "(?:permanent |observer |joint )*(?:delegation|mission|government|embassy|permanent delegation)",
  "delegacion(?: permanente)?|mision(?: permanente)?(?: de observacion)?|gobierno|embajada",
  "delegacao(?: permanente)?|missao(?: permanente)?|governo|embaixada",
  "delegation(?: permanente)?|mission(?: permanente)?|gouvernement|ambassade",
] as const;

/** Offices and functions that a person speaks in. */
export const ROLE_NOUNS = [
  "conselheir[oa]|consejer[oa]|reitor[a]?|pro-?reitor[a]?|vicerrector[a]?|decan[oa]|dean|doyen(?:ne)?|sindic[oa]|pasteure?|pastor[a]?|ouvidor[a]?",
  "concejal[ae]?|edil(?:a|es)?|regidor[ae]?|vereador[ae]?|councill?or|alderman|alderwoman|maire|echevine?|conseiller|conseillere",
  "representante|representatives?|representant[es]?|representacion|representacao|representation",
  "observador[ae]?|observers?|observat(?:eur|rice)",
  "chair(?:man|woman|person)?|co-?chair(?:s|person)?|vice-?chair(?:man|woman|person)?",
  "(?:vice-?|co-?)?president[ae]?|(?:vice-?|co-?)?presidents?",
  "(?:vice-?|co-?)?presidencia|(?:vice-?)?presidency|(?:vice-?)?presidence",
  "secretari[oa]|secretary|secretaire|subsecretari[oa]|undersecretary|under-secretary|sous-secretaire",
  "director[ae]?s?|direct(?:eur|rice)|subdirector[ae]?",
  "coordinador[ae]?|coordenador[ae]?|coordinator|coordonnat(?:eur|rice)|coordinacion|coordenacao",
  "(?:vice)?ministr[oae]|(?:vice-?|deputy )?minister|canciller|chanceler",
  "embajador[ae]?|ambassador|embaixador[ae]?|ambassad(?:eur|rice)",
  "relator[ae]?|rapporteur|rapporteuse|rapporteure",
  "expert[oae]?s?|especialista|specialist|specialiste|perit[oa]",
  "moderador[ae]?|moderator|moderat(?:eur|rice)|facilitador[ae]?|facilitator|panelista|panelist",
  "delegad[oa]|delegate|delegue[e]?",
  "comision(?:ad[oa])|comissari[oa]|commissioner|commissaire|alt[oa] comisionad[oa]|high commissioner",
  "jef[ea]|chefe?|head|deputy|encargad[oa]|encarregad[oa]|charge",
  "asesor[ae]?|assessor[ae]?|advis[eo]r|conseiller[e]?|consultor[ae]?|consultant[e]?",
  "gerente|manager|administrador[ae]?|administrator|oficial|officer|analista|analyst",
  "president[ae]|rector[ae]?|profesor[ae]?|professor[ae]?|investigador[ae]?|researcher|chercheu[rs]e?",
  "senador[ae]?|senator|diputad[oa]|deputad[oa]|alcalde|alcaldesa|mayor|prefeit[oa]|gobernador[ae]?|governor",
  "economist[ae]?|economiste|ingenier[oa]|engineer|engenheir[oa]|ingenieur[e]?|lider|lideresa|leader|abogad[oa]|lawyer|advogad[oa]|avocat[e]?|attache|agregad[oa]|tesorer[oa]|treasurer|inspector[ae]?|cientific[oa]|scientist|vocer[oa]|portavoz|spokesperson|porta-voz|porte-parole",
  "primer[ao]? secretari[oa]|fiscal|procurador[ae]?|prosecutor|juez[a]?|judge|magistrad[oa]",
] as const;

/** Words that qualify an office and stand before or behind it. */
export const ROLE_QUALIFIERS =
  "titular|alterna?|alterno|alternate|permanente?|permanent|suplente|adjunt[oa]|deputy|acting|interin[oa]|encargad[oa]|general|generale?|ejecutiv[oa]|executiv[eoa]|executif|executive|tecnic[oa]|technical|technique|pro|tempore|tempor[ae]|especial|special|regional|national|nacional|principal|senior|first|second|primer[ao]?|segund[oa]|hon(?:orary|orari[oa])|interamerican[oa]|inter-american|hemispheric|country|programme|program|project|high|alt[oa]|assistant|asistente|joint|vice|former|policy";

/** The secretariat speaks as a body. */
export const SECRETARIAT_NOUNS =
  "secretaria(?: (?:tecnica|general|ejecutiva|permanente|geral|executiva|pro tempore))?|(?:technical |general |executive |permanent |joint )?secretariat|secretariat(?: (?:technique|general|executif|permanent))?";

/** First words of organizations' names in Spanish, Portuguese and French, where the head comes first. */
export const ORGANIZATION_HEADS =
  "organizacion(?:es)?|organismo|organizacao|organizacoes|organisation|banco|banque|instituto|institut|agencia|agence|fondo|fundo|fonds|fundacion|fundacao|fondation|comision|comissao|commission|comite|consejo|conselho|conseil|union|uniao|comunidad|comunidade|communaute|red|rede|reseau|asociacion|associacao|association|federacion|federacao|federation|confederacion|confederacao|confederation|corporacion|universidad|universidade|universite|centro|centre|ministerio|ministere|departamento|departement|oficina|escritorio|bureau|alto comisionado|alto comissariado|haut-commissariat|programa|programme|proceso|processo|processus|conferencia|conference|foro|forum|mecanismo|mecanisme|grupo|groupe|junta|defensoria|cruz roja|cruz vermelha|croix-rouge|observatorio|observatoire|camara|chambre|liga|alianza|alianca|alliance|plataforma|plateforme|sistema|systeme|movimiento|movimento|mouvement|sociedad|sociedade|societe|tribunal|mesa|cooperativa|cooperative|sindicato|syndicat|coalicion|coalicao|coalition|corte|cour|parlamento|parlement|procuraduria|contraloria|fiscalia|direccion|direcao|direction|iniciativa|initiative|marco|quadro|cadre|dialogo|secretaria|colegio|ordre|alcaldia|municipalidad|municipalite|ayuntamiento|intendencia|gobernacion|prefeitura|mairie|superintendencia|academia|academie|autoridad|autoridade|autorite|consorcio|consortium|coordinadora|articulacion|articulacao|patronato|gremio|pastoral|prefectura|gendarmeria|guardia (?:costera|nacional|civil)";

/** Last words of organizations' names in English, where the head comes last (or first, before "of" and "for"). */
export const ORGANIZATION_HEADS_EN =
  "organi[sz]ation|bank|institute|institution|agency|fund|foundation|commission|committee|council|union|community|network|association|federation|confederation|corporation|university|cent(?:re|er)|ministry|department|office|bureau|programme|program|process|conference|forum|mechanism|group|society|court|parliament|congress|observatory|chamber|league|alliance|platform|system|movement|red cross|secretariat|authority|service|trust|cooperative|party|coalition|partnership|initiative|framework|dialogue|caucus|board|assembly|mission|academy|college";

/**
 * First words of many bodies at once, in Spanish, Portuguese and French: what is spoken about, and nobody who speaks.
 * Those that do speak as one ("Universidades del Caribe") are not among them.
 */
export const PLURAL_HEADS =
  "fondos|fundos|bancos|banques|institutos|instituts|agencias|agences|comites|consejos|conselhos|conseils|redes|reseaux|centros|centres|ministerios|ministeres|departamentos|oficinas|programas|programmes|procesos|processos|conferencias|foros|mecanismos|mecanismes|observatorios|observatoires|plataformas|plateformes|sistemas|systemes|tribunales|tribunais|tribunaux|cortes|parlamentos|servicios|servicos|services|marcos|iniciativas|initiatives|puertos|portos";

/** The same as last words in English. */
export const PLURAL_HEADS_EN =
  "funds|banks|institutes|institutions|agencies|committees|councils|networks|centers|centres|departments|offices|bureaus|programmes|programs|processes|conferences|forums|mechanisms|courts|parliaments|observatories|platforms|systems|services|trusts|partnerships|initiatives|frameworks|dialogues|boards|assemblies";

/** What a session itself is called: "Opening of the meeting" names nobody. */
export const SESSION_NOUNS =
  "meeting|session|sitting|debates?|discussions?|deliberations|proceedings|workshop|hearing|event|agenda|reunion|reuniones|sesion|sesiones|jornadas?|encuentro|acto|taller|audiencia|trabajos|temario|evento|sessao|sessoes|reuniao|reunioes|encontro|trabalhos|seance|rencontre|atelier|travaux";

/** Institutions that are bodies where somebody directs them; their names alone head matters as often. */
export const INSTITUTION_HEADS =
  "museo|museu|musee|biblioteca|bibliotheque|archivo|arquivo|archives|hospital|hopital|escuela|escola|ecole|teatro|theatre|jardin|parque|laboratorio|laboratoire|orquesta";
export const INSTITUTION_HEADS_EN = "museum|library|archives?|hospital|school|theatre|laboratory|park|garden|orchestra";

/** Units of a body, which are named below it: "Oficina regional de San José". */
export const UNIT_NOUNS =
  "unidad|unit|unidade|unite|division|divisao|seccion|section|secao|area|equipo|equipe|team|departamento|department|departement|direccion|directorate|direcao|direction|oficina|office|escritorio|bureau|subdireccion|gerencia|dependencia|service|servicio|branch|desk|sede|headquarters|representacion";

/** Forms of address, in the order in which several may follow one another ("S.E. Sra. Dra."). */
export const HONORIFICS = [
  "s\\. ?e\\.?(?: ?m\\.)?",
  "h\\. ?e\\.?",
  "s\\. ?ex\\.?\\s?[ªa]?",
  "son excellence",
  "su excelencia",
  "sua excelencia",
  "(?:his|her) excellency",
  "exc?mo\\.?|exc?ma\\.?|excelentisim[oa]|honorable|hon\\.|rt\\. hon\\.|the honou?rable",
  "sr\\.\\s?ªs?|sr(?:es|as?|ta)?\\.|sra|sr|senor(?:a|ita|es)?|senhor(?:a|es)?|don|dona",
  "dª|d\\.\\s?ª|dna\\.|d\\.",
  "mr\\.?|mrs\\.?|ms\\.?|miss|mx\\.|cllrs?\\.?|sir|dame|lady|lord|baroness|colonel|captain|capt\\.|reverend|father",
  "m\\.|mm\\.|mme\\.?|mlle\\.?|monsieur|madame|mademoiselle",
  "dr[ae]?s?\\.|dr|dra|dres?\\.|doctor[ae]?",
  "prof[ae]?\\.?|profesor[ae]?|professor[ae]?",
  "lic(?:da|do)?\\.?|ing[ae]?\\.|arq\\.|abg?\\.|mtr[oa]\\.|mag\\.|msc\\.?|phd\\.?|mgtr?\\.|econ\\.|c\\.p\\.",
  "amb\\.|ambassador|embajador[ae]?|emb\\.|embaixador[ae]?|ambassad(?:eur|rice)",
  "min\\.|sen\\.|senador[ae]?|dip\\.|gral\\.|cnel\\.|cap\\.|gen\\.|col\\.|lt\\.|cmdr\\.|rev\\.|fr\\.|mons\\.|sor",
] as const;

/** What marks a body presided over, behind a person's office: "Presidencia Pro Témpore de la…". */
export const PRESIDENCY =
  "presidencia(?: pro[- ]?tempore)?|(?:pro[- ]?tempore )?presidency(?: pro[- ]?tempore)?|presidence(?: pro[- ]?tempore)?|pro[- ]?tempore presidency|presidencia pro tempore";

/** Bodies that headings name without a noun that would tell them for bodies, over folded text. */
export const KNOWN_BODIES =
  "onu|oea|oas|un|united nations|naciones unidas|nacoes unidas|nations unies|ue|eu|union europea|european union|uniao europeia|union europeenne|santa sede|banco mundial|world bank|ocde|oecd|cepal|eclac|acnur|unhcr|hcr|oim|iom|bid|idb|caf|caricom|sica|celac|unasur|mercosur|alba|ops|oms|paho|opas|who|oit|ilo|fao|pma|wfp|pnud|undp|unesco|unicef|unfpa|onusida|unaids|cidh|iachr|cim|cicte|cicad|iica|iin|ipgh|oei|segib|omc|wto|fmi|imf|interpol|oeco|oecs|corte idh|cruz roja|red cross|human rights watch|save the children|amnistia internacional|amnesty international";

/** "on behalf of" a group. */
export const ON_BEHALF =
  "en nombre (?:de|del)|en representacion (?:de|del)|on behalf of|speaking for|em nome d[aeo]s?|em representacao d[aeo]s?|au nom d(?:e|u|es)|agissant au nom d(?:e|u|es)";

/** What a person who speaks for a body does, at the start of a sentence. */
export const SPEAKING =
  "speaking|talking|intervening|taking the floor|hablando|interviniendo|falando|intervindo|parlant|s['’]exprimant|intervenant";

/** Verbs by which minutes report what was said. */
export const REPORTING_VERBS =
  "said|says|stated|noted|thanked|expressed|stressed|emphasi[sz]ed|highlighted|welcomed|reported|recalled|proposed|recommended|urged|asked|requested|suggested|called|supported|indicated|mentioned|pointed|underlined|underscored|informed|explained|presented|opened|announced|congratulated|reiterated|added|observed|commended|declared|acknowledged|considered|agreed|shared|described|took|made|affirmed|introduced|invited|suspended|resumed|adjourned|summarized|summarised|gave|inquired|enquired|wondered|pledged|encouraged|reserved|insisted|warned|regretted|concurred|referred|spoke|offered|undertook|committed|raised|outlined|drew|echoed|endorsed|appreciated|told|replied|responded|disagreed|objected|confirmed|argued|advised|elaborated|reaffirmed|paid|joined|closed|countered|maintained|cautioned|questioned|clarified|rejected|opposed|contended|denied|accepted|claimed|conceded|demanded|remarked|deplored|admitted|assured|complained|concluded|stipulated|specified|appealed|disputed|challenged|contested|doubted|protested|pleaded|praised|criticized|criticised|deemed" +
  "|hizo (?:notar|ver|saber|hincapie)|a fait (?:observer|remarquer|valoir|savoir|part|etat)|fez (?:notar|ver|saber)|pregunto|respondio|relato|describio|confirmo|precisaron|invito|invita|cedio|sostuvo|sostiene|insistio|alerto|preciso|reservo|valoro|celebro|lamento|dijo|dice|senalo|senala|indico|indica|manifesto|manifesta|manifiesta|expreso|expresa|agradecio|agradece|destaco|destaca|resalto|resalta|subrayo|subraya|menciono|menciona|informo|informa|recordo|recuerda|propuso|propone|recomendo|recomienda|insto|insta|exhorto|exhorta|solicito|solicita|pidio|pide|sugirio|sugiere|apoyo|apoya|presento|presenta|explico|explica|anuncio|anuncia|felicito|felicita|reitero|reitera|anadio|agrego|observo|considero|considera|saludo|saluda|afirmo|afirma|dio|abrio|hizo|enfatizo|enfatiza|reconocio|reconoce|compartio|planteo|plantea|acogio|tomo|expuso|coincidio|declaro|comento|intervino|respaldo|ofrecio|se refirio|se sumo|cerro|clausuro|resumio|aclaro|advirtio|replico|contesto|discrepo|apunto|acoto|acepto|matizo|puntualizo|recalco|exigio|denuncio|demando|remarco|admitio|detallo|aseguro|alego|estimo|critico|cuestiono|concluyo|prometio|se opuso|se comprometio|se congratulo|se adhirio|se asocio" +
  "|perguntou|respondeu|relatou|descreveu|convidou|encerrou|insistiu|alertou|valorizou|lamentou|celebrou|disse|assinalou|indicou|manifestou|expressou|agradeceu|destacou|ressaltou|sublinhou|mencionou|informou|recordou|lembrou|propos|recomendou|instou|exortou|solicitou|pediu|sugeriu|apoiou|apresentou|explicou|anunciou|felicitou|reiterou|acrescentou|observou|considerou|saudou|afirmou|deu|abriu|fez|enfatizou|reconheceu|compartilhou|tomou|expos|declarou|referiu-se|ofereceu|encerrou|objetou|contestou|rejeitou|criticou|defendeu|argumentou|replicou|ponderou|exigiu|apontou|detalhou|assegurou|estimou|advertiu|esclareceu|concordou|discordou|prometeu|denunciou|reclamou|cobrou|reivindicou|advogou|questionou|retrucou|comprometeu-se|opos-se" +
  "|a (?:dit|declare|souligne|indique|rappele|remercie|exprime|informe|propose|recommande|exhorte|demande|suggere|appuye|presente|explique|annonce|felicite|reitere|ajoute|note|estime|salue|affirme|fait|ouvert|pris|reconnu|evoque|releve|signale|mentionne|observe|precise|objecte|rejete|regrette|averti|exige|reclame|replique|critique|conteste|soutenu|insiste|estime|plaide|assure|repondu|remarque|decrit|conclu|promis|offert)|dit|declare|souligne|indique|rappelle|remercie|propose|recommande";

/** Past tenses that without accents are nouns ("objetó", "objeto"): only where the accent is checked. */
export const ACCENTED_REPORTING_VERBS = "objeto|rechazo|reclamo|argumento|acuso|auguro|reprocho|secundo|contrapuso";

/** The same in the present tense, in which summary records report. Some are other words elsewhere: only behind a party. */
export const PRESENT_REPORTING_VERBS =
  "invita|abre|cede|observa|agrega|anade|precisa|advierte|aclara|lamenta|celebra|reconoce|expone|comparte|ofrece|apoya|respalda|coincide|cierra|resume|pregunta|responde|se compromete|hace|declara|comenta|insiste|alerta|describe|acoge|toma|confirma|contesta|objeta|rechaza|exige|denuncia|apunta|acota|recalca|detalla|asegura|estima|cuestiona|concluye|promete|relata|se queja|somete|interviene|discrepa|acepta|admite" +
  "|diz|assinala|informa|agradece|destaca|propoe|recomenda|solicita|pede|apresenta|explica|anuncia|considera|reitera|convida|sugere|apoia|ressalta|sublinha|lembra|recorda|afirma|acrescenta|faz|pergunta|encerra|compromete-se" +
  "|ouvre|expose|se dit|dit|prie|preconise|rend|remet|partage|constate|signale|fait|precise|insiste|estime|souhaite|presente|explique|annonce|felicite|note|releve|observe|demande|exhorte|invite|salue|appuie|soutient|affirme|evoque|mentionne|ajoute|informe|considere|reconnait|s['’]engage|prend|donne|leve|clot|conclut|repond|suggere|regrette|craint|partage|se felicite|se declare|s['’]associe|attire|resume|met|invoque|decrit|reaffirme" +
  "|calls|opens|thanks|welcomes|notes|stresses|recalls|proposes|recommends|urges|requests|suggests|supports|reports|informs|explains|invites|asks|adds|observes|considers";

/** Labels of a line that names the speaker: "Orador: Delegación de Honduras". */
export const SPEAKER_LABELS =
  "orador(?:a)?|speaker|interviniente|expositor(?:a)?|ponente|orateur|oratrice|intervenant(?:e)?|palestrante|presentador(?:a)?|presenter|delegacion|delegation|delegacao|intervencion|statement by|intervencao|intervention|participante|participant|panelista|panelist|country|pais|pays";

/** What a record calls a turn when it counts the turns: "Intervention no 2", "Orador 3", "Turn 4". */
export const TURN_NOUNS =
  "intervenc(?:ion|ao)|intervention|declarac(?:ion|ao)|declaration|statement|turn|turno|tour|speaker|orador(?:a)?|orateur|oratrice|intervenant(?:e)?|interviniente|speech|discurso|discours|fala|exposic(?:ion|ao)|expose|presentac(?:ion)|presentation|apresentacao|ponencia|contribution|contribuc(?:ion)|contribuicao|participac(?:ion|ao)|respuesta|reply|response|resposta|reponse|comentario|comment|commentaire|panelista?|panellist|delegac(?:ion|ao)|delegation";
