import { create } from 'zustand';
import type { Input } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import type { InventoryRow } from '../../schema/inventory.ts';
import type { InventoryFilter, InventorySort } from '../../schema/inventory-list.ts';
import { engine } from '../engine-client.ts';
import { isSameSnapshot } from '../frame/same-snapshot.ts';
import { asFailure } from '../frame/session-store.ts';
import { type Chosen, stretches } from '../table/choose-rows.ts';

export interface MachinesQuery {
  readonly match: string;
  readonly kind: InventoryRow['kind'] | null;
  readonly only: readonly InventoryFilter[];
  /** Those behind a measure of the programme. */
  readonly behind: { readonly id: string; readonly title: string } | null;
  readonly sort: { readonly by: InventorySort; readonly descending: boolean };
}

interface MachinesState {
  readonly handle: string | null;
  readonly query: MachinesQuery;
  /** Null until the first answer: the first look at a snapshot reads all that its providers told. */
  readonly total: number | null;
  /** What reading the first page does now, unless a person stopped it. */
  readonly doing: string;
  readonly stopped: boolean;
  readonly unsure: number;
  readonly kinds: readonly { readonly kind: InventoryRow['kind']; readonly count: number }[];
  readonly gaps: number;
  readonly rows: ReadonlyMap<number, InventoryRow>;
  readonly selected: number | null;
  /** Several may be chosen to be marked together. */
  readonly chosen: Chosen;
  readonly failure: TrustpathError | null;
}

export const ALL: MachinesQuery = {
  match: '',
  kind: null,
  only: [],
  behind: null,
  sort: { by: 'tier', descending: false },
};
const NOTHING: Chosen = { rows: new Set(), anchor: 0 };
const PAGE = 100;
const FIRST = 'Reading what the providers told of each identity';

export const useMachines = create<MachinesState>(() => ({
  handle: null,
  query: ALL,
  total: null,
  doing: FIRST,
  stopped: false,
  unsure: 0,
  kinds: [],
  gaps: 0,
  rows: new Map(),
  selected: null,
  chosen: NOTHING,
  failure: null,
}));

let asking: AbortController | null = null;
const underWay = new Set<number>();

export function stopListing(): void {
  asking?.abort();
  asking = null;
  useMachines.setState({ stopped: true });
}

/** Asks for the first page of another list; of another snapshot, from its beginning. */
export async function listMachines(handle: string, change: Partial<MachinesQuery> = {}): Promise<void> {
  const state = useMachines.getState();
  const isSame = isSameSnapshot(state.handle, handle);
  useMachines.setState({
    handle,
    query: { ...(isSame ? state.query : ALL), ...change },
    ...(!isSame && { total: null, rows: new Map() }),
    selected: null,
    chosen: NOTHING,
    failure: null,
    doing: FIRST,
    stopped: false,
  });
  begin();
  await fetchPage(0, true);
}

/** The same list again: what was marked changes what is said, and perhaps the order. */
export async function listMachinesAgain(): Promise<void> {
  begin();
  const pages = new Set([...useMachines.getState().rows.keys()].map((row) => Math.floor(row / PAGE)));
  const [first = 0, ...others] = [...pages].sort((a, b) => a - b);
  await fetchPage(first, true);
  await Promise.all(others.map((page) => fetchPage(page, false)));
}

/** Fetches the pages that the rows on screen stand on. */
export function showMachines(first: number, last: number): void {
  for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
    if (!useMachines.getState().rows.has(page * PAGE)) void fetchPage(page, false);
  }
}

/** The chosen identities, those that are not on screen fetched. */
export async function chosenMachines(): Promise<readonly InventoryRow[]> {
  const { handle, query, rows, chosen } = useMachines.getState();
  if (handle === null) return [];
  const found = await Promise.all(
    stretches(chosen.rows).map(async ([first, last]) => {
      const known = Array.from({ length: last - first + 1 }, (_, index) => rows.get(first + index));
      if (known.every((row) => row !== undefined)) return known;
      return (await engine.request('inventory.list', inputOf(handle, query, first, last - first + 1))).rows;
    }),
  );
  return found.flat();
}

function begin(): void {
  asking?.abort();
  asking = new AbortController();
  underWay.clear();
}

async function fetchPage(page: number, fresh: boolean): Promise<void> {
  const { handle, query } = useMachines.getState();
  const own = asking;
  if (handle === null || own === null || underWay.has(page)) return;
  underWay.add(page);
  try {
    const answer = await engine.request('inventory.list', inputOf(handle, query, page * PAGE, PAGE), {
      signal: own.signal,
      onProgress({ detail }) {
        if (asking === own) useMachines.setState({ doing: detail });
      },
    });
    if (asking !== own) return;
    const { total, unsure, kinds, gaps } = answer;
    useMachines.setState((state) => {
      const rows = new Map(fresh ? [] : state.rows);
      answer.rows.forEach((row, index) => {
        rows.set(page * PAGE + index, row);
      });
      return { rows, total, unsure, kinds, gaps };
    });
  } catch (thrown) {
    if (asking === own && !own.signal.aborted) useMachines.setState({ failure: asFailure(thrown) });
  } finally {
    underWay.delete(page);
  }
}

function inputOf(
  handle: string,
  { match, kind, only, behind, sort }: MachinesQuery,
  offset: number,
  limit: number,
): Input<'inventory.list'> {
  return {
    handle,
    match,
    only: [...only],
    sort,
    offset,
    limit,
    ...(kind && { kind }),
    ...(behind && { behind: behind.id }),
  };
}
