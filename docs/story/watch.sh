#!/bin/sh
# watch.sh [CURSOR]: shows what analysts are told, as it happens, by server-sent events. Each `id:` is a cursor; with the last one it goes on there.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
query=$(tr '\n' ' ' <"$root/docs/story/watch.graphql")
curl -sSN "http://127.0.0.1:${TRIBUTARY_PORT:-4000}/graphql/stream" -H 'content-type: application/json' -H 'accept: text/event-stream' \
  -H "authorization: Bearer $("$root/tributary" token analyst)" ${1:+-H "last-event-id: $1"} --data-binary "{\"query\":\"$query\"}"
