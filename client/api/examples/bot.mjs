/**
 * A bot's webhook: what a chat program posts as {"text": "…"} is answered with Markdown that holds the quotes and their
 * links. It asks over OpenAI's interface, as any of its clients could.
 *
 * node client/api/examples/bot.mjs
 * curl http://127.0.0.1:8080/ --json '{ "text": "How much of Haiti'\''s GDP comes from remittances?" }'
 */
import { createServer } from "node:http";
import { json } from "node:stream/consumers";

const url = process.env.RELATOR_URL ?? "http://127.0.0.1:3000";

async function answer(question) {
  const response = await fetch(new URL("/v1/chat/completions", url), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ model: "relator", messages: [{ role: "user", content: question }] }),
  });
  const { choices, error } = await response.json();
  return error?.message ?? choices[0].message.content;
}

const server = createServer(async (request, response) => {
  try {
    const { text } = await json(request);
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ text: await answer(String(text)) }));
  } catch (error) {
    response.statusCode = 502;
    response.end(JSON.stringify({ text: `Relator cannot be asked: ${error.message}` }));
  }
});

server.listen(Number(process.env.PORT ?? 8080), "127.0.0.1", () => {
  console.log(`The bot listens at http://127.0.0.1:${server.address().port}/`);
});
