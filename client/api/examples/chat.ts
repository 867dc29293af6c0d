/**
 * Several questions over one line, with the typed client; each answer is printed when it is whole.
 * npx tsc -p client/api && npx tsx client/api/examples/chat.ts "Who spoke about ports?" "What did Peru recommend?"
 */
import { openChat } from "@relator/client/chat";
import { shownQuote } from "@relator/client/quotes";
import { WebSocket } from "ws";

const url = new URL("ws", process.env.RELATOR_URL ?? "http://127.0.0.1:3000").href.replace(/^http/, "ws");
const questions = process.argv.slice(2);

// Browsers and Node.js 22 have a WebSocket of their own, which is taken where none is given.
const chat = openChat(
  { url, WebSocket },
  {
    received(event) {
      if (event.type === "request-error") console.error(event.problem.detail);
      if (event.type === "answer-end") {
        console.log(`${questions[Number(event.requestId)]}\n${event.response.answer}`);
        for (const citation of event.response.citations) {
          const { number, speaker, paragraph } = citation;
          console.log(`[${number}] ${speaker ?? "—"}, ¶${paragraph}: ${shownQuote(citation)}`);
        }
      }
      if (chat.waiting().length === 0) chat.close();
    },
  },
);
for (const [index, question] of questions.entries()) chat.ask(String(index), { question });
