-- The record: what was read and what was found, when. Migrated, never dropped, never lost.
--
-- Times are RFC 3339 UTC text. Intervals are half-open, [from, to); a `to` that is NULL means "still". JSON is
-- canonical text (names sorted, no spaces), so that equal values are equal texts.

-- This file: the key of its content hashes (SipHash-2-4-128), and the fingerprint of the world it now holds.
CREATE TABLE store (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  created TEXT NOT NULL,
  hash_key BLOB NOT NULL,
  world TEXT
) STRICT;

-- A canonical JSON text by the hash of its content, one however many resources share it. Only fields that an importer
-- names are in it, so no secret and nothing volatile is.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  body TEXT NOT NULL
) STRICT;

-- One act of reading exports. What it read is told by coverage and resource_version.
CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  tool TEXT NOT NULL,
  files INTEGER NOT NULL,
  elements INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  notes INTEGER NOT NULL REFERENCES document
) STRICT;

-- Which (account, region, kind) an import saw, and whether all of it. Only a complete one can end a resource.
CREATE TABLE coverage (
  import INTEGER NOT NULL REFERENCES import,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  kind TEXT NOT NULL,
  complete INTEGER NOT NULL,
  count INTEGER NOT NULL,
  exported_at TEXT,
  why TEXT,
  PRIMARY KEY (account, region, kind, import)
) STRICT, WITHOUT ROWID;

-- Anything with an identity: role, managed policy, task definition, state machine, rule, schedule, cluster, OU, …
CREATE TABLE resource (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  arn TEXT NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  UNIQUE (arn, kind)
) STRICT;

-- A resource that the record knows and an incomplete export did not show: neither gone nor known to be as it was.
CREATE TABLE unread (
  import INTEGER NOT NULL REFERENCES import,
  resource INTEGER NOT NULL REFERENCES resource,
  PRIMARY KEY (import, resource)
) STRICT, WITHOUT ROWID;

-- One aspect of a resource over time: 'trust', 'inline:NAME', 'attached', 'boundary', 'definition', 'targets', …
-- An export speaks for the aspects that it prints; an aspect that was never read is unknown, not absent.
CREATE TABLE resource_version (
  resource INTEGER NOT NULL REFERENCES resource,
  aspect TEXT NOT NULL,
  document INTEGER NOT NULL REFERENCES document,
  from_import INTEGER NOT NULL REFERENCES import,
  to_import INTEGER REFERENCES import,
  PRIMARY KEY (resource, aspect, from_import),
  CHECK (to_import > from_import)
) STRICT, WITHOUT ROWID;

-- A check as it was when it ran: its manifest with the messages, so that an old run renders as it did.
CREATE TABLE check_revision (
  id INTEGER PRIMARY KEY,
  check_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  manifest INTEGER NOT NULL REFERENCES document,
  source TEXT NOT NULL,
  UNIQUE (check_id, hash)
) STRICT;

-- One audit. Its number is its id; `import` is the newest one it saw; configuration is what was in force; remarks are the
-- notes and assumptions that its report prints.
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  import INTEGER NOT NULL REFERENCES import,
  started TEXT NOT NULL,
  tool TEXT NOT NULL,
  configuration INTEGER NOT NULL REFERENCES document,
  remarks INTEGER NOT NULL REFERENCES document
) STRICT;

-- What a run was about. Findings elsewhere are neither renewed nor resolved by it.
CREATE TABLE run_scope (
  run INTEGER NOT NULL REFERENCES run,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  kind TEXT NOT NULL,
  complete INTEGER NOT NULL,
  PRIMARY KEY (account, region, kind, run)
) STRICT, WITHOUT ROWID;

-- What one check did in one run.
CREATE TABLE check_result (
  run INTEGER NOT NULL REFERENCES run,
  revision INTEGER NOT NULL REFERENCES check_revision,
  status TEXT NOT NULL CHECK (status IN ('completed', 'failed', 'timed-out', 'disabled')),
  pass INTEGER NOT NULL,
  fail INTEGER NOT NULL,
  conditional INTEGER NOT NULL,
  unknown INTEGER NOT NULL,
  note TEXT,
  PRIMARY KEY (run, revision)
) STRICT, WITHOUT ROWID;

-- A finding's identity: check, subject, locator, key; the fingerprint is those four in one readable line, the same in
-- every store. The subject is the stable name (a task definition without its revision, or every deploy would resolve
-- and reopen); the evidence holds the full one.
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,
  check_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  locator TEXT NOT NULL,
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL
) STRICT;

-- Its life: one row for each stretch of runs in which nothing about it changed. Not-evaluated is a stretch too and
-- keeps what was last known. New, changed, reopened and resolved are read off the edges and stored nowhere.
CREATE TABLE finding_interval (
  id INTEGER PRIMARY KEY,
  finding INTEGER NOT NULL REFERENCES finding,
  from_run INTEGER NOT NULL REFERENCES run,
  to_run INTEGER REFERENCES run,
  state TEXT NOT NULL CHECK (state IN ('open', 'not-evaluated')),
  verdict TEXT NOT NULL CHECK (verdict IN ('fail', 'conditional', 'unknown')),
  code TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('critical', 'high', 'medium', 'low', 'info')),
  revision INTEGER NOT NULL REFERENCES check_revision,
  evidence INTEGER NOT NULL REFERENCES document,
  CHECK (to_run > from_run)
) STRICT;
CREATE UNIQUE INDEX finding_interval_one ON finding_interval (finding, from_run);
CREATE UNIQUE INDEX finding_interval_now ON finding_interval (finding) WHERE to_run IS NULL;
CREATE INDEX finding_interval_ended ON finding_interval (to_run) WHERE to_run IS NOT NULL;

-- Why a finding changed in a run: the aspect whose document changed (before, after; NULL: was not, is no more), or
-- what else did.
CREATE TABLE cause (
  finding INTEGER NOT NULL REFERENCES finding,
  run INTEGER NOT NULL REFERENCES run,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('resource', 'check', 'configuration', 'coverage', 'tool')),
  resource INTEGER REFERENCES resource,
  aspect TEXT,
  before INTEGER REFERENCES document,
  after INTEGER REFERENCES document,
  PRIMARY KEY (finding, run, ordinal)
) STRICT, WITHOUT ROWID;
