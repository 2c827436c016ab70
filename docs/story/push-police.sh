#!/bin/sh
# push-police.sh FILE.json: pushes one call sheet as the police system of the simulated city does, as a signed CloudEvent.
set -eu
cd "$(dirname "$0")/../.."
home=${TRIBUTARY_HOME:-.tributary}
secret=$(sed -n '1s/^whsec_//p' "$home/secrets/police110.hmac" | base64 -d | od -An -tx1 | tr -d ' \n')
row=$(cat "$1")
subject=$(sed -n 's/.*"jjdbh": *"\([^"]*\)".*/\1/p' "$1")
id=story-$(date +%s)-$$ now=$(date +%s)
body='{"specversion":"1.0","type":"cn.gov.police110.incident.v1","source":"urn:police110:320612","id":"'$id'",
 "subject":"'$subject'","datacontenttype":"application/json","data":'"$row"'}'
signature=$(printf '%s.%s.%s' "$id" "$now" "$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$secret" -binary | base64)
curl -sS --fail-with-body "http://127.0.0.1:${TRIBUTARY_INTAKE_PORT:-4001}/intake/police110" -H 'content-type: application/cloudevents+json' \
  -H "webhook-id: $id" -H "webhook-timestamp: $now" -H "webhook-signature: v1,$signature" --data-binary "$body"
echo
