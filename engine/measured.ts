import { createHash } from 'node:crypto';
import { z } from 'zod';
import { measuresOfSnapshot } from '../analysis/measures/measures-of.ts';
import { type PathEnds, pathsSeen } from '../analysis/measures/path-seen.ts';
import { MEASURES } from '../analysis/measures/registry.ts';
import type { CaseState } from '../schema/case/state.ts';
import { canonicalJson, type Json } from '../schema/json.ts';
import {
  type Measure,
  measure,
  type PathSeen,
  pathSeen,
  type TrendMeasure,
  trendMeasure,
} from '../schema/measures.ts';
import { keep, readKept } from './kept-by-digest.ts';
import type { Session } from './sessions.ts';
import { VERSION } from './version.ts';

/** Counted up whenever a measure of snapshots counts otherwise: what was kept before is not read again. */
const COUNTING = 1;
const MEASURED = ['snapshot measures', COUNTING, VERSION, ...MEASURES.map(({ id }) => id)].join(' ');

const summaries = z.object({ sealedAt: z.string(), measures: z.array(trendMeasure) });
export type Summaries = z.output<typeof summaries>;
const entityLists = z.record(measure.shape.id, z.array(z.string()));
const manySeen = z.array(pathSeen);

type Marks = CaseState['marks'];

/** The measures of an open, sealed snapshot, with the entities behind them. */
export function measuredWithEntities(session: Session, signal: AbortSignal): Measure[] {
  const { digest, sealedAt } = session.reader.info();
  const kept = digest === null ? null : keptMeasures(digest, session.marks(), true);
  if (kept) return kept.measures.map(({ count: _, ...each }) => each);
  const measures = measuresOfSnapshot(session.reader, {
    marks: session.marks(),
    tierOf: (entity) => session.tierOf(entity),
    graph: session.graph(),
    jewels: session.crownJewels(),
    valuables: session.valuables(),
    signal,
  });
  if (digest !== null && sealedAt !== null) {
    const counts = { sealedAt, measures: measures.map(withoutEntities) };
    keep(digest, summariesKey(session.marks()), counts satisfies Summaries);
    const all = Object.fromEntries(measures.map(({ id, entities }) => [id, entities]));
    keep(digest, listsKey(session.marks()), all);
  }
  return measures;
}

/** Whether the measures of an open snapshot were counted before, with the marks that it has now. */
export function isMeasured(session: Session): boolean {
  const { digest } = session.reader.info();
  return digest !== null && keptMeasures(digest, session.marks(), true) !== null;
}

/** The measures of a snapshot, with or without the entities behind them, where they were counted before. */
export function keptMeasures(digest: string, marks: Marks, entities: boolean): Summaries | null {
  const kept = readKept(digest, summariesKey(marks), summaries);
  if (!kept || !entities) return kept;
  const lists = readKept(digest, listsKey(marks), entityLists);
  if (!lists) return null;
  const measures = kept.measures.map((each) => ({ ...each, entities: lists[each.id] ?? [] }));
  return { ...kept, measures };
}

export function withoutEntities(each: Measure): TrendMeasure {
  return { ...each, count: each.entities.length, entities: [] };
}

/** What an open, sealed snapshot says of paths, in their order. */
export function pathsIn(session: Session, paths: readonly PathEnds[]): PathSeen[] {
  const { digest } = session.reader.info();
  const kept = digest === null ? null : keptPaths(digest, paths);
  if (kept) return kept;
  const seen = pathsSeen(session.reader, session.graph(), paths);
  if (digest !== null) keep(digest, pathsKey(paths), seen);
  return seen;
}

/** What a snapshot says of paths, where it was asked before. */
export function keptPaths(digest: string, paths: readonly PathEnds[]): PathSeen[] | null {
  return paths.length === 0 ? [] : readKept(digest, pathsKey(paths), manySeen);
}

function summariesKey(marks: Marks): string {
  return `${MEASURED} ${keyOf(marks)}`;
}

function listsKey(marks: Marks): string {
  return `entities of ${MEASURED} ${keyOf(marks)}`;
}

function pathsKey(paths: readonly PathEnds[]): string {
  return canonicalJson(['paths', COUNTING, VERSION, ...paths.map(({ from, to }) => [from, to])]);
}

/** What of the marks measures look at. */
function keyOf(marks: Marks): string {
  const counted = [...marks]
    .map(
      ([entity, each]): Json => [
        entity,
        each.tier ?? null,
        each['crown-jewel'] ?? null,
        each.owner ?? null,
        each.environment ?? null,
      ],
    )
    .sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  return createHash('sha256').update(canonicalJson(counted)).digest('hex');
}
