#!/bin/sh
# The same quarrel as four agencies of the simulated city report it, each by its own interface. `./tributary up` must be running.
set -eu
cd "$(dirname "$0")/../.."
PATH="$PWD/node_modules/.bin:$PATH"

# Police 110 push a signed CloudEvent.
docs/story/push-police.sh docs/story/police110.json

# The hotline exports a file, and the court another.
./tributary ingest hotline12345 docs/story/hotline12345.csv
./tributary ingest court docs/story/court.xml

# The grid inspector writes into the grid platform's PostgreSQL.
node connectors/simulator/grid-database/run-sql.ts docs/story/grid.sql
