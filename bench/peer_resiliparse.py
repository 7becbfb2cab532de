"""resiliparse's main-content extraction over pages: peer_resiliparse.py ROUNDS FILE... prints one line of JSON, the best round."""
import json
import sys
import time

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

rounds, paths = int(sys.argv[1]), sys.argv[2:]
pages = [open(p, "rb").read() for p in paths]
best = 1e9
for _ in range(rounds):
    t = time.process_time()
    n = 0
    for page in pages:
        text = bytes_to_str(page, detect_encoding(page))
        n += len(extract_plain_text(text, main_content=True))
    best = min(best, time.process_time() - t)
print(json.dumps({"pages": len(pages), "bytes": sum(map(len, pages)), "text": n, "cpu": best}))
