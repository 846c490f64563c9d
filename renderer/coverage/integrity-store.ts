import { create } from 'zustand';
import type { TrustpathError } from '../../schema/errors.ts';
import { engine } from '../engine-client.ts';
import { asFailure, useSession } from '../frame/session-store.ts';

interface IntegrityState {
  /** The snapshot that the rest is about. */
  readonly handle: string | null;
  readonly busy: boolean;
  /** The digest that the content was found to have, which is the one it was sealed with. */
  readonly digest: string | null;
  readonly failure: TrustpathError | null;
}

const UNASKED = { busy: false, digest: null, failure: null } as const;

export const useIntegrity = create<IntegrityState>(() => ({ handle: null, ...UNASKED }));

/** Reads the whole file of the open snapshot and compares its content with the digest it was sealed with. */
export async function verifySnapshot(): Promise<void> {
  const handle = useSession.getState().snapshot?.handle;
  if (handle === undefined) return;
  useIntegrity.setState({ handle, ...UNASKED, busy: true });
  const ended = await engine.request('snapshot.verify', { handle }).then(
    ({ digest }) => ({ digest, failure: null }),
    (thrown: unknown) => ({ digest: null, failure: asFailure(thrown) }),
  );
  if (useIntegrity.getState().handle === handle) useIntegrity.setState({ ...ended, busy: false });
}
