import { TrustpathError } from '../errors.ts';
import { canonicalJson, type Json } from '../json.ts';
import type { Call, Source } from '../records.ts';
import { observationId, packBody } from './body.ts';
import { asWriteFailure, removeWithJournal } from './make-file.ts';
import { readSnapshot } from './read.ts';
import { type CallRow, SELECT_CALLS, SOURCE_COLUMNS, type SourceRow, toCall, toSource } from './rows.ts';
import { sealSnapshot } from './seal.ts';
import { type Connection, statements } from './statements.ts';
import type { CallKey, SnapshotReader, SnapshotWriter } from './types.ts';

/** A writer over an open connection to the unfinished file at `working`, to be published at `published`. */
export function writeSnapshot(db: Connection, working: string, published: string): SnapshotWriter {
  const sql = statements(db);

  /** One transaction, or part of the one of a batch. */
  function durably<T>(work: () => T): T {
    if (!db.open) throw new TrustpathError('internal', `${published}: the snapshot is closed.`);
    try {
      return db.transaction(work)();
    } catch (error) {
      throw asWriteFailure(error, published);
    }
  }

  function storeBody(document: Json, place: string): { readonly number: number; readonly sha256: string } {
    const body = packBody(document, place);
    sql('INSERT INTO body (sha256, size, data) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING').run(
      body.sha256,
      body.size,
      body.data,
    );
    const number = sql('SELECT number FROM body WHERE sha256 = ?').pluck().get(body.sha256) as number;
    return { number, sha256: body.sha256 };
  }

  const sourceRow = (id: string) =>
    sql(`SELECT ${SOURCE_COLUMNS} FROM source WHERE id = ?`).get(id) as SourceRow | undefined;
  const sameCall = `source = ? AND operation = ? AND ifnull(region, '') = ifnull(?, '') AND parameters = ?`;
  const keyOf = (key: Omit<CallKey, 'page'>) =>
    [key.source, key.operation, key.region, canonicalJson(key.parameters)] as const;

  return {
    path: published,

    openSource(source) {
      return durably(() => {
        const stored = sourceRow(source.id);
        if (stored) return toSource(stored);
        const added: Source = { ...source, endedAt: null };
        sql(`INSERT INTO source (${SOURCE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, NULL, ?)`).run(
          added.id,
          added.kind,
          added.principal,
          added.account,
          added.collector,
          added.startedAt,
          wholeMilliseconds(added.clockOffsetMs),
        );
        return added;
      });
    },

    closeSource(id, endedAt, clockOffsetMs) {
      durably(() =>
        sql('UPDATE source SET ended_at = ?, clock_offset_ms = ? WHERE id = ?').run(
          endedAt,
          wholeMilliseconds(clockOffsetMs),
          id,
        ),
      );
    },

    recordCall(call, document) {
      return durably(() => {
        const place = `${call.source} ${call.operation} page ${call.page}`;
        const body = document === null ? null : storeBody(document, place);
        const key = keyOf(call);
        sql(`DELETE FROM call WHERE ${sameCall} AND page = ?`).run(...key, call.page);
        sql(
          `INSERT INTO call (source, operation, region, parameters, page, status, http_status, request_id, started_at,
             ended_at, body, original_sha256, redactions, endpoint)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ).run(
          ...key,
          call.page,
          call.status,
          call.httpStatus,
          call.requestId,
          call.startedAt,
          call.endedAt,
          body?.number ?? null,
          call.originalSha256,
          call.redactions,
          call.endpoint,
        );
        return { ...call, observation: body ? observationId(body.sha256) : null } satisfies Call;
      });
    },

    recordedCall(key) {
      const row = sql(`${SELECT_CALLS} WHERE ${sameCall} AND page = ? AND status = 'ok'`).get(
        ...keyOf(key),
        key.page,
      ) as CallRow | undefined;
      if (!row) return null;
      const call = toCall(row);
      return { call, document: call.observation === null ? null : reader().document(call.observation) };
    },

    forgetCalls(key) {
      durably(() => sql(`DELETE FROM call WHERE ${sameCall}`).run(...keyOf(key)));
    },

    recordCoverage(coverage) {
      durably(() => {
        const { source, operation, region } = coverage;
        sql(
          `DELETE FROM coverage WHERE source = ? AND operation = ? AND ifnull(region, '') = ifnull(?, '')`,
        ).run(source, operation, region);
        sql(
          `INSERT INTO coverage (source, operation, region, status, items, calls, reason, kinds)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        ).run(
          source,
          operation,
          region,
          coverage.status,
          coverage.items,
          coverage.calls,
          coverage.reason,
          canonicalJson(coverage.kinds),
        );
      });
    },

    batch: durably,
    reader,

    seal(derived, graph, options) {
      if (!db.open) throw new TrustpathError('internal', `${published}: the snapshot is closed.`);
      try {
        return sealSnapshot({ db, working, published }, derived, graph, options);
      } catch (error) {
        throw asWriteFailure(error, published);
      }
    },

    discard() {
      db.close();
      removeWithJournal(working);
    },

    close() {
      if (db.open) db.close();
    },
  };

  /** Shares the writer's connection, so that closing it closes nothing. */
  function reader(): SnapshotReader {
    return readSnapshot(db, published, () => undefined);
  }
}

function wholeMilliseconds(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}
