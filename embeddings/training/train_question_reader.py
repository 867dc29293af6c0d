"""Trains the question reader on utterances of known kinds and on the questions of the written records.

    OMP_WAIT_POLICY=PASSIVE OMP_NUM_THREADS=2 python3 train_question_reader.py ENCODER.pt OUT.pt --minutes 6
"""
import argparse, collections, glob, json, os, pathlib, random, re, time, unicodedata
import torch, torch.nn.functional as F
from encoder import Encoder, Unigram, pad
from question_reader import MARKS, QuestionReader
from train_encoder import MODEL, as_typed
from validate import load

HERE = pathlib.Path(__file__).resolve().parent
MARKED = re.compile(r"\[([stkdx]) ([^\[\]]*)\]")
COUNT_KINDS = ("count-mentions",)


def unmark(text, excluded_speaker=False):
    """"[s the union] on [t rates]" -> the bare text and its parts as (start, end, part)."""
    plain, parts, at = "", [], 0
    for m in MARKED.finditer(text):
        plain += text[at:m.start()]; part = MARKS[m[1]]
        if excluded_speaker and m[1] == "s": part = MARKS["x"]
        parts.append((len(plain), len(plain) + len(m[2]), part)); plain += m[2]; at = m.end()
    return plain + text[at:], parts


def utterances(folder):
    """-> [(text, kinds that would be right, parts or None)]. Unmarked files teach no parts."""
    out = []
    for path in sorted(glob.glob(f"{folder}/**/*.txt", recursive=True)):
        kind = pathlib.Path(path).stem; lines = [l.split("|", 1)[1].strip() for l in open(path, encoding="utf-8") if "|" in l]
        marked = sum(bool(MARKED.search(l)) for l in lines) > 0.2 * len(lines)
        for l in lines:
            text, parts = unmark(l, kind == "list-not" and "[x " not in l); out.append((text, (kind,), parts if marked or MARKED.search(l) or kind in NO_PARTS else None))
    return out


NO_PARTS = ("smalltalk", "assistant", "command", "gibberish", "document-title", "document-language", "document-symbol", "document-kind")
DOCUMENT = {"title": "document-title", "date": "document-date", "documentdate": "document-documentdate", "place": "document-place", "issuer": "document-issuer", "body": "document-body", "speakers": "document-speakers",
            "countrecommendations": "document-countrecommendations", "language": "document-language", "kind": "document-kind", "agenda": "document-agenda", "symbol": "document-symbol"}


LEAVES_OUT = re.compile(r"\b(not?|never|nunca|sin|without|except|excepto|salvo|menos|aside|apart|aparte|besides|other than|fuera de|n't|silent|quiet|call[oó]|sauf|exceto)\b", re.I)


def list_kinds(text, parts):
    marked = {p for *_, p in parts}
    if MARKS["x"] in marked: return ("list-not",)
    # The records' lists do not mark what they leave out: a negation may be one, or part of the topic.
    if LEAVES_OUT.search(text): return ("list-not", "list-mentions", "list-recommendations")
    # "list-recommendations" is a list of statements of a kind: proposals, commitments, objections, figures.
    if MARKS["k"] in marked: return ("list-recommendations",)
    return ("overview-speaker", "list-mentions") if MARKS["s"] in marked and MARKS["t"] not in marked else ("speaker-topic", "list-mentions") if MARKS["s"] in marked else ("list-mentions",)


def of_records(folder):
    out = []
    for r in load(folder):
        for x in r["questions"]:
            text, parts = unmark(x["q"])
            if x["type"] == "near": continue
            speaks = any(p == MARKS["s"] for *_, p in parts)
            out.append((text, ("speaker-topic", x["type"]) if speaks else (x["type"],), parts if parts else None))
        for x in r["lists"]:
            text, parts = unmark(x["q"]); kinds = list_kinds(text, parts) if x["type"] == "list" else {"count": COUNT_KINDS, "compare": ("compare",)}[x["type"]]
            out.append((text, kinds, parts if parts else None))
        for x in r["whole"]:
            kind = DOCUMENT.get(x["type"].removeprefix("document:"), x["type"].replace("speakerrole", "speaker-role")); out.append((unmark(x["q"])[0], (kind,), None))
    return out


def encode(tokenize, text, parts):
    """-> token ids and the part of each token, or -1 where unknown."""
    ids, offsets = tokenize("query: " + text); shift = len("query: "); labels = []
    for a, b in offsets[:62]:
        labels.append(-1 if parts is None or b <= shift else next((p for s, e, p in parts if a - shift < e and b - shift > s), 0))
    return [0] + ids[:62] + [2], [-1] + labels + [-1]


def typed(text, parts):
    """Also in capitals, in small letters, without marks; lengths stay, so that parts do."""
    if random.random() < 0.05 and len(text.upper()) == len(text): return text.upper()
    if random.random() < 0.2 and len(text.lower()) == len(text): text = text.lower()
    # Half of those who write Spanish to a machine leave the accents out.
    if random.random() < 0.4:
        bare = "".join(unicodedata.normalize("NFD", c)[0] for c in text); text = bare if len(bare) == len(text) else text
    if random.random() < 0.2: text = text.replace("¿", " ").replace("?", " ")
    return text


def score(reader, rows, kinds, states):
    reader.eval(); right = total = 0; by = collections.defaultdict(lambda: [0, 0]); confusion = collections.Counter(); tp = collections.Counter(); fp = collections.Counter(); fn = collections.Counter(); refused = [0, 0, 0, 0]
    outside = [kinds.index(k) for k in ("outside", "command", "gibberish", "smalltalk", "assistant") if k in kinds]
    with torch.no_grad():
        for i in range(0, len(rows), 32):
            part = rows[i:i + 32]; x, m = states([r[2] for r in part]); k, p = reader(x, m); chosen = k.argmax(-1).tolist(); probability = k.softmax(-1)[:, outside].sum(-1).tolist()
            for r, c, logits, out in zip(part, chosen, p.argmax(-1).tolist(), probability):
                hit = kinds[c] in r[1]; right += hit; total += 1; by[r[1][0]][0] += hit; by[r[1][0]][1] += 1
                if not hit: confusion[(r[1][0], kinds[c])] += 1
                is_out = any(kinds.index(a) in outside for a in r[1] if a in kinds); refused[0 if is_out else 2] += out > 0.5; refused[1 if is_out else 3] += 1
                for got, want in zip(logits, r[3]):
                    if want < 0: continue
                    if got == want and want: tp[want] += 1
                    elif got != want: fp[got] += got > 0; fn[want] += want > 0
    reader.train()
    parts = {name: round(2 * tp[i] / max(1, 2 * tp[i] + fp[i] + fn[i]), 2) for name, i in (("speaker", 1), ("topic", 2), ("kind", 3), ("session", 4), ("excluded", 5))}
    return {"kind": round(right / total, 3), "outside told": f"{refused[0]}/{refused[1]}", "wrongly outside": f"{refused[2]}/{refused[3]}", "token F1": parts, "n": total}, by, confusion


def main():
    a = argparse.ArgumentParser(); a.add_argument("encoder"); a.add_argument("out"); a.add_argument("--records", nargs="+", default=[str(HERE / "records")]); a.add_argument("--utterances", nargs="+", default=[str(HERE / "utterances")]); a.add_argument("--test", nargs="*", default=[])
    a.add_argument("--shared", type=int, default=6); a.add_argument("--layers", type=int, default=2); a.add_argument("--minutes", type=float, default=6); a.add_argument("--rate", type=float, default=2e-4); a.add_argument("--share", type=float, default=1.0); a.add_argument("--start", help="a question reader to go on from, of the same kinds"); a.add_argument("--verbose", action="store_true"); o = a.parse_args()
    torch.set_num_threads(2); torch.manual_seed(0); random.seed(0); tokenize = Unigram(MODEL + "tokenizer.json"); encoder = Encoder(MODEL + "onnx/model_quantized.onnx")
    if o.encoder != "-": encoder.load_state_dict(torch.load(o.encoder))
    encoder.eval(); spoken = [u for f in o.utterances for u in utterances(f)]; asked = [q for f in o.records for q in of_records(f)]
    kinds = sorted({k for _, ks, _ in spoken + asked for k in ks})
    def states(rows):
        ids, mask = pad(rows)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16): return encoder(ids, mask, upto=o.shared).float(), mask
    rows = lambda items: [(t, ks, *encode(tokenize, t, parts)) for t, ks, parts in items]
    held = {name: rows(utterances(name) if not name.endswith("records") else of_records(name)) for name in o.test}
    reader = QuestionReader(encoder.layers[o.shared:o.shared + o.layers], len(kinds))
    if o.start:
        before = torch.load(o.start)
        if before["kinds"] != kinds: raise SystemExit(f"{o.start} knows other kinds: {sorted(set(before['kinds']) ^ set(kinds))}")
        reader.load_state_dict(before["state"])
    optimizer = torch.optim.AdamW(reader.parameters(), lr=o.rate, weight_decay=0.02)
    if o.share < 1: spoken = random.sample(spoken, int(o.share * len(spoken))); asked = random.sample(asked, int(o.share * len(asked)))
    # Half of a batch are utterances, a kind drawn first, so that rare kinds are met as often as common ones.
    by_kind = collections.defaultdict(list)
    for u in spoken: by_kind[u[1][0]].append(u)
    print(len(spoken), "utterances", len(asked), "questions of records", len(kinds), "kinds", flush=True); start = time.time(); step = 0; losses = []; reader.train()
    while True:
        done = (time.time() - start) / 60 / o.minutes
        if done >= 1: break
        for group in optimizer.param_groups: group["lr"] = o.rate * min(1, (step + 1) / 60) * (1 - done)
        names = random.choices(list(by_kind), weights=[len(v) ** 0.7 for v in by_kind.values()], k=24); drawn = [random.choice(by_kind[n]) for n in names] + random.sample(asked, 16)
        batch = [(ks, *encode(tokenize, typed(t, parts), parts)) for t, ks, parts in drawn]; x, m = states([b[1] for b in batch]); labels = torch.full(m.shape, -1, dtype=torch.long)
        for i, b in enumerate(batch): labels[i, :len(b[2])] = torch.tensor(b[2])
        with torch.autocast("cpu", dtype=torch.bfloat16): k, p = reader(x, m, drop=0.1)
        k, p = k.float(), p.float(); wanted = torch.zeros_like(k)
        for i, b in enumerate(batch): wanted[i, [kinds.index(n) for n in b[0]]] = 1
        loss = -torch.log(0.95 * (k.softmax(-1) * wanted).sum(-1) + 0.05 / len(kinds)).mean() + F.cross_entropy(p.flatten(0, 1), labels.flatten(), ignore_index=-1)
        optimizer.zero_grad(); loss.backward(); torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0); optimizer.step(); losses.append(loss.item()); step += 1
        if step % 100 == 0: print(f"{step} loss {sum(losses[-100:]) / 100:.3f} {time.time() - start:.0f}s", flush=True)
    torch.save({"state": reader.state_dict(), "kinds": kinds, "layers": o.layers}, o.out)
    for name, part in held.items():
        figures, by, confusion = score(reader, part, kinds, states); print(name, json.dumps(figures)); 
        if o.verbose: print({k: f"{v[0]}/{v[1]}" for k, v in by.items()}); print(confusion.most_common(25))


if __name__ == "__main__": main()
