/**
 * An agent over MCP: finds the tools, asks, and opens the first cited passage as a resource.
 * node client/api/examples/agent.mjs "How much of Haiti's GDP comes from remittances?"
 */
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";

const url = process.env.RELATOR_URL ?? "http://127.0.0.1:3000";
const question = process.argv[2] ?? "How much of Haiti's GDP comes from remittances?";

const agent = new Client({ name: "an-agent", version: "1.0.0" });
await agent.connect(new StreamableHTTPClientTransport(new URL("/mcp", url)));

const { tools } = await agent.listTools();
console.log(`Tools: ${tools.map(({ name }) => name).join(", ")}`);

const { structuredContent: answer, content } = await agent.callTool({ name: "ask", arguments: { question } });
console.log(answer.answer);
for (const { number, speaker, paragraph, quote, url: link } of answer.citations) {
  console.log(`[${number}] ${speaker}, ¶${paragraph}: ${quote}\n    ${link}`);
}

const passage = content.find(({ type }) => type === "resource_link");
if (passage) {
  const { contents } = await agent.readResource({ uri: passage.uri });
  console.log(`${passage.uri}: ${contents[0].text}`);
}
await agent.close();
