import { create } from 'zustand';
import type { Output } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { engine } from '../engine-client.ts';
import { isSameSnapshot } from '../frame/same-snapshot.ts';
import { asFailure } from '../frame/session-store.ts';

export type Behaviours = Output<'behaviours'>;
export type BehaviourDetail = Output<'behaviour'>;

interface BehaviourState {
  /** What the list is of: a snapshot, and the day from which on things count as new; null for the last seven days. */
  readonly handle: string | null;
  readonly since: string | null;
  readonly words: string;
  readonly onlyDeviating: boolean;
  /** Null while it is asked for. */
  readonly list: Behaviours | null;
  /** The identity that is looked at. Null: the first of the list. */
  readonly subject: string | null;
  readonly failure: TrustpathError | null;
}

const EVERYTHING = { since: null, words: '', onlyDeviating: false, list: null, subject: null, failure: null };
export const useBehaviour = create<BehaviourState>(() => ({ handle: null, ...EVERYTHING }));

/** Asks for everybody whom the logs saw, once for each snapshot and day. */
export async function compareAll(handle: string, since: string | null, signal: AbortSignal): Promise<void> {
  const before = useBehaviour.getState();
  // What is looked at may have been chosen elsewhere, before this was opened.
  const isSame = isSameSnapshot(before.handle, handle);
  if (!isSame && before.handle !== null) useBehaviour.setState({ ...EVERYTHING, subject: before.subject });
  else if (isSame && before.list !== null && before.since === since) {
    useBehaviour.setState({ handle });
    return;
  }
  useBehaviour.setState({ handle, failure: null });
  try {
    const list = await engine.request('behaviours', { handle, ...(since !== null && { since }) }, { signal });
    useBehaviour.setState({ list, since });
  } catch (thrown) {
    if (!signal.aborted) useBehaviour.setState({ failure: asFailure(thrown) });
  }
}
