/** Two small records of a committee on fisheries, in Spanish and in English. Delegations and roles speak, no persons. */

export const fishingRecord = `RESUMEN DE INTERVENCIONES Y RECOMENDACIONES
SESIÓN SOBRE PESCA ARTESANAL Y CADENA DE FRÍO

4 de octubre de 2022

Intervención de la Delegación de Chile

· La flota artesanal de Chile desembarcó 1.250 toneladas de merluza en 2021. Las pérdidas por falta de hielo llegaron al 19,6% de lo desembarcado.
· La Red Hemisférica de Faros Costeros (RHFC) presta su señal a las caletas desde 2016, y Chile sostiene tres de sus estaciones.
· Se recomienda instalar plantas de hielo en cada caleta antes de 2024.

Intervención de la Delegación de Costa Rica

· Costa Rica prohibió en 2019 la pesca de arrastre en el golfo. La medida alcanza a 44 embarcaciones.
· Las recomendaciones de Costa Rica son: 1) crear un registro común de embarcaciones; 2) financiar la refrigeración de las cooperativas de mujeres; y 3) vigilar el desembarque nocturno.
· La delegación agradeció a la Organización Panamericana de la Salud (OPS) el manual de inocuidad.

Intervención de la Delegación de Jamaica

· Jamaica mide la temperatura del agua en doce boyas. Los tiburones regresaron a la bahía tras la veda.
· Se propone que la RHFC comparta los datos de sus boyas con los pescadores.

Documento preparado por la Secretaría de la Comisión de Pesca.

Washington, D.C., 20 de octubre de 2022
`;

export const harbourRecord = `SUMMARY OF THE MEETING OF THE COMMITTEE ON HARBOURS
Kingston, 6 October 2021

Statement by the Delegation of Saint Lucia

- The dredging of Castries harbour cost 12 million dollars and took nine months.
- Saint Lucia recommends a shared tug for the smaller islands.

Statement by the Delegation of Trinidad and Tobago

- Trinidad and Tobago opened a second container terminal in 2018 because the old one was full.
- The delegation recommends that pilots be certified every two years.

Washington, D.C., 25 October 2021
`;
