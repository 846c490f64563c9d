import { createHash } from 'node:crypto';
import { z } from 'zod';
import { measureSteps } from '../analysis/measures/measures-of.ts';
import { type PathEnds, pathsSeen } from '../analysis/measures/path-seen.ts';
import { sharedSteps } from '../analysis/steps.ts';
import { declinedKey } from '../schema/case/declined-key.ts';
import type { CaseState } from '../schema/case/state.ts';
import { canonicalJson } from '../schema/json.ts';
import {
  type Measure,
  measure,
  type PathSeen,
  pathSeen,
  type TrendMeasure,
  trendMeasure,
} from '../schema/measures.ts';
import { keep, readKept } from './kept-by-digest.ts';
import { inventoryCounted, type SaidNow, saidNow } from './kept-inventory.ts';
import { type Session, tierBy } from './sessions.ts';

const summaries = z.object({ sealedAt: z.string(), measures: z.array(trendMeasure) });
export type Summaries = z.output<typeof summaries>;
const entityLists = z.record(measure.shape.id, z.array(z.string()));
const manySeen = z.array(pathSeen);

/** What the case says of entities and of what is proposed of them. */
export type Said = Pick<CaseState, 'marks' | 'declined'>;

export function saidOf(session: Session): Said {
  return { marks: session.marks(), declined: session.declined() };
}

const latest = new WeakMap<Session, { readonly key: string; readonly measures: readonly Measure[] }>();

/** The measures of an open snapshot with the entities behind them, where they were counted before with what is said now. */
export function knownMeasures(session: Session): readonly Measure[] | null {
  const { digest } = session.reader.info();
  const said = saidOf(session);
  const key = summariesKey(said);
  const known = latest.get(session);
  if (known?.key === key) return known.measures;
  const kept = digest === null ? null : keptMeasures(digest, said, true);
  if (!kept) return null;
  const measures = kept.measures.map(({ count: _, ...each }) => each);
  latest.set(session, { key, measures });
  return measures;
}

/** The measures of an open, sealed snapshot, with the entities behind them. */
export async function measuredWithEntities(
  session: Session,
  signal: AbortSignal,
): Promise<readonly Measure[]> {
  const known = knownMeasures(session);
  if (known) return known;
  session.requireSealed();
  return session.take(counted(saidNow(session)), signal);
}

const counted = sharedSteps(function* (said: SaidNow) {
  const { session, marks, declined } = said;
  const { digest, sealedAt } = session.reader.info();
  // Read before the first stop: then the case may say something else.
  const [jewels, valuables] = [session.crownJewels(), session.valuables()];
  const measures: readonly Measure[] = yield* measureSteps(session.reader, {
    rows: yield* inventoryCounted(said),
    marks,
    tierOf: (entity) => tierBy(marks, entity),
    graph: session.graph(),
    jewels,
    valuables,
    isDeclined: (entity, { mark, value }) => declined.has(declinedKey({ entity, mark, value })),
  });
  latest.set(session, { key: summariesKey(said), measures });
  if (digest !== null && sealedAt !== null) {
    const counts = { sealedAt, measures: measures.map(withoutEntities) };
    keep(digest, summariesKey(said), counts satisfies Summaries);
    const all = Object.fromEntries(measures.map(({ id, entities }) => [id, entities]));
    keep(digest, listsKey(said), all);
  }
  return measures;
});

/** The measures of a snapshot, with or without the entities behind them, where they were counted before. */
export function keptMeasures(digest: string, said: Said, entities: boolean): Summaries | null {
  const kept = readKept(digest, summariesKey(said), summaries);
  if (!kept || !entities) return kept;
  const lists = readKept(digest, listsKey(said), entityLists);
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

function summariesKey(said: Said): string {
  return `measures ${keyOf(said)}`;
}

function listsKey(said: Said): string {
  return `entities of measures ${keyOf(said)}`;
}

function pathsKey(paths: readonly PathEnds[]): string {
  return canonicalJson(['paths', ...paths.map(({ from, to }) => [from, to])]);
}

/** What of it measures look at. */
function keyOf({ marks, declined }: Said): string {
  const counted = [...marks].map(([entity, each]) =>
    canonicalJson([
      entity,
      each.tier ?? null,
      each['crown-jewel'] ?? null,
      each.owner ?? null,
      each.environment ?? null,
    ]),
  );
  const all = [...counted.sort(), '', ...[...declined.keys()].sort()];
  return createHash('sha256').update(canonicalJson(all)).digest('hex');
}
