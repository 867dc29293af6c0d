import { openEvaluationBench } from "/root/wt/h-ans/test/evaluation/collections.ts";
import { readWrittenRecords } from "/root/wt/h-ans/test/evaluation/written-records.ts";
import { readDevelopmentDocuments } from "/root/wt/h-ans/test/evaluation/question-sets.ts";
import { createRecordAssistant } from "/root/wt/h-ans/server/assistant/record-assistant.ts";
import { scoreAnswer } from "/root/wt/h-ans/test/evaluation/scoring.ts";
import { targetRows } from "/root/wt/h-ans/test/evaluation/measures.ts";
import { readFileSync, writeFileSync, existsSync } from "node:fs";
const CACHE = process.env.MODEL_DIR ? "/tmp/exp-cache-alt.json" : "/tmp/exp-cache-s7.json";
const cache: Record<string, any> = existsSync(CACHE) ? JSON.parse(readFileSync(CACHE, "utf8")) : {};
const bench = await openEvaluationBench((process.env.WITHOUT as any) ?? null);
let misses = 0;
function memo(readers: any): any {
  return {
    questions: { readQuestion: async (t: string, o: any) => { const k = "q" + t; if (!cache[k]) { misses++; const r = await readers.questions.readQuestion(t, o); cache[k] = { ...r, vector: [...r.vector] }; } return { ...cache[k], vector: Float32Array.from(cache[k].vector) }; } },
    passages: { readPassages: async (q: string, ps: any[], o: any) => {
      const keys = ps.map((p) => "p" + q + "|" + p.speaker + "|" + p.text);
      const miss = keys.map((k, i) => cache[k] ? -1 : i).filter((i) => i >= 0);
      if (miss.length) { misses += miss.length; const r = await readers.passages.readPassages(q, miss.map((i) => ps[i]), o); miss.forEach((i, j) => { cache[keys[i]] = r[j]; }); }
      return keys.map((k) => cache[k]);
    } },
  };
}
const doc = (await readDevelopmentDocuments()).find((d) => d.id.startsWith("resumen"))!;
const jl = (f: string) => readFileSync(f, "utf8").trim().split("\n").map((l) => JSON.parse(l));
const S = "/root/wt/h-ans/test/evaluation/strangers/";
const all: Record<string, any[]> = {
  v: [{ document: doc, questions: jl(S + "embedded-record-v.jsonl") }],
  s: [{ document: doc, questions: jl(S + "embedded-record-s.jsonl") }],
  t: await readWrittenRecords(S + "records") as any,
};
if (process.env.W) { all.w = [{ document: doc, questions: jl(S + "embedded-record-w.jsonl") }]; all.x = await readWrittenRecords(S + "records-w") as any; }
all.n = [{ document: doc, questions: jl("/root/wt/h-ans/test/evaluation/strangers/embedded-record-n.jsonl") }]; all.m = await readWrittenRecords("/root/wt/h-ans/test/evaluation/strangers/records-n") as any;
all.p = [{ document: doc, questions: jl("/root/newhand/p/embedded-record-p.jsonl") }]; all.q = await readWrittenRecords("/root/newhand/p/records") as any;
const sets = (process.env.SETS ?? "v,s,t").split(",");
const opened = new Map<any, any>();
const configs = process.argv.slice(2);
for (const config of ["", ...configs]) {
  (globalThis as any).__exp = new Set(config.split("+").filter(Boolean)); (globalThis as any).__env = Object.fromEntries(config.split("+").filter((c) => c.includes("=")).map((c) => [c.split("=")[0], Number(c.split("=")[1])]));
  for (const name of sets) {
    const scores: any[] = [];
    for (const { document, questions } of all[name]) {
      if (!opened.has(document)) { const c = await bench.open([document], true); opened.set(document, { ...c, readers: memo(c.readers) }); }
      const a = createRecordAssistant(opened.get(document));
      const sources = new Map([[document.id, document.source]]);
      for (const q of questions) {
        const req: any = { question: q.question, history: (q.history ?? []).map((t: string) => ({ question: t })) };
        const r = await a.ask(req, { acceptLanguage: null, signal: new AbortController().signal } as any);
        const sc: any = scoreAnswer(q, r, { id: document.id, language: document.language, source: document.source } as any, sources); sc.resp = r; scores.push(sc);
      }
    }
    console.log((config || "base").padEnd(16), name, targetRows(scores).slice(0, 10).map((r) => `${r.name.replace("lists: ", "").replace("refused: ", "").slice(0, 9)} ${r.mean.toFixed(3)}`).join("  "));
    writeFileSync(`/tmp/exp-${name}-${config || "base"}.json`, JSON.stringify(scores.map((s: any) => ({ id: s.question.id, type: s.question.type, q: s.question.question, first: s.first, lead: s.lead, span: s.span, recall: s.recall, precision: s.precision, refused: s.refused, wr: s.wronglyRefused, cited: s.cited, kind: s.resp.trace?.kind ?? null, intent: s.resp.intent, reason: s.resp.notFound?.reason ?? s.resp.reason ?? null, ev: s.question.evidence, lead: s.resp.answer.slice(0,300), status: s.resp.status, cites: s.resp.citations.slice(0,6).map((c: any) => [c.paragraph ?? c.place, c.speaker?.name ?? null, (c.text ?? c.quote ?? '').slice(0,220), c.highlight]) }))));
  }
  if (misses) { writeFileSync(CACHE, JSON.stringify(cache)); misses = 0; }
}
await bench.close();
console.log([...((globalThis as any).__named ?? [])].slice(0,60).join("\n"))
