import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import type { Clock } from '../clock.ts';
import { recordAnswer } from '../record-answer.ts';
import { cliShape, exchange } from './answer.ts';
import { withDeadline } from './deadline.ts';
import { IDENTITY } from './operation.ts';
import type { Session } from './session.ts';
import { watchExchanges } from './watch-exchanges.ts';

export const COLLECTOR = 'aws-api/1';

/** Who AWS says is calling, and the answer that says it. */
export interface Identity {
  readonly account: string;
  readonly arn: string | null;
  readonly answer: object;
  readonly startedAt: string;
}

/** Asks AWS who is calling, which settles the account. Throws what the SDK threw: no credentials, no answer, a denial. */
export async function whoCalls(
  session: Session,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<Identity> {
  const client = new STSClient(session.clientConfig(session.regions[0]));
  watchExchanges(client, clock);
  const startedAt = clock.now().toISOString();
  try {
    const answer = await withDeadline(signal, (options) =>
      client.send(new GetCallerIdentityCommand({}), options),
    );
    const account = answer.Account;
    if (account === undefined || !/^\d{12}$/.test(account))
      throw Object.assign(new Error('the answer names no account'), { name: 'UnexpectedAnswer' });
    return { account, arn: answer.Arn ?? null, answer, startedAt };
  } finally {
    client.destroy();
  }
}

export function sourceOf(account: string): string {
  return `aws:${account}`;
}

/** Opens the source of the account, with the answer that says whose it is. */
export function openAccount(
  writer: SnapshotWriter,
  { account, arn, answer, startedAt }: Identity,
  clock: Clock,
  known: readonly string[],
): string {
  const source = sourceOf(account);
  writer.openSource({
    id: source,
    kind: 'aws',
    principal: arn,
    account,
    collector: COLLECTOR,
    startedAt,
    clockOffsetMs: clock.offsetMs(),
  });
  const call = { source, operation: IDENTITY, region: null, parameters: {}, page: 0, status: 'ok' } as const;
  const endedAt = clock.now().toISOString();
  recordAnswer(writer, { ...call, startedAt, endedAt, ...exchange(answer) }, cliShape(answer), known);
  writer.recordCoverage({
    source,
    operation: IDENTITY,
    region: null,
    status: 'complete',
    reason: '',
    items: 1,
    calls: 1,
    kinds: [],
  });
  return source;
}
