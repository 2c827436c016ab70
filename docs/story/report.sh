#!/bin/sh
# The same quarrel as four agencies of the simulated city report it, each by its own interface. `./tributary up` must be running.
set -eu
cd "$(dirname "$0")/../.."
home=${TRIBUTARY_HOME:-.tributary}
PATH="$PWD/node_modules/.bin:$PATH"

# Police 110 push a signed CloudEvent.
secret=$(sed -n '1s/^whsec_//p' "$home/secrets/police110.hmac" | base64 -d | od -An -tx1 | tr -d ' \n')
row=$(cat docs/story/police110.json)
body='{"specversion":"1.0","type":"cn.gov.police110.incident.v1","source":"urn:police110:320612","id":"story-1",
 "subject":"J3206122026112300417","datacontenttype":"application/json","data":'"$row"'}'
id=story-$(date +%s) now=$(date +%s)
signature=$(printf '%s.%s.%s' "$id" "$now" "$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$secret" -binary | base64)
curl -sS --fail-with-body "http://127.0.0.1:${TRIBUTARY_INTAKE_PORT:-4001}/intake/police110" -H 'content-type: application/cloudevents+json' \
  -H "webhook-id: $id" -H "webhook-timestamp: $now" -H "webhook-signature: v1,$signature" --data-binary "$body"
echo

# The hotline exports a file, and the court another.
./tributary ingest hotline12345 docs/story/hotline12345.csv
./tributary ingest court docs/story/court.xml

# The grid inspector writes into the grid platform's PostgreSQL.
node connectors/simulator/grid-database/run-sql.ts docs/story/grid.sql
