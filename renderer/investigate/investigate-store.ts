import { create } from 'zustand';
import type { EntityRecord, Hop } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { type Answer, shownPaths, type Tab } from './answer.ts';

export type Selection =
  | { readonly kind: 'hops'; readonly hops: readonly Hop[] }
  | { readonly kind: 'entity'; readonly id: string };

/** A place in an observation that a proof points at. */
export interface OpenDocument {
  readonly observation: Hop['proof'][number]['observation'];
  readonly pointer: string;
  readonly says: string;
}

interface InvestigateState {
  /** The answer that the rest of this state is about. */
  readonly answer: Answer | null;
  /** What is being asked, in words without the pasted text; null when nothing is. */
  readonly asking: string | null;
  readonly failure: TrustpathError | null;
  /** The public identifier of a credential that was recognised while no snapshot was open, to be traced in the next. */
  readonly unasked: string | null;
  readonly tab: Tab | null;
  readonly path: number;
  /** All paths in one drawing, or the chosen one alone. */
  readonly merged: boolean;
  /** Whether paths that only go on from an account's administrator are listed too. */
  readonly controlled: boolean;
  readonly selection: Selection | null;
  readonly document: OpenDocument | null;
  readonly drawer: 'table' | 'document';
  readonly include: { readonly conditional: boolean; readonly unknown: boolean };
  /** The end a path is asked to; null for every crown jewel. */
  readonly target: EntityRecord | null;
}

const FRESH = {
  failure: null,
  tab: null,
  path: 0,
  selection: null,
  document: null,
  drawer: 'table',
} as const;

export const useInvestigate = create<InvestigateState>(() => ({
  ...FRESH,
  asking: null,
  unasked: null,
  answer: null,
  merged: false,
  controlled: false,
  include: { conditional: true, unknown: true },
  target: null,
}));

/** Shows an answer: as it was left when it is the same, else with the first hop of its first path chosen. */
export function showInvestigate(answer: Answer | null): void {
  const before = useInvestigate.getState();
  const same = before.answer === answer;
  if (same && before.selection !== null) return;
  const hop = shownPaths(answer, before.controlled)[same ? before.path : 0]?.hops[0];
  const selection = hop ? ({ kind: 'hops', hops: [hop] } as const) : null;
  useInvestigate.setState(same ? { selection } : { ...FRESH, answer, selection });
}

/** Another snapshot is open: the target chosen in the former one is not in it. */
export function forgetTarget(): void {
  useInvestigate.setState({ target: null });
}

/** Nothing is chosen and no document is open: another view begins with its own. */
export function clearSelection(): void {
  useInvestigate.setState({ selection: null, document: null, drawer: 'table' });
}

export function selectHops(hops: readonly Hop[]): void {
  useInvestigate.setState({ selection: { kind: 'hops', hops } });
}

export function selectEntity(id: string): void {
  useInvestigate.setState({ selection: { kind: 'entity', id } });
}

export function openDocument(document: OpenDocument): void {
  useInvestigate.setState({ document, drawer: 'document' });
}
