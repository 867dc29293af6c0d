"""Loads question-and-passage groups: our own written records (../WRITING.md) and the project's development questions."""
import json, re, pathlib, sys, unicodedata
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from validate import load as load_written
clean = lambda q: re.sub(r'\[[sktd] ([^\]]*)\]', r'\1', q)
norm = lambda t: re.sub(r'\s+', ' ', unicodedata.normalize('NFC', t)).strip()
def written(folder):
    """-> groups {name, language, passages [text], speakers, questions [{q, lang, type, pos [i], span, near}]}"""
    out = []
    for r in load_written(folder):
        qs = [{'q': clean(x['q']), 'lang': x['lang'], 'type': x['type'], 'pos': [] if x['span'] is None else [x['p']], 'span': x['span'], 'near': x['p'] if x['span'] is None else None} for x in r['questions']]
        qs += [{'q': clean(x['q']), 'lang': x['lang'], 'type': x['type'], 'pos': sorted(set(x['ids'])), 'span': None, 'near': None} for x in r['lists']]
        out.append({'name': r['file'], 'writer': r['file'][0], 'language': r['meta'].get('language'), 'passages': [p['text'] for p in r['passages']], 'speakers': [p['speaker'] for p in r['passages']], 'questions': qs})
    return out
def development(records, folder, without=()):
    recs = json.load(open(records)); out = []; by = {}
    for f in sorted(pathlib.Path(folder).glob('*.jsonl')):
        for line in f.read_text().splitlines():
            if line.strip(): q = json.loads(line); by.setdefault(q.get('document'), []).append(q)
    for d, qs in by.items():
        if d is None or d in without or d not in recs: continue
        P = [p for p in recs[d]['passages'] if p['kind'] not in ('heading', 'front-matter', 'closing') and p['parent'] is None]; texts = [norm(p['text']) for p in P]; group = []
        for q in qs:
            ev = q.get('evidence') or []
            pos = sorted({i for e in ev for i, t in enumerate(texts) if norm(e) in t}); alt = {i for a in q.get('alternatives', []) for e in a for i, t in enumerate(texts) if norm(e) in t}
            if q.get('history'): continue
            if ev and not pos: continue
            group.append({'q': q['question'], 'lang': q['language'], 'type': q['type'], 'pos': pos, 'also': sorted(alt), 'span': norm(ev[0]) if len(ev) == 1 else None, 'near': None})
        out.append({'name': d, 'language': recs[d]['language'], 'passages': texts, 'speakers': [p['speaker'] for p in P], 'questions': group})
    return out
