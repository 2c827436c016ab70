/** Columns of `share.grid_events` besides `id` and `updated_at`, which every event carries too. */
export const EVENT_COLUMNS = [
  'event_no',
  'event_class',
  'event_subclass',
  'description',
  'grid_code',
  'grid_name',
  'region_code',
  'community_code',
  'address',
  'reporter_name',
  'reporter_phone',
  'counterparty',
  'people_involved',
  'stage',
  'reported_at',
  'occurred_at',
  'updated_at',
  'closed_at',
  'result',
] as const;

const EVENTS = EVENT_COLUMNS.join(', ');

/**
 * The grid platform's tables, and the views in `share` that it opens to others. Times are local, without an offset. PGlite has one session
 * for all connections, so that a transaction held open would keep everybody waiting: a late commit is a row that its view shows only from
 * `committed_at` on, though its `updated_at` is older. A row with `spoilt` is one that another program wrote wrong; it hides no sound row.
 */
export const GRID_SCHEMA = `
CREATE SCHEMA IF NOT EXISTS platform;
CREATE SCHEMA IF NOT EXISTS share;
CREATE TABLE IF NOT EXISTS platform.progress (city text PRIMARY KEY, delivered bigint NOT NULL);
CREATE TABLE IF NOT EXISTS platform.events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_no text,
  event_class text NOT NULL,
  event_subclass text NOT NULL,
  description text NOT NULL,
  grid_code text NOT NULL,
  grid_name text NOT NULL,
  region_code text NOT NULL,
  community_code text NOT NULL,
  address text NOT NULL,
  reporter_name text,
  reporter_phone text,
  counterparty text,
  people_involved integer,
  stage text NOT NULL,
  reported_at timestamp NOT NULL,
  occurred_at timestamp,
  updated_at timestamp NOT NULL,
  closed_at timestamp,
  result text,
  committed_at timestamptz NOT NULL,
  spoilt text UNIQUE
);
CREATE UNIQUE INDEX IF NOT EXISTS events_event_no ON platform.events (event_no) WHERE spoilt IS NULL;
CREATE INDEX IF NOT EXISTS events_updated_at ON platform.events (updated_at, id);
CREATE TABLE IF NOT EXISTS platform.communities (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text UNIQUE NOT NULL, name text NOT NULL, region_code text NOT NULL,
  population integer NOT NULL, active boolean NOT NULL, updated_at timestamp NOT NULL);
CREATE TABLE IF NOT EXISTS platform.mediation_committees (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text UNIQUE NOT NULL, name text NOT NULL, kind text NOT NULL, level text NOT NULL,
  region_code text NOT NULL, address text NOT NULL, phone text NOT NULL, established_on date NOT NULL, active boolean NOT NULL,
  updated_at timestamp NOT NULL);
CREATE TABLE IF NOT EXISTS platform.mediators (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text UNIQUE NOT NULL, name text NOT NULL, gender text NOT NULL,
  committee_code text NOT NULL REFERENCES platform.mediation_committees (code), specialities text NOT NULL, phone text NOT NULL,
  full_time boolean NOT NULL, certificate_no text NOT NULL, active boolean NOT NULL, updated_at timestamp NOT NULL);
CREATE TABLE IF NOT EXISTS platform.grids (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text UNIQUE NOT NULL, name text NOT NULL, region_code text NOT NULL,
  community_code text NOT NULL REFERENCES platform.communities (code),
  committee_code text NOT NULL REFERENCES platform.mediation_committees (code),
  worker_name text NOT NULL, worker_phone text NOT NULL, households integer NOT NULL, active boolean NOT NULL, updated_at timestamp NOT NULL);
CREATE OR REPLACE VIEW share.grid_events AS
  SELECT id, ${EVENTS} FROM platform.events WHERE committed_at <= clock_timestamp();
CREATE OR REPLACE VIEW share.communities AS SELECT * FROM platform.communities;
CREATE OR REPLACE VIEW share.mediation_committees AS SELECT * FROM platform.mediation_committees;
CREATE OR REPLACE VIEW share.mediators AS SELECT * FROM platform.mediators;
CREATE OR REPLACE VIEW share.grids AS
  SELECT g.id, g.code, g.name, g.region_code, g.community_code, c.name AS community_name, g.committee_code, g.worker_name, g.worker_phone,
         g.households, g.active, g.updated_at
  FROM platform.grids g JOIN platform.communities c ON c.code = g.community_code;
`;
