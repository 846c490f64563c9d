import { type TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import { isJsonObject } from '../../schema/json.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { createClock } from '../clock.ts';
import { eachLimited } from '../limiter.ts';
import { type CollectAwsOptions, collectAccount, collectAws } from './collect.ts';
import { type Fault, faultOf } from './faults.ts';
import { type Identity, sourceOf, whoCalls } from './identity.ts';
import { IDENTITY, list } from './operation.ts';
import { organizations } from './organizations.ts';
import { noIdentity, openSession, type Session } from './session.ts';
import { readSharedProfiles } from './shared-config.ts';
import { recordUnreached } from './unreached-account.ts';

export interface CollectAccountsOptions extends CollectAwsOptions {
  /** Several profiles, each an account. */
  readonly profiles?: readonly string[] | undefined;
  /** Name of a role (with its path, if it has one) to take on in each other account of the organization. */
  readonly orgRole?: string | undefined;
}

export interface CollectAccountsResult {
  /** In the order collected, those included that could not be entered. */
  readonly sources: readonly string[];
  readonly gaps: number;
  readonly stopped: string | null;
}

/** Accounts at a time: each has limits of its own at AWS, and this machine has one. */
const ACCOUNTS_AT_ONCE = 3;

/**
 * Collects several accounts into one snapshot, a source for each: those of the profiles, and with `orgRole` every other
 * account of the organization that one of them can list. An account that cannot be entered becomes coverage of that
 * account and does not stop the others.
 * @throws TrustpathError as `collectAws`, where none of the profiles can be used
 */
export async function collectAwsAccounts(
  writer: SnapshotWriter,
  options: CollectAccountsOptions,
): Promise<CollectAccountsResult> {
  const { profiles = [], orgRole, ...each } = options;
  const names = profiles.length > 0 ? [...new Set(profiles)] : [each.profile];
  if (names.length === 1 && orgRole === undefined) {
    const { source, gaps, stopped } = await collectAws(writer, { ...each, profile: names[0] });
    return { sources: [source], gaps, stopped };
  }
  const run = startRun(writer, each);
  const entered = await run.enterProfiles(names);
  await run.collect(entered);
  if (orgRole !== undefined) for (const way of entered) await run.collectMembers(way, orgRole);
  return run.result();
}

/** An account that answered who is calling. */
interface Entered {
  readonly session: Session;
  readonly identity: Identity;
}

function startRun(writer: SnapshotWriter, options: CollectAwsOptions) {
  const clock = createClock(options.now ?? (() => new Date()));
  const claimed = new Set<string>();
  const sources: string[] = [];
  let gaps = 0;
  let stopped: string | null = null;
  const failed: { readonly profile: string; readonly fault: Fault }[] = [];

  /** Finds out which account each profile leads to; one that leads nowhere is noted. */
  async function enterProfiles(names: readonly (string | undefined)[]): Promise<readonly Entered[]> {
    const entered: Entered[] = [];
    let first: TrustpathError | null = null;
    for (const profile of names) {
      throwIfCancelled(options.signal);
      const session = await openSession({ ...options, profile });
      try {
        const identity = await whoCalls(session, clock, options.signal);
        // Two profiles of one account see the same; the first is used.
        if (claimed.has(identity.account)) continue;
        claimed.add(identity.account);
        entered.push({ session, identity });
        if (profile !== undefined) forget(profile);
      } catch (error) {
        throwIfCancelled(options.signal);
        first ??= noIdentity(error, session.known());
        const fault = faultOf(error, session.known());
        const account = profile === undefined ? null : await accountOfProfile(profile);
        if (account !== null && !claimed.has(account)) {
          const way = { account, operation: IDENTITY, parameters: { profile: profile ?? '' } };
          unreached(way, fault, session.regions);
        } else failed.push({ profile: profile ?? 'default', fault });
      }
    }
    if (entered.length === 0 && first !== null) throw first;
    return entered;
  }

  async function collect(entered: readonly Entered[]): Promise<void> {
    await eachLimited(entered, ACCOUNTS_AT_ONCE, async ({ session, identity }) => {
      add(await collectAccount(writer, session, identity, clock, options));
    });
    // A profile of which not even the account is known is told beside the first account that is.
    const [first] = entered;
    for (const { profile, fault } of first ? failed : []) {
      gaps++;
      writer.recordCoverage({
        source: sourceOf(first?.identity.account ?? ''),
        operation: profileOperation(profile),
        region: null,
        status: fault.status,
        reason: `the account of profile ${profile} was not collected: ${fault.reason}`,
        items: 0,
        calls: 1,
        kinds: ['can-assume', 'can-read', 'can-write', 'can-administer', 'can-decrypt'],
      });
    }
  }

  async function collectMembers({ session, identity }: Entered, orgRole: string): Promise<void> {
    const base = sourceOf(identity.account);
    const members = membersOf(writer, base);
    const named = (status: 'complete' | 'skipped', reason: string, items: number) =>
      writer.recordCoverage({
        source: base,
        operation: 'sts:AssumeRole',
        region: null,
        status,
        reason,
        items,
        calls: items,
        kinds:
          status === 'complete'
            ? []
            : ['can-assume', 'can-read', 'can-write', 'can-administer', 'can-decrypt'],
      });
    if (members.length === 0) {
      gaps++;
      named(
        'skipped',
        `the accounts of the organization are not known here, so ${orgRole} was taken on in none (organizations:ListAccountsForParent)`,
        0,
      );
      return;
    }
    const others = members.filter(({ id }) => !claimed.has(id));
    for (const { id } of others) claimed.add(id);
    const whole = writer
      .reader()
      .coverage()
      .every(
        (record) => record.source !== base || !TREE.has(record.operation) || record.status === 'complete',
      );
    await eachLimited(others, ACCOUNTS_AT_ONCE, async ({ id, partition, status }) => {
      throwIfCancelled(options.signal);
      const RoleArn = `arn:${partition}:iam::${id}:role/${orgRole}`;
      const way = { account: id, operation: 'sts:AssumeRole', parameters: { RoleArn } };
      if (status !== 'ACTIVE') {
        const reason = `the account is ${status} in the organization`;
        unreached(way, { ...NOT_TRIED, reason }, session.regions);
        return;
      }
      const member = session.as(RoleArn, options.externalId);
      let found: Identity;
      try {
        found = await whoCalls(member, clock, options.signal);
      } catch (error) {
        throwIfCancelled(options.signal);
        unreached(way, faultOf(error, member.known()), session.regions);
        return;
      }
      // What the organization says of itself was told above, and a member would only be denied.
      const leaveOut = whole ? [organizations] : [];
      add(await collectAccount(writer, member, found, clock, options, leaveOut));
      entered(id, way.operation);
    });
    named('complete', '', others.length);
  }

  /** An earlier run may have recorded that the account could not be entered. */
  function entered(account: string, operation: string): void {
    const source = sourceOf(account);
    const stale = writer
      .reader()
      .coverage()
      .find((record) => record.source === source && record.operation === operation);
    if (stale)
      writer.recordCoverage({ ...stale, status: 'complete', reason: '', items: 1, calls: 1, kinds: [] });
  }

  /** The same of a profile whose account was not known then. */
  function forget(profile: string): void {
    for (const record of writer.reader().coverage())
      if (record.operation === profileOperation(profile) && record.status !== 'complete')
        writer.recordCoverage({ ...record, status: 'complete', reason: '', calls: 1, kinds: [] });
  }

  function add(result: { readonly source: string; readonly gaps: number; readonly stopped: string | null }) {
    sources.push(result.source);
    gaps += result.gaps;
    stopped ??= result.stopped;
  }

  function unreached(way: Parameters<typeof recordUnreached>[1], fault: Fault, regions: readonly string[]) {
    gaps += recordUnreached(writer, way, fault, regions, clock);
    sources.push(sourceOf(way.account));
  }

  return { enterProfiles, collect, collectMembers, result: () => ({ sources, gaps, stopped }) };
}

const NOT_TRIED = { status: 'skipped', expired: false, network: false, code: 'NotTried' } as const;
const TREE: ReadonlySet<string> = new Set(organizations.operations.map((one) => one.operation));

const profileOperation = (profile: string) => `profile:${profile}`;

/** The account that a profile names in the AWS CLI's files, where it does. */
async function accountOfProfile(name: string): Promise<string | null> {
  const settings = (await readSharedProfiles()).find((one) => one.name === name)?.settings;
  const account = /^arn:[^:]*:iam::(\d{12}):role\//.exec(settings?.role_arn ?? '')?.[1];
  const sso = settings?.sso_account_id ?? '';
  return account ?? (/^\d{12}$/.test(sso) ? sso : null);
}

interface Member {
  readonly id: string;
  readonly partition: string;
  readonly status: string;
}

/** The accounts of the organization as a source's own listings tell, in order of their ids. */
function membersOf(writer: SnapshotWriter, source: string): readonly Member[] {
  const reader = writer.reader();
  const found = new Map<string, Member>();
  for (const call of reader.calls({ operation: 'organizations:ListAccountsForParent' })) {
    if (call.source !== source || call.observation === null) continue;
    const document = reader.document(call.observation);
    for (const account of list(isJsonObject(document) ? document.Accounts : undefined)) {
      if (!isJsonObject(account) || typeof account.Id !== 'string') continue;
      const partition = /^arn:([^:]+):/.exec(String(account.Arn ?? ''))?.[1] ?? 'aws';
      const status = String(account.State ?? account.Status ?? 'ACTIVE');
      found.set(account.Id, { id: account.Id, partition, status });
    }
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
