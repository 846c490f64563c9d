import { setImmediate as giveWay } from 'node:timers/promises';
import { inOrder, measuresOfCase } from '../../analysis/measures/measures-of.ts';
import type { CaseState } from '../../schema/case/state.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import type { Measure, PathSeen, TrendColumn, TrendMeasure } from '../../schema/measures.ts';
import { sameDigest } from '../file-of-snapshot.ts';
import {
  keptMeasures,
  keptPaths,
  measuredWithEntities,
  pathsIn,
  type Said,
  saidOf,
  withoutEntities,
} from '../measured.ts';
import { measuredCase, type NamedPath, namedPaths } from '../measured-case.ts';
import { openForReading } from '../open-for-reading.ts';
import type { RequestContext } from '../request-context.ts';
import { Session } from '../sessions.ts';

type Asked = ParsedInput<'measures'>['snapshots'][number];

const NOTHING_SAID: Said = { marks: new Map(), declined: new Map() };

/** A snapshot that was measured, without what the case says. */
interface Looked {
  readonly path: string;
  readonly digest: string | null;
  readonly sealedAt: string;
  readonly measures: readonly TrendMeasure[];
  readonly paths: readonly PathSeen[];
}

/** One snapshot after the other, so that no more than one besides those that are open is in memory. */
export async function measuresRequest(
  input: ParsedInput<'measures'>,
  context: RequestContext,
): Promise<Output<'measures'>> {
  const { signal, onProgress } = context;
  const state = input.case === undefined ? null : context.cases.get(input.case).state;
  const named = state ? namedPaths(state) : [];
  const now = input.at ?? new Date().toISOString();
  const looked: Looked[] = [];
  const failed: TrendColumn[] = [];
  for (const [done, asked] of input.snapshots.entries()) {
    const path = 'path' in asked ? asked.path : context.sessions.get(asked.handle).reader.info().path;
    const total = input.snapshots.length;
    onProgress({ stage: 'measure', source: null, detail: path, done, total, gaps: 0 });
    await othersTurn(signal);
    try {
      looked.push(await look(asked, { state, named, entities: input.entities === true }, context));
    } catch (error) {
      if (!(error instanceof TrustpathError) || error.code === 'cancelled') throw error;
      const digest = 'path' in asked ? (asked.digest ?? null) : null;
      const { code, message } = error;
      failed.push({ path, digest, sealedAt: null, at: now, measures: [], failure: { code, message } });
    }
  }
  looked.sort((a, b) => Date.parse(a.sealedAt) - Date.parse(b.sealedAt));
  const seen = looked.map(({ sealedAt, digest, paths }) => ({ at: sealedAt, digest, paths }));
  const ofCase = state && measuredCase(state, named, seen);
  const columns = looked.map(({ path, digest, sealedAt, measures }, place): TrendColumn => {
    const at = place === looked.length - 1 ? now : sealedAt;
    const all = [...measures, ...measuresOfCase(ofCase, at).map(counted)];
    return { path, digest, sealedAt, at, measures: inOrder(all), failure: null };
  });
  return { columns: [...columns, ...failed] };
}

async function look(
  asked: Asked,
  {
    state,
    named,
    entities,
  }: {
    readonly state: CaseState | null;
    readonly named: readonly NamedPath[];
    readonly entities: boolean;
  },
  context: RequestContext,
): Promise<Looked> {
  const as = entities ? counted : withoutEntities;
  if ('handle' in asked) {
    const session = context.sessions.get(asked.handle);
    const { path, digest } = session.reader.info();
    const known = digest === null ? null : keptLook(digest, saidOf(session), named, entities);
    return known && digest !== null
      ? { path, digest, ...known }
      : await measured(session, path, named, context, as);
  }
  const { path, digest } = asked;
  const known = digest === undefined ? null : keptLook(digest, state ?? NOTHING_SAID, named, entities);
  if (known && digest !== undefined) return { path, digest, ...known };
  const opened = await openForReading(path, context);
  const session = new Session(opened.reader, opened);
  try {
    session.setCase(state);
    if (digest !== undefined) {
      const { file, reason } = sameDigest(path, opened.reader.info().digest, digest);
      if (file !== 'there') throw new TrustpathError('input-refused', reason);
    }
    return await measured(session, path, named, context, as);
  } finally {
    session.close();
  }
}

/** What is known of a snapshot without looking into it: all that is asked, or null. */
function keptLook(digest: string, said: Said, named: readonly NamedPath[], entities: boolean) {
  const kept = keptMeasures(digest, said, entities);
  const paths = kept && keptPaths(digest, named);
  return kept && paths && { ...kept, paths };
}

async function measured(
  session: Session,
  path: string,
  named: readonly NamedPath[],
  { signal }: RequestContext,
  as: (each: Measure) => TrendMeasure,
): Promise<Looked> {
  const { digest, sealedAt } = session.reader.info();
  if (sealedAt === null)
    throw new TrustpathError(
      'input-refused',
      `${path}: the collection is unfinished: nothing to measure yet.`,
    );
  const measures = (await measuredWithEntities(session, signal)).map(as);
  return { path, digest, sealedAt, measures, paths: pathsIn(session, named) };
}

/** Between two snapshots other requests, and a cancellation, have their turn. */
async function othersTurn(signal: AbortSignal): Promise<void> {
  await giveWay();
  throwIfCancelled(signal);
}

function counted(each: Measure): TrendMeasure {
  return { ...each, count: each.entities.length };
}
