import { describe, expect, it } from "vitest";
import { fixtureAnswer } from "../fakes/fixture-answers.ts";
import { camDocument } from "../fakes/record-fixture.ts";
import { ask, latestAnswer } from "./page-harness.ts";
import { openReadingRoom } from "./reading-room.ts";
import { sampleQuestions } from "./screens.ts";

const room = openReadingRoom();
const { es } = sampleQuestions;

describe("arriving", () => {
  it("shows the sessions, their speakers with what they recommended, and questions, for which it asks nothing and loads no record", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await page.locator("#question:focus").waitFor();
    await page.locator(".speaker-card").nth(5).waitFor();
    expect(await page.locator(".speaker-card").count()).toBe(6);
    expect(await page.locator(".speaker-card").first().textContent()).toContain("5 recomendaciones");
    expect(await page.locator(".session time").textContent()).toBe("9 de mayo de 2023");
    const examples = page.locator("button.example");
    await examples.first().waitFor();
    expect(server.asked).toEqual([]);
    expect(server.requested.filter((address) => address.startsWith("/api/")).sort()).toEqual([
      "/api/v1/documents",
      `/api/v1/documents/${camDocument().detail.id}/interventions`,
      "/api/v1/examples?language=es",
    ]);
    const texts = await examples.allTextContents();
    expect(texts.length).toBeGreaterThanOrEqual(3);
    await examples.first().click();
    await latestAnswer(page);
    expect(await page.locator(".turn-question").textContent()).toBe(texts[0]);
  });

  it("changes its language at once, and keeps it for the next visit", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await page.getByRole("button", { name: "Read this page in English" }).click();
    await page.getByRole("heading", { name: "Ask the record" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Ask the record" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
  });
});

describe("an answer", () => {
  it("streams its parts, and nothing already on the page moves", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    server.holdAnswers();
    await ask(page, es.fact);
    await page.locator(".turn-lead").waitFor();
    const before = await page.locator(".turn-question").boundingBox();
    expect(await page.locator(".turn").getAttribute("data-phase")).toBe("streaming");
    server.release();
    await latestAnswer(page);
    expect(await page.locator(".turn-question").boundingBox()).toEqual(before);
  });

  it("is announced once, when it is whole", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await page.locator("#question:focus").waitFor();
    await page.evaluate(`
      window.announced = [];
      new MutationObserver(() => {
        const text = document.querySelector("[data-announcement]").textContent;
        if (text !== "") window.announced.push(text);
      }).observe(document.querySelector("[data-announcement]"), { childList: true, characterData: true, subtree: true });
    `);
    await ask(page, es.fact);
    await latestAnswer(page);
    await page.locator("[data-announcement]", { hasText: "1 cita" }).waitFor();
    expect(await page.evaluate("window.announced")).toEqual(["Se encontraron 1 pasajes de 1 intervenciones. 1 cita."]);
  });

  it("can be stopped, and asked for again", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    server.holdAnswers();
    await ask(page, es.fact);
    await page.locator(".turn-lead").waitFor();
    await page.getByRole("button", { name: "Detener" }).click();
    await page.locator(".turn[data-phase=stopped]").waitFor();
    expect(server.cancelled).toHaveLength(1);
    server.release();
    await page.getByRole("button", { name: "Preguntar de nuevo" }).click();
    await latestAnswer(page);
    expect(await page.locator(".turn").count()).toBe(1);
  });

  it("gives way to the answer of the edited question", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    await page.getByRole("button", { name: "Editar la pregunta" }).click();
    await page.locator(".edit-question textarea").fill(es.followUp);
    await page.locator(".edit-question textarea").press("Enter");
    await page.locator(".turn-question", { hasText: "ACNUR" }).waitFor();
    await latestAnswer(page);
    expect(await page.locator(".turn").count()).toBe(1);
    expect(server.lastAsked).toEqual({ question: es.followUp });
  });

  it("says how a list was decided and whether it is whole, and shows the rest and the doubtful apart", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.list);
    const answer = await latestAnswer(page);
    const membership = answer.locator(".membership");
    expect(await membership.textContent()).toContain("No se puede asegurar que la lista esté completa");
    expect(await membership.textContent()).toContain("clasificación de Relator");
    const numbers = answer.locator(".evidence > .evidence-group .passage-number");
    expect(await numbers.count()).toBe(8);
    await answer.getByRole("button", { name: "Mostrar más (quedan 1)" }).click();
    await numbers.nth(8).waitFor();
    expect(await answer.locator(".more").count()).toBe(0);
    expect(await answer.locator(".folded[open]").count()).toBe(0);
    expect(await answer.locator(".folded summary").textContent()).toBe("1 pasaje dudoso");
  });

  it.each([
    ["es", "desktop"],
    ["en", "phone"],
  ] as const)("compares in columns, one a side, in the order of their numbers (%s, %s)", async (language, device) => {
    const { page, server } = await room.enter({ language, device });
    await page.goto(server.url);
    await ask(page, sampleQuestions[language].compare);
    const answer = await latestAnswer(page);
    const sides = answer.locator(".comparison-side");
    expect(await sides.count()).toBe(3);
    expect(await sides.last().textContent()).toContain(language === "es" ? "Nada consta" : "Nothing recorded");
    const boxes = await Promise.all([0, 1].map(async (index) => await sides.nth(index).boundingBox()));
    const [first, second] = boxes.map((box) => box ?? { x: 0, y: 0 });
    if (device === "desktop") expect([second?.y, (second?.x ?? 0) > (first?.x ?? 0)]).toEqual([first?.y, true]);
    else expect([second?.x, (second?.y ?? 0) > (first?.y ?? 0)]).toEqual([first?.x, true]);
    const numbers = (await answer.locator(".comparison .passage-number").allTextContents()).map(Number);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it("keeps its numbers in order where speakers alternate, and its lead's numbers open what they name", async () => {
    const { page, server } = await room.enter({
      language: "en",
      answer(request) {
        const answer = fixtureAnswer([camDocument()], {
          ...request,
          question: "What was recommended?",
          language: "en",
        });
        const alternating = [0, 5, 1, 6].flatMap((index) => answer.citations[index] ?? []);
        const citations = alternating.map((citation, index) => ({
          ...citation,
          number: index + 1,
          attribution: { confidence: 0.83, doubtful: index === 1 },
        }));
        const place = `¶${citations[0]?.paragraph} (${citations[0]?.item})`;
        return { ...answer, citations, answer: `He quotes “¶1 [2]” himself, ${place} [1].`, total: 4 };
      },
    });
    await page.goto(server.url);
    await ask(page, "What?");
    const answer = await latestAnswer(page);
    expect(
      await answer.locator(".passage-number").evaluateAll((all) => all.slice(0, 4).map((each) => each.textContent)),
    ).toEqual(["1", "2", "3", "4"]);
    expect(await answer.locator(".lead-number").allTextContents()).toEqual(["[1]"]);
    expect(await answer.locator("[data-doubt]").allTextContents()).toEqual([
      "Who says this is in doubt: someone’s turn begins here, and whose could not be told.",
    ]);
    expect(await answer.locator(".evidence-speaker").first().textContent()).toContain("could not be told");
    await answer.locator(".lead-number").click();
    await page.locator(".source-paragraph[data-lit=true]").waitFor();
  });

  it("names offices, bodies and titles in the reader's language, and the record's own on hovering", async () => {
    const { page, server } = await room.enter({ language: "en" });
    await page.goto(server.url);
    await ask(page, "What did David Foran of the Departamento de Estado recommend?");
    const answer = await latestAnswer(page);
    const body = answer.locator(".evidence-organization", { hasText: "Department of State" }).first();
    expect(await body.getAttribute("title")).toBe("In the record: Departamento de Estado");
    expect(await answer.locator(".evidence-speaker").first().textContent()).toContain("Thematic Session of the CAM");
    await page.getByRole("button", { name: "Leer esta página en español" }).click();
    await answer.locator(".evidence-organization", { hasText: "Departamento de Estado" }).first().waitFor();
  });

  it("undoes what was misunderstood, and takes it back", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.compare);
    const answer = await latestAnswer(page);
    await answer.getByRole("button", { name: /Quitar «Conferencia Regional/ }).click();
    const restore = answer.getByRole("button", { name: /Volver a tener en cuenta «Conferencia Regional/ });
    await restore.waitFor();
    await answer.locator(".turn-question:focus").waitFor();
    expect(server.lastAsked?.without).toEqual({ organizations: ["Conferencia Regional sobre Migración (CRM)"] });
    await latestAnswer(page);
    await restore.click();
    await answer.getByRole("button", { name: /Quitar «Conferencia Regional/ }).waitFor();
    expect(server.lastAsked?.without).toBeUndefined();
  });

  it("says plainly that the record does not answer, and folds the nearest passages", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.unanswerable);
    const answer = await latestAnswer(page);
    expect(await answer.locator("[data-reason=no-evidence]").count()).toBe(1);
    const folded = answer.locator(".folded");
    expect(await folded.getAttribute("open")).toBeNull();
    expect(await folded.locator("summary").textContent()).toContain("No responden a la pregunta");
    expect(await answer.locator(".membership").count()).toBe(0);
  });

  it("asks a suggested question", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    const suggestion = page.locator(".suggestion").first();
    const text = await suggestion.textContent();
    await suggestion.click();
    await page.locator(".turn").nth(1).waitFor();
    await latestAnswer(page);
    expect(await page.locator(".turn-question").nth(1).textContent()).toBe(text);
  });

  it("opens the trace that explains it", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    await page.getByRole("button", { name: "Por qué esta respuesta" }).click();
    await page.locator(".why tbody tr").first().waitFor();
    const told = (await page.locator(".why").textContent()) ?? "";
    expect(told).toContain("83");
    expect(told).toContain("¶44 · Jeremy T Harris (BID)");
    expect(told).toContain("a favor, 0,6");
    expect(told).not.toMatch(/resumen-sesion|overlap|\/p\d/);
    expect(server.lastAsked).toEqual({ question: es.fact, language: "es", explain: true });
    await page.getByRole("button", { name: "Read this page in English" }).click();
    await page.locator(".why", { hasText: "for, 0.6" }).waitFor();
    expect(server.lastAsked).toMatchObject({ language: "en", explain: true });
  });

  it("shows the server's problem in its own words", async () => {
    const problem = { type: "about:blank", title: "Demasiadas preguntas", status: 429, detail: "Espere.", errors: [] };
    const { page, server } = await room.enter({ documents: [], answer: () => problem });
    await page.goto(server.url);
    await ask(page, es.fact);
    const failed = page.locator(".turn[data-phase=failed]");
    await failed.waitFor();
    expect(await failed.textContent()).toContain("Demasiadas preguntas");
    await failed.getByRole("button", { name: "Preguntar de nuevo" }).waitFor();
  });
});

/** What is in the middle of an element is the element: nothing covers it, and it is within the window. */
const isSeen = (selector: string) => `(() => {
  const element = document.querySelector(${JSON.stringify(selector)});
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
})()`;

describe("an opinion on an answer", () => {
  it.each([
    ["es", "a phone", { width: 360, height: 640 }],
    ["en", "a desk's page magnified to 200 %", { width: 640, height: 360 }],
    ["es", "a phone whose keyboard is open", { width: 360, height: 380 }],
  ] as const)("shows its consent and Send, with nothing over them (%s, %s)", async (language, _, viewport) => {
    const { page, server } = await room.enter({ language, viewport });
    await page.goto(server.url);
    await ask(page, sampleQuestions[language].list);
    const answer = await latestAnswer(page);
    await answer.locator(".feedback button").nth(1).click();
    await page.locator(".feedback-details").waitFor();
    expect(await page.evaluate(isSeen(".feedback-details [type=checkbox]"))).toBe(true);
    await page.locator(".feedback-details textarea").focus();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(isSeen(".feedback-details [type=checkbox]:focus"))).toBe(true);
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(isSeen(".feedback-details [type=submit]:focus"))).toBe(true);
    await page.keyboard.press("Enter");
    await answer.locator(".feedback[role=status]").waitFor();
    expect(server.feedback.size).toBe(1);
  });

  it("is kept only after the reader agrees, and can be deleted", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    await page.getByRole("button", { name: "No útil" }).click();
    const send = page.locator(".feedback-details button[type=submit]");
    expect(await send.isDisabled()).toBe(true);
    await page.locator(".feedback-details textarea").fill("Falta Jamaica");
    await page.locator(".feedback-details input[type=checkbox]").check();
    await send.click();
    const remove = page.getByRole("button", { name: "Borrarla" });
    await remove.waitFor();
    expect([...server.feedback.values()]).toMatchObject([
      { question: es.fact, language: "es", verdict: "not-useful", comment: "Falta Jamaica", consent: true },
    ]);
    await remove.click();
    await page.getByText("Valoración borrada.").waitFor();
    expect(server.feedback.size).toBe(0);
  });
});

describe("conversations", () => {
  it("are kept in the browser, found again, renamed and deleted", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    const address = page.url();
    const list = page.getByRole("button", { name: "Conversaciones" });
    await list.click();
    await page.locator(".conversation-entry").waitFor();
    await page.goto(address);
    await latestAnswer(page);
    expect(await page.locator(".turn-question").textContent()).toBe(es.fact);
    expect(await page.locator("[data-announcement]").textContent()).toBe("");

    await list.click();
    await page.getByRole("button", { name: /Cambiar el nombre/ }).click();
    await page.getByLabel("Nombre de la conversación").fill("Remesas");
    await page.getByLabel("Nombre de la conversación").press("Enter");
    await page.getByRole("link", { name: "Remesas" }).waitFor();
    await page.getByRole("button", { name: /Borrar «Remesas»/ }).click();
    await page.locator(".button-danger").click();
    await page.getByRole("heading", { name: "Pregunte a las actas" }).waitFor();
    await list.click();
    await page.getByText("Aún no hay conversaciones guardadas.").waitFor();
  });

  it("are asked again by a link to a question, with what went before it", async () => {
    const { page, context, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    await ask(page, es.followUp);
    await page.locator(".turn").nth(1).waitFor();
    const turn = await latestAnswer(page);
    await turn.getByRole("button", { name: "Copiar enlace a la pregunta" }).click();
    await turn.getByText("Enlace copiado").waitFor();
    const link = await page.evaluate<string>("navigator.clipboard.readText()");
    const answer = await turn.locator(".quote").allTextContents();
    const other = await context.newPage();
    await other.goto(link);
    const again = await latestAnswer(other);
    expect(await again.locator(".quote").allTextContents()).toEqual(answer);
    expect(server.lastAsked).toMatchObject({ question: es.followUp, history: [{ question: es.fact }] });
  });
});
