#!/bin/sh
# A cited answer over HTTP, as JSON: the lead in "answer", the quotes with their speakers and places in "citations".
# sh client/api/examples/ask.sh
set -eu
url=${RELATOR_URL:-http://127.0.0.1:3000}

curl --silent --show-error --fail-with-body "${url%/}/api/v1/ask" \
  --header 'Content-Type: application/json' \
  --data '{ "question": "How much of Haiti'\''s GDP comes from remittances?" }'
