/**
 * A cited answer with the typed client, as it comes.
 * npx tsc -p client/api && npx tsx client/api/examples/ask.ts "How much of Haiti's GDP comes from remittances?"
 */
import { createRelatorClient } from "@relator/client";
import { shownQuote } from "@relator/client/quotes";

const relator = createRelatorClient({ url: process.env.RELATOR_URL ?? "http://127.0.0.1:3000" });
const question = process.argv[2] ?? "How much of Haiti's GDP comes from remittances?";

for await (const event of relator.askEvents({ question })) {
  if (event.type === "answer-part") process.stdout.write(event.text);
  if (event.type === "citation") {
    const { number, speaker, paragraph } = event.citation;
    process.stdout.write(`\n[${number}] ${speaker ?? "—"}, ¶${paragraph}: ${shownQuote(event.citation)}\n`);
  }
}
