#!/bin/sh
# handle.sh: finds the dispute and makes every move of docs/story/moves in order, each as the partner that the file's name names.
set -eu
cd "$(dirname "$0")"
found=$(./ask.sh police dispute.graphql '{"number":"J3206122026112300417"}')
code=$(printf '%s' "$found" | sed -n 's/.*"code":"\(T-[^"]*\)".*/\1/p')
[ -n "$code" ] || { echo "no dispute yet: run docs/story/report.sh first, and wait a moment: $found" >&2; exit 1; }
for move in moves/*.graphql; do
  partner=$(basename "$move" | cut -d- -f2)
  echo "$partner: $(basename "$move" .graphql)"
  ./ask.sh "$partner" "$move" "{\"code\":\"$code\"}"
done
