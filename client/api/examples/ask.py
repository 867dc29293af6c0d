"""A cited answer with nothing but Python's standard library.

python3 client/api/examples/ask.py "How much of Haiti's GDP comes from remittances?"
"""

import json
import os
import sys
import urllib.error
import urllib.request

url = os.environ.get("RELATOR_URL", "http://127.0.0.1:3000")
question = sys.argv[1] if len(sys.argv) > 1 else "How much of Haiti's GDP comes from remittances?"

request = urllib.request.Request(
    f"{url.rstrip('/')}/api/v1/ask",
    data=json.dumps({"question": question}).encode(),
    headers={"Content-Type": "application/json"},
)
try:
    with urllib.request.urlopen(request, timeout=60) as response:
        answer = json.load(response)
except urllib.error.HTTPError as refused:
    # A problem document (RFC 9457) says what is wrong, and what to do.
    sys.exit(json.load(refused)["detail"])

print(answer["answer"])
for citation in answer["citations"]:
    print(f"[{citation['number']}] {citation['speaker']}, ¶{citation['paragraph']}: {citation['quote']}")
if answer["outcome"] == "not-found":
    sys.exit("The records do not answer this.")
