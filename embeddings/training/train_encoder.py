"""Fine-tunes the encoder on questions and their passages: InfoNCE with several positives over all passages of several
records at once, so that the near-alike passages of the same record are the hard negatives. With --shared N the N lower
layers stay as they are: what reads their states (both readers) stays valid, and their states are computed once.

    OMP_WAIT_POLICY=PASSIVE OMP_NUM_THREADS=2 python3 train_encoder.py OUT.pt --minutes 34
"""
import argparse, os, pathlib, random, time, unicodedata
import torch, torch.nn.functional as F
from encoder import Encoder, Unigram, pad
import data

HERE = pathlib.Path(__file__).resolve().parent
MODEL = os.environ.get("MODEL", str(HERE.parent / "model" / "multilingual-e5-small")) + "/"
LISTS = ("list", "compare", "count")


def passage(speaker, text):
    """The text that is embedded for a passage: who speaks stands before it."""
    return "passage: " + (speaker + ". " if speaker else "") + text


def plain(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def as_typed(question):
    """People also type in small letters, without accents or without marks: a tenth of the questions are shown so."""
    chance = random.random()
    if chance < 0.04: return plain(question).lower()
    if chance < 0.07: return question.lower().strip("¿?¡! ")
    if chance < 0.10: return question.rstrip("?").lstrip("¿")
    return question


def evaluate(encoder, tokenize, groups, with_speakers=True):
    """Within each record, by similarity alone: right passage first and among five; average precision of lists; the area
    by which the best similarity tells questions that are answered from those that are not."""
    encoder.eval(); asked = first = five = 0; precision = []; best = ([], [])
    with torch.no_grad():
        for g in groups:
            rows = [[0] + tokenize(passage(s if with_speakers else None, t))[0][:200] + [2] for s, t in zip(g["speakers"], g["passages"])]
            V = torch.cat([encoder.embed(*pad(rows[i:i + 12])) for i in range(0, len(rows), 12)])
            for q in g["questions"]:
                similarity = (encoder.embed(*pad([[0] + tokenize("query: " + q["q"])[0][:48] + [2]])) @ V.T)[0]
                order = similarity.argsort(descending=True).tolist()
                if not q["pos"]: best[1].append(float(similarity.max())); continue
                if q["type"] in LISTS:
                    hits = total = 0
                    for rank, i in enumerate(order, 1):
                        if i in q["pos"]: hits += 1; total += hits / rank
                    precision.append(total / len(q["pos"]))
                else:
                    asked += 1; first += order[0] in q["pos"]; five += any(i in q["pos"] for i in order[:5]); best[0].append(float(similarity.max()))
    encoder.train()
    area = sum((x > y) + .5 * (x == y) for x in best[0] for y in best[1]) / max(1, len(best[0]) * len(best[1]))
    return {"first": round(first / asked, 3), "among5": round(five / asked, 3), "listAP": round(sum(precision) / max(1, len(precision)), 3), "areaClose": round(area, 3), "n": asked}


class Rows:
    """Batches for the encoder: token rows, or the states of its frozen lower layers, computed once for each row."""
    def __init__(self, encoder, shared): self.encoder, self.shared, self.states = encoder, shared, {}

    def prepare(self, rows):
        if not self.shared: return
        todo = sorted({tuple(row) for row in rows if tuple(row) not in self.states}, key=len)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            for i in range(0, len(todo), 24):
                h = self.encoder(*pad([list(row) for row in todo[i:i + 24]]), upto=self.shared)
                for row, state in zip(todo[i:i + 24], h): self.states[row] = state[:len(row)].half()

    def embed(self, rows, drop):
        if not self.shared: return self.encoder.embed(*pad(rows), drop=drop)
        self.prepare(rows); longest = max(map(len, rows)); x = torch.zeros(len(rows), longest, self.encoder.position.shape[1]); mask = torch.zeros(len(rows), longest)
        for i, row in enumerate(rows): x[i, :len(row)] = self.states[tuple(row)].float(); mask[i, :len(row)] = 1
        return self.encoder.finish(x, mask, self.shared, drop)


def whole(folders):
    """-> the groups of all folders, what several folders ask of one record put together: a record's passages stand once in a batch."""
    merged = {}
    for g in (g for folder in folders for g in data.written(folder)):
        if g["name"] in merged: merged[g["name"]]["questions"] += g["questions"]
        else: merged[g["name"]] = g
    for g in merged.values(): g["questions"] = list({x["q"]: x for x in g["questions"]}.values())
    return list(merged.values())


def main():
    a = argparse.ArgumentParser(); a.add_argument("out"); a.add_argument("--epochs", type=float, default=2.6); a.add_argument("--minutes", type=float, default=36)
    a.add_argument("--written", nargs="+", default=[str(HERE / "records")]); a.add_argument("--start", help="an encoder to go on from"); a.add_argument("--shared", type=int, default=0, help="lower layers that stay as they are"); a.add_argument("--aside", default="5b", help="first characters of the record files that are kept aside")
    a.add_argument("--share", type=float, default=1.0, help="share of the training records, for a learning curve")
    a.add_argument("--rate", type=float, default=3e-5); a.add_argument("--temperature", type=float, default=0.03); a.add_argument("--records", type=int, default=4); a.add_argument("--queries", type=int, default=32); o = a.parse_args()
    torch.set_num_threads(2); torch.manual_seed(0); random.seed(0)
    tokenize = Unigram(MODEL + "tokenizer.json"); encoder = Encoder(MODEL + "onnx/model_quantized.onnx")
    if o.start: encoder.load_state_dict(torch.load(o.start))
    groups = whole(o.written); aside = {c: [g for g in groups if g["writer"] == c] for c in o.aside}; groups = [g for g in groups if g["writer"] not in o.aside]
    if o.share < 1: groups = random.sample(groups, int(len(groups) * o.share))
    for g in groups:
        g["rows"] = [[[0] + tokenize(passage(s, t))[0][:180] + [2] for s in (speaker, None)] for speaker, t in zip(g["speakers"], g["passages"])]
        g["items"] = [x for x in g["questions"] if x["pos"]]
    total = sum(len(g["items"]) for g in groups); print(len(groups), "records", total, "questions")
    for c, part in aside.items(): print("before", c, evaluate(encoder, tokenize, part[:10]), flush=True)
    encoder.position.requires_grad = False; batches = Rows(encoder, o.shared)
    if o.shared:
        for p in [*encoder.norm.parameters(), *encoder.layers[:o.shared].parameters()]: p.requires_grad = False
        encoder.eval(); batches.prepare([row for g in groups for both in g["rows"] for row in both])
    parameters = [p for p in encoder.parameters() if p.requires_grad]; optimizer = torch.optim.AdamW(parameters, lr=o.rate, weight_decay=0.01)
    steps = int(o.epochs * total / o.queries); start = time.time(); losses = []; encoder.train(); pools = {}
    def draw(g):
        if not pools.get(id(g)): pools[id(g)] = random.sample(g["items"], len(g["items"]))
        return pools[id(g)].pop()
    weights = [len(g["items"]) for g in groups]
    for step in range(steps):
        chosen = []
        while len(chosen) < o.records:
            g = random.choices(groups, weights)[0]
            if g not in chosen: chosen.append(g)
        passages, queries = [], []
        for g in chosen:
            base = len(passages); drawn = [draw(g) for _ in range(o.queries // len(chosen))]; take = list(range(len(g["rows"])))
            if len(take) > 14:
                need = sorted({i for q in drawn for i in q["pos"]})[:14]; rest = [i for i in take if i not in need]; take = need + random.sample(rest, max(0, 14 - len(need)))
            where = {i: base + n for n, i in enumerate(take)}; passages += [g["rows"][i][random.random() < 0.25] for i in take]
            queries += [([0] + tokenize("query: " + as_typed(q["q"]))[0][:48] + [2], [where[i] for i in q["pos"] if i in where]) for q in drawn]
        queries = [q for q in queries if q[1]]
        # The rate follows the clock as well as the steps, so that a run cut by --minutes has cooled down.
        done = max(step / steps, (time.time() - start) / 60 / o.minutes)
        if done >= 1: print("time"); break
        for group in optimizer.param_groups: group["lr"] = o.rate * min(1, (step + 1) / (0.08 * steps)) * (1 - done) ** 0.9
        with torch.autocast("cpu", dtype=torch.bfloat16):
            qv = batches.embed([q[0] for q in queries], 0.1)
            order = sorted(range(len(passages)), key=lambda i: len(passages[i]))
            pv = torch.cat([batches.embed([passages[j] for j in order[i:i + 14]], 0.1) for i in range(0, len(order), 14)])
            inverse = torch.empty(len(order), dtype=torch.long); inverse[torch.tensor(order)] = torch.arange(len(order)); pv = pv[inverse]
        logits = qv.float() @ pv.float().T / o.temperature; target = torch.zeros_like(logits)
        for i, (_, positives) in enumerate(queries): target[i, positives] = 1 / len(positives)
        loss = -(target * F.log_softmax(logits, -1)).sum(-1).mean(); optimizer.zero_grad(); loss.backward(); torch.nn.utils.clip_grad_norm_(parameters, 1.0); optimizer.step(); losses.append(loss.item())
        if step % 20 == 19: print(f"{step + 1}/{steps} loss {sum(losses[-20:]) / 20:.3f} {time.time() - start:.0f}s", flush=True)
        if step % 200 == 199: torch.save(encoder.state_dict(), o.out)
    torch.save(encoder.state_dict(), o.out)
    for c, part in aside.items(): print("after", c, evaluate(encoder, tokenize, part), flush=True)


if __name__ == "__main__": main()
