import { create } from 'zustand';
import type { EntityRecord, Hop } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import type { Tab } from './answer.ts';

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
  /** What is being asked, in words without the pasted text; null when nothing is. */
  readonly asking: string | null;
  readonly failure: TrustpathError | null;
  readonly tab: Tab | null;
  readonly path: number;
  /** All paths in one drawing, or the chosen one alone. */
  readonly merged: boolean;
  readonly selection: Selection | null;
  readonly document: OpenDocument | null;
  readonly drawer: 'table' | 'document';
  readonly include: { readonly conditional: boolean; readonly unknown: boolean };
  /** The end a path is asked to; null for every crown jewel. */
  readonly target: EntityRecord | null;
}

const FRESH = {
  asking: null,
  failure: null,
  tab: null,
  path: 0,
  selection: null,
  document: null,
  drawer: 'table',
} as const;

export const useInvestigate = create<InvestigateState>(() => ({
  ...FRESH,
  merged: false,
  include: { conditional: true, unknown: true },
  target: null,
}));

/** A new answer is on show: nothing of it is chosen yet. */
export function resetInvestigate(): void {
  useInvestigate.setState(FRESH);
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
