import { create } from 'zustand';
import type { EntityRecord } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';
import { engine } from '../engine-client.ts';
import { asFailure } from '../frame/session-store.ts';
import { type Chosen, stretches } from '../table/choose-rows.ts';

interface IdentitiesState {
  readonly handle: string | null;
  readonly kind: EntityKind | null;
  readonly match: string;
  readonly total: number;
  readonly rows: ReadonlyMap<number, EntityRecord>;
  readonly selected: number | null;
  /** Several may be chosen to be marked together. */
  readonly chosen: Chosen;
  readonly failure: TrustpathError | null;
}

const NOTHING: Chosen = { rows: new Set(), anchor: 0 };
const EMPTY = {
  total: 0,
  rows: new Map<number, EntityRecord>(),
  selected: null,
  chosen: NOTHING,
  failure: null,
};
const PAGE = 200;

export const useIdentities = create<IdentitiesState>(() => ({
  handle: null,
  kind: null,
  match: '',
  ...EMPTY,
}));

let query: AbortController | null = null;
const underWay = new Set<number>();

/** Asks for the first page of another list. */
export async function listEntities(handle: string, kind: EntityKind | null, match: string): Promise<void> {
  query?.abort();
  query = new AbortController();
  underWay.clear();
  useIdentities.setState({ handle, kind, match, selected: null, chosen: NOTHING, failure: null });
  await fetchPage(0, true);
}

/** Fetches the pages that the rows on screen stand on. */
export function showRange(first: number, last: number): void {
  for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
    if (!useIdentities.getState().rows.has(page * PAGE)) void fetchPage(page, false);
  }
}

async function fetchPage(page: number, fresh: boolean): Promise<void> {
  const { handle, kind, match } = useIdentities.getState();
  const own = query;
  if (handle === null || own === null || underWay.has(page)) return;
  underWay.add(page);
  try {
    const answer = await engine.request(
      'entities.list',
      {
        handle,
        limit: PAGE,
        offset: page * PAGE,
        ...(kind && { kind }),
        ...(match.trim() && { match: match.trim() }),
      },
      { signal: own.signal },
    );
    if (query !== own) return;
    useIdentities.setState((state) => {
      const rows = new Map(fresh ? [] : state.rows);
      answer.entities.forEach((entity, index) => {
        rows.set(page * PAGE + index, entity);
      });
      return { rows, total: answer.total };
    });
  } catch (thrown) {
    if (query === own && !own.signal.aborted) useIdentities.setState({ failure: asFailure(thrown) });
  } finally {
    underWay.delete(page);
  }
}

/** The same list again, as it is now: what was marked changes what is said of entities, not which there are. */
export async function listAgain(): Promise<void> {
  query?.abort();
  query = new AbortController();
  underWay.clear();
  const pages = new Set([...useIdentities.getState().rows.keys()].map((row) => Math.floor(row / PAGE)));
  const [first = 0, ...others] = [...pages].sort((a, b) => a - b);
  await fetchPage(first, true);
  await Promise.all(others.map((page) => fetchPage(page, false)));
}

/** The entities of the chosen rows, those that are not on screen fetched. */
export async function chosenInList(): Promise<readonly EntityRecord[]> {
  const { handle, kind, match, rows, chosen } = useIdentities.getState();
  if (handle === null) return [];
  const found = await Promise.all(
    stretches(chosen.rows).map(async ([first, last]) => {
      const known = Array.from({ length: last - first + 1 }, (_, index) => rows.get(first + index));
      if (known.every((entity) => entity !== undefined)) return known;
      const page = { limit: last - first + 1, offset: first };
      const filter = { ...(kind && { kind }), ...(match.trim() && { match: match.trim() }) };
      return (await engine.request('entities.list', { handle, ...page, ...filter })).entities;
    }),
  );
  return found.flat();
}
