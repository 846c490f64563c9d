import type { FormatVersion } from './list.ts';

/**
 * Format 1. Columns that are compared or joined come first and long ones last, so that a scan seldom leaves the
 * row's first page. Numbers are whole and texts are UTF-8: there are no floating-point columns, because the digest
 * is taken over the text of every value. docs/snapshot-format.md explains each table and column.
 */
export const V1: FormatVersion = {
  tables: [
    `CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`,
    `CREATE TABLE source (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, principal TEXT, account TEXT,
      collector TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT, clock_offset_ms INTEGER
    ) STRICT`,
    `CREATE TABLE body (
      number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, data BLOB NOT NULL
    ) STRICT`,
    `CREATE TABLE call (
      number INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES source (id), operation TEXT NOT NULL, region TEXT,
      page INTEGER NOT NULL, status TEXT NOT NULL, http_status INTEGER, request_id TEXT, started_at TEXT NOT NULL,
      ended_at TEXT NOT NULL, body INTEGER REFERENCES body (number), original_sha256 TEXT,
      redactions INTEGER NOT NULL, endpoint TEXT NOT NULL, parameters TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE coverage (
      number INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES source (id), operation TEXT NOT NULL, region TEXT,
      status TEXT NOT NULL, items INTEGER NOT NULL, calls INTEGER NOT NULL, reason TEXT NOT NULL, kinds TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE entity (
      number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
      source TEXT REFERENCES source (id), collected INTEGER NOT NULL, tier INTEGER,
      body INTEGER REFERENCES body (number), pointer TEXT, attributes TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE relation_type (
      number INTEGER PRIMARY KEY, kind TEXT NOT NULL, rule TEXT NOT NULL, verdict TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE proof_step (
      number INTEGER PRIMARY KEY, body INTEGER NOT NULL REFERENCES body (number), pointer TEXT NOT NULL,
      says TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE relation (
      number INTEGER PRIMARY KEY, from_entity INTEGER NOT NULL REFERENCES entity (number),
      to_entity INTEGER NOT NULL REFERENCES entity (number), type INTEGER NOT NULL REFERENCES relation_type (number),
      proof TEXT NOT NULL, conditions TEXT
    ) STRICT`,
    `CREATE TABLE graph (
      number INTEGER PRIMARY KEY, name TEXT NOT NULL, part INTEGER NOT NULL, type TEXT NOT NULL, sha256 TEXT NOT NULL,
      data BLOB NOT NULL
    ) STRICT`,
    `CREATE UNIQUE INDEX call_key ON call (source, operation, ifnull(region, ''), parameters, page)`,
    `CREATE UNIQUE INDEX coverage_key ON coverage (source, operation, ifnull(region, ''))`,
  ],
  indexes: [
    `CREATE INDEX call_by_body ON call (body)`,
    // One index lists entities in order and, asked kind by kind, finds one by its id. Relations have none: readers
    // keep their ends in memory, and two indexes over millions of rows would double the time of sealing.
    `CREATE UNIQUE INDEX entity_by_kind ON entity (kind, id)`,
  ],
};
