#!/bin/sh
# ask.sh PARTNER FILE.graphql VARIABLES: asks the running hub with the partner's own token, e.g. ask.sh court dispute.graphql '{"number":"J…"}'
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
query=$(tr '\n' ' ' <"$2" | sed 's/\\/\\\\/g; s/"/\\"/g')
curl -sS "http://127.0.0.1:${TRIBUTARY_PORT:-4000}/graphql" -H 'content-type: application/json' \
  -H "authorization: Bearer $("$root/tributary" token "$1")" --data-binary "{\"query\":\"$query\",\"variables\":$3}"
echo
