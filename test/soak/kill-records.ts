const speakers = ["Delegation of Peru", "Delegation of Jamaica", "Delegation of Chile"] as const;
const subjects = ["harbour", "railway", "school", "river", "clinic", "forest", "market", "bridge"] as const;
const deeds = [
  "was repaired",
  "was extended",
  "was closed for a season",
  "received new staff",
  "was surveyed",
] as const;
const syllables = ["ka", "lo", "mi", "ru", "ta", "ve", "no", "si", "pe", "du"] as const;

const passagesOfSpeaker = 12;

export interface KillRecord {
  readonly name: string;
  /** Stands in this record alone. */
  readonly word: string;
  readonly source: string;
  /** As it was corrected, if it was. */
  readonly title?: string;
}

/** A record of one round, with a name and a word that no other round's has. */
export function makeKillRecord(round: number, random: () => number): KillRecord {
  const pick = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(random() * values.length)] ?? values[0];
  const digits = [...String(round).padStart(3, "0")].map((digit) => syllables[Number(digit)] ?? "ka");
  const word = `Zor${digits.join("")}`;
  const lines = speakers.flatMap((speaker) => [
    speaker,
    ...Array.from({ length: passagesOfSpeaker }, () => {
      return `- The ${pick(subjects)} of the province ${pick(deeds)} in ${1990 + Math.floor(random() * 34)}, ${Math.floor(random() * 900)} workers taking part.`;
    }),
    `- The ${pick(subjects)} of ${word} ${pick(deeds)}.`,
  ]);
  const source = `Summary of session ${round} on public works\n\n${lines.join("\n\n")}\n`;
  return { name: `kill-${String(round).padStart(3, "0")}.txt`, word, source };
}
