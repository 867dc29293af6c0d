"""Trains the passage reader on questions, their passages and the near-alike passages of the same record.

    OMP_WAIT_POLICY=PASSIVE OMP_NUM_THREADS=2 python3 train_passage_reader.py ENCODER.pt OUT.pt --minutes 70
"""
import argparse, os, pathlib, random, re, time
import numpy as np, torch, torch.nn.functional as F
from encoder import Encoder, Unigram, pad
from passage_reader import PassageReader
from train_encoder import LISTS, MODEL, as_typed, passage as passage_text
import data

HERE = pathlib.Path(__file__).resolve().parent
LONGEST_SPAN = 24  # tokens


class States:
    """States of the shared layers and the encoder's vectors, by text; computed once."""
    def __init__(self, encoder, tokenize, shared):
        self.encoder, self.tokenize, self.shared, self.states, self.vectors = encoder, tokenize, shared, {}, {}

    def prepare(self, texts):
        todo = sorted({t for t in texts if t not in self.states}, key=len)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            for i in range(0, len(todo), 24):
                ids = [[0] + self.tokenize(t)[0][:200] + [2] for t in todo[i:i + 24]]; x, mask = pad(ids)
                h = self.encoder(x, mask, upto=self.shared); vectors = self.encoder.finish(h, mask, self.shared)
                for t, state, row, vector in zip(todo[i:i + 24], h.float(), ids, vectors): self.states[t] = state[:len(row)].half(); self.vectors[t] = vector

    def similarity(self, question, passages):
        return torch.stack([self.vectors[p] for p in passages]) @ self.vectors[question]


def stack(states):
    longest = max(len(s) for s in states); out = torch.zeros(len(states), longest, states[0].shape[1]); mask = torch.zeros(len(states), longest)
    for i, s in enumerate(states): out[i, :len(s)] = s.float(); mask[i, :len(s)] = 1
    return out, mask


def token_span(tokenize, full, text, span):
    """-> first and last token (<s> is 0) of the span in the passage's text; (0, 0) where it is cut off."""
    at = full.find(span, len(full) - len(text)); offsets = tokenize(full)[1][:200]
    hit = [i for i, (a, b) in enumerate(offsets) if a < at + len(span) and b > at]
    return (hit[0] + 1, hit[-1] + 1) if hit else (0, 0)


def window(tokenize, speaker, text, span):
    """-> a long passage's part that holds the span, with who speaks: the product reads a long passage in such parts too."""
    full = passage_text(speaker, text)
    if not span or token_span(tokenize, full, text, span) != (0, 0): return full, text
    begin = text.find(" ", max(0, text.find(span) - 350)) + 1
    return passage_text(speaker, text[begin:]), text[begin:]


def read(reader, states, pairs):
    """-> relevance [n] and span logits of pairs (question, passage text), evaluated in groups of like length."""
    states.prepare([t for pair in pairs for t in pair]); order = sorted(range(len(pairs)), key=lambda i: len(states.states[pairs[i][1]])); relevance = [0.0] * len(pairs); spans = [None] * len(pairs)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for i in range(0, len(order), 16):
            part = order[i:i + 16]; q, qm = stack([states.states[pairs[n][0]] for n in part]); p, pm = stack([states.states[pairs[n][1]] for n in part])
            similarity = torch.stack([(states.vectors[pairs[n][0]] * states.vectors[pairs[n][1]]).sum() for n in part]); r, s = reader(q, qm, p, pm, similarity)
            for n, a, b in zip(part, r.float().tolist(), s.float()): relevance[n] = a; spans[n] = b
    return relevance, spans


def best_span(logits, first, last):
    """-> (score beyond that of "no span", first token, last token)."""
    null = float(logits[0, 0] + logits[0, 1]); best = (-1e9, 0, 0); start, end = logits[:, 0].tolist(), logits[:, 1].tolist()
    for i in range(first, last):
        for j in range(i, min(i + LONGEST_SPAN, last)):
            if start[i] + end[j] > best[0]: best = (start[i] + end[j], i, j)
    return best[0] - null, best[1], best[2]


def area(positive, negative):
    return float(np.mean([[(p > n) + 0.5 * (p == n) for n in negative] for p in positive])) if positive and negative else 0.0


def overlap(got, wanted):
    words = lambda t: re.findall(r"\w+", t.lower()); a, b = words(got), words(wanted); common = sum(min(a.count(w), b.count(w)) for w in set(a))
    return 2 * common / (len(a) + len(b)) if a and b else 0.0


def validate(reader, states, groups, most=220):
    reader.eval(); chosen = random.Random(5).sample([(g, x) for g in groups for x in g["questions"]], min(most, sum(len(g["questions"]) for g in groups)))
    asked = first = dense = 0; precision, yes, no, f1 = [], [], [], []
    for g, x in chosen:
        question = "query: " + x["q"]; relevance, spans = read(reader, states, [(question, t) for t in g["full"]]); order = sorted(range(len(relevance)), key=lambda i: -relevance[i]); top = order[0]
        if not x["pos"]: no.append(relevance[top]); continue
        yes.append(relevance[top])
        if x["type"] in LISTS:
            hits = total = 0
            for rank, i in enumerate(order, 1):
                if i in x["pos"]: hits += 1; total += hits / rank
            precision.append(total / len(x["pos"])); continue
        asked += 1; first += top in x["pos"]; dense += int(states.similarity(question, g["full"]).argmax()) in x["pos"]
        if x["span"]:
            i = x["pos"][0]; full = g["full"][i]; offsets = states.tokenize(full)[1][:200]; begin = len(full) - len(g["passages"][i]); start = 1 + next(n for n, (a, _) in enumerate(offsets) if a >= begin)
            _, a, b = best_span(spans[i], start, len(offsets) + 1); f1.append(overlap(full[offsets[a - 1][0]:offsets[b - 1][1]], x["span"]))
    reader.train()
    return {"first": round(first / asked, 3), "dense": round(dense / asked, 3), "listAP": round(float(np.mean(precision)), 3), "areaClose": round(area(yes, no), 3), "spanF1": round(float(np.mean(f1)), 3), "n": asked}


def main():
    a = argparse.ArgumentParser(); a.add_argument("encoder"); a.add_argument("out"); a.add_argument("--written", nargs="+", default=[str(HERE / "records")]); a.add_argument("--aside", default="5b")
    a.add_argument("--shared", type=int, default=6); a.add_argument("--epochs", type=float, default=3); a.add_argument("--minutes", type=float, default=70); a.add_argument("--rate", type=float, default=1.5e-4)
    a.add_argument("--questions", type=int, default=10); a.add_argument("--negatives", type=int, default=3); a.add_argument("--start"); a.add_argument("--share", type=float, default=1.0)
    a.add_argument("--replayed", nargs="*", default=[], help="folders learned from before, met again so that they are not forgotten"); a.add_argument("--replay", type=float, default=0.3, help="the share of their questions that is met in each epoch"); o = a.parse_args()
    torch.set_num_threads(2); torch.manual_seed(0); random.seed(0); tokenize = Unigram(MODEL + "tokenizer.json"); encoder = Encoder(MODEL + "onnx/model_quantized.onnx")
    if o.encoder != "-": encoder.load_state_dict(torch.load(o.encoder))
    encoder.eval(); states = States(encoder, tokenize, o.shared); reader = PassageReader(encoder.layers[o.shared:])
    if o.start: reader.load_state_dict(torch.load(o.start))
    groups = [g for folder in o.written for g in data.written(folder)]; replayed = [g for folder in o.replayed for g in data.written(folder)]
    asked = {(g["name"], x["q"]) for g in groups for x in g["questions"]}
    replayed = [dict(g, replayed=True) for g in replayed if not any((g["name"], x["q"]) in asked for x in g["questions"])]
    groups += replayed
    if not any(g["writer"] in o.aside for g in groups): o.aside = ""
    for g in groups: g["full"] = [passage_text(s or "", t) for s, t in zip(g["speakers"], g["passages"])]; g["bare"] = [passage_text("", t) for t in g["passages"]]
    aside = [g for g in groups if g["writer"] in o.aside]; groups = [g for g in groups if g["writer"] not in o.aside]
    if o.share < 1: groups = random.sample(groups, int(len(groups) * o.share))
    began = time.time(); states.prepare([t for g in groups for t in g["full"] + g["bare"]]); states.prepare(["query: " + x["q"] for g in groups for x in g["questions"]])
    items = []
    for g in groups:
        for x in g["questions"]: items.append((g, dict(x, order=states.similarity("query: " + x["q"], g["full"]).argsort(descending=True).tolist())))
    met = sum(o.replay if "replayed" in g else 1 for g, _ in items)
    print(len(groups), "records", len(items), "questions,", int(met), "an epoch;", len(aside), f"aside; states {time.time() - began:.0f}s", flush=True)
    head = [p for n, p in reader.named_parameters() if not n.startswith("layers")]; body = [p for n, p in reader.named_parameters() if n.startswith("layers")]
    optimizer = torch.optim.AdamW([{"params": body, "rate": o.rate}, {"params": head, "rate": o.rate * 4}], lr=o.rate, weight_decay=0.01)
    steps = int(o.epochs * met / o.questions); start = time.time(); losses = []; pool = []; reader.train(); said = 0
    for step in range(steps):
        done = max(step / steps, (time.time() - start) / 60 / o.minutes)
        if done >= 1: break
        for group in optimizer.param_groups: group["lr"] = group["rate"] * min(1, (step + 1) / 60) * (1 - done)
        pairs, wanted, spans, who = [], [], [], []
        for n in range(o.questions):
            if not pool: pool = [item for item in random.sample(items, len(items)) if "replayed" not in item[0] or random.random() < o.replay]
            g, x = pool.pop(); negatives = [i for i in x["order"] if i not in x["pos"]]; hard = negatives[:8]
            positives = random.sample(x["pos"], min(2, len(x["pos"]))); chosen = random.sample(hard, min(o.negatives if positives else 2, len(hard)))
            if x["near"] is not None and x["near"] not in chosen: chosen = [x["near"]] + chosen[:1]
            question = "query: " + as_typed(x["q"]); form = "bare" if random.random() < 0.2 else "full"
            for i in positives + chosen:
                speaker = (g["speakers"][i] or "") if form == "full" else ""; full, text = window(tokenize, speaker, g["passages"][i], x["span"]) if i in x["pos"] else (g[form][i], g["passages"][i]); pairs.append((question, full)); who.append(n); wanted.append(1.0 if i in x["pos"] else 0.0)
                spans.append(token_span(tokenize, full, text, x["span"]) if i in x["pos"] and x["span"] else (0, 0) if i not in x["pos"] else None)
            if random.random() < 0.2:
                h = random.choice(groups)
                if h is not g: full = random.choice(h["full"]); pairs.append((question, full)); who.append(n); wanted.append(0.0); spans.append((0, 0))
        states.prepare([t for pair in pairs for t in pair]); order = sorted(range(len(pairs)), key=lambda i: len(states.states[pairs[i][1]])); logits = [None] * len(pairs); span_loss = 0.0
        for c in range(0, len(order), 17):
            part = order[c:c + 17]; q, qm = stack([states.states[pairs[i][0]] for i in part]); p, pm = stack([states.states[pairs[i][1]] for i in part])
            similarity = torch.stack([(states.vectors[pairs[i][0]] * states.vectors[pairs[i][1]]).sum() for i in part])
            # On records that the encoder was trained on its similarity is better than it will be on others: it is blurred, and at times left out.
            similarity = torch.where(torch.rand(len(part)) < 0.25, torch.full_like(similarity, 0.35), similarity + 0.04 * torch.randn(len(part)))
            with torch.autocast("cpu", dtype=torch.bfloat16): r, s = reader(q, qm, p, pm, similarity, drop=0.1)
            for i, value in zip(part, r.float()): logits[i] = value
            rows = [n for n, i in enumerate(part) if spans[i] is not None and spans[i][1] < p.shape[1]]
            if rows:
                s = s.float()[rows]; target = torch.tensor([spans[part[n]] for n in rows]); weight = torch.tensor([1.0 if spans[part[n]][1] > 0 else 0.4 for n in rows])
                span_loss = span_loss + (weight * (F.cross_entropy(s[..., 0], target[:, 0], reduction="none") + F.cross_entropy(s[..., 1], target[:, 1], reduction="none"))).sum() / len(pairs)
        value = torch.stack(logits); y = torch.tensor(wanted); loss = 0.6 * F.binary_cross_entropy_with_logits(value, y, pos_weight=torch.tensor(1.8)) + 0.45 * span_loss
        for n in range(o.questions):
            rows = [i for i, w in enumerate(who) if w == n]; own = y[rows]
            if 0 < own.sum() < len(rows): loss = loss - 1.2 * (F.log_softmax(value[rows], -1) * own / own.sum()).sum() / o.questions
        optimizer.zero_grad(); loss.backward(); torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0); optimizer.step(); losses.append(loss.item())
        if step % 25 == 24: print(f"{step + 1}/{steps} loss {sum(losses[-25:]) / 25:.3f} {time.time() - start:.0f}s", flush=True)
        if step % 250 == 249:
            torch.save(reader.state_dict(), o.out)
            for c in o.aside: print("  aside", c, validate(reader, states, [g for g in aside if g["writer"] == c], 60), flush=True)
    torch.save(reader.state_dict(), o.out)
    for c in o.aside: print("final", c, validate(reader, states, [g for g in aside if g["writer"] == c], 200), flush=True)


if __name__ == "__main__": main()
