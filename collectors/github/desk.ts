import type { Coverage } from '../../schema/records.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import type { Clock } from '../clock.ts';
import type { Ledger } from '../ledger.ts';
import type { ApiBase } from './api-base.ts';
import type { Client } from './client.ts';
import type { Pauses } from './pauses.ts';
import type { Previous } from './previous.ts';
import type { Tags } from './tags.ts';

/** What a call needs of the collection it belongs to. */
export interface Desk {
  readonly writer: SnapshotWriter;
  readonly ledger: Ledger;
  readonly source: string;
  /** Coverage that has not been written yet, and when some was last (`performance.now()`). */
  readonly ended: { readonly coverage: Coverage[]; writtenAt: number };
  readonly client: Client;
  readonly base: ApiBase;
  readonly clock: Clock;
  readonly pauses: Pauses;
  readonly signal: AbortSignal | undefined;
  readonly previous: Previous;
  readonly tags: Tags;
  readonly health: Health;
  /** The secrets in use, so that nothing stored or shown can carry them. */
  readonly known: () => readonly string[];
}

/** What makes further calls pointless. */
export interface Health {
  /** Why the token is no good any more; null while it is. */
  refused: string | null;
  /** Calls in a row that no server answered. */
  unanswered: number;
  unreachable: string | null;
}

/** After so many calls in a row without any answer, each with all its attempts, the rest is left alone. */
const UNREACHABLE_AFTER = 3;

export function noteHealth(
  health: Health,
  fault: { unauthorised: boolean; network: boolean; reason: string } | null,
) {
  if (fault === null || !fault.network) health.unanswered = 0;
  if (fault?.unauthorised)
    health.refused = `the token was refused (${fault.reason}); resume with a good one to go on`;
  if (fault?.network && ++health.unanswered >= UNREACHABLE_AFTER)
    health.unreachable = `not tried, because the server did not answer before (${fault.reason})`;
}
