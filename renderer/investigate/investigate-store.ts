import { create } from 'zustand';
import type { EntityRecord, Hop } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { type Answer, shownPaths, type Tab } from './answer.ts';
import type { Grouping } from './blast-groups.ts';
import { MOST_DRAWN } from './drawn-paths.ts';
import { type EditHistory, NO_EDITS } from './view-edits.ts';

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
  /** Most entities in the drawing. */
  readonly most: number;
  /** Whether the drawing shows names: without them it can be shown to others. */
  readonly names: boolean;
  /** Whether paths that only go on from an account's administrator are listed too. */
  readonly controlled: boolean;
  /** What a blast radius is put together by. */
  readonly grouping: Grouping;
  readonly selection: Selection | null;
  readonly document: OpenDocument | null;
  readonly drawer: 'table' | 'document';
  /** What a person changed about how this answer is shown. */
  readonly edits: EditHistory;
  readonly include: { readonly conditional: boolean; readonly unknown: boolean };
  /** The end a path is asked to; null for every crown jewel. */
  readonly target: EntityRecord | null;
}

const FRESH = {
  tab: null,
  path: 0,
  selection: null,
  document: null,
  drawer: 'table',
  edits: NO_EDITS,
} as const;

export const useInvestigate = create<InvestigateState>(() => ({
  ...FRESH,
  asking: null,
  failure: null,
  unasked: null,
  answer: null,
  merged: false,
  most: MOST_DRAWN,
  names: true,
  controlled: false,
  grouping: 'tier',
  include: { conditional: true, unknown: true },
  target: null,
}));

type Left = Pick<InvestigateState, keyof typeof FRESH>;

/** How each answer was left: going back to it, or to its tab, finds it so. */
const left = new WeakMap<Answer, Left>();

function leftOf(answer: Answer): Left {
  const now = useInvestigate.getState();
  if (now.answer !== answer) return left.get(answer) ?? FRESH;
  const { tab, path, selection, document, drawer, edits } = now;
  return { tab, path, selection, document, drawer, edits };
}

/** Shows an answer: as it was left where it was seen before, else with the first hop of its first path chosen. */
export function showInvestigate(answer: Answer | null): void {
  const before = useInvestigate.getState();
  if (before.answer !== answer) {
    if (before.answer) left.set(before.answer, leftOf(before.answer));
    useInvestigate.setState({ ...(answer ? leftOf(answer) : FRESH), answer });
  }
  const { selection, path, controlled } = useInvestigate.getState();
  const hop = shownPaths(answer, controlled)[path]?.hops[0];
  if (selection === null && hop) useInvestigate.setState({ selection: { kind: 'hops', hops: [hop] } });
}

/**
 * The same question asked again: its answer is shown as the former was. With other limits from its first path on; with
 * the same ones (`same`) at the path that was chosen.
 */
export function carryOver(former: Answer, answer: Answer, same = false): void {
  const before = leftOf(former);
  const { tab, document, drawer, edits } = before;
  left.set(answer, same ? before : { ...FRESH, tab, document, drawer, edits });
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

/** The relations that are chosen. */
export function chosenHops(): readonly Hop[] {
  const { selection } = useInvestigate.getState();
  return selection?.kind === 'hops' ? selection.hops : [];
}
