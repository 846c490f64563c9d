import type { Call } from '../../../schema/records.ts';
import { type Cursor, cursor, field, items, refOf, text } from '../../observations/cursor.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';
import { sourcesOf } from '../../observations/sources-of.ts';
import { activitySteps, isActivity } from '../../observed/read-activity.ts';
import { atOnce, type Steps } from '../../steps.ts';
import { isAccountId, parseArn } from './arn.ts';
import { eksReader, nodeGroupWorkloads } from './eks.ts';
import {
  type AccountFact,
  type AwsFacts,
  type GroupFact,
  type LastAccessedFact,
  type ManagedPolicyFact,
  type ProviderFact,
  policyKey,
  type RoleFact,
  type UserCredentialFact,
  type UserFact,
} from './facts.ts';
import { readIdentityDetails, readRole, readUser, soleAccount } from './identity-details.ts';
import { organizationReader } from './organizations.ts';
import type { CallScene } from './resource-drafts.ts';
import { resourceReader } from './resources.ts';
import { credentialReader, userKey } from './user-credentials.ts';
import { workloadReader } from './workloads.ts';

/**
 * Reads every observation of AWS into facts: what there is, with the place in the evidence that says so. Interprets no
 * policy. Answers of other operations are counted in `ignored`. The first description of a principal wins over a
 * poorer one (`GetUser`, `GetRole`); a principal described by two sources is taken from the later.
 */
export function readAwsFacts(source: ObservationSource): AwsFacts {
  return atOnce(awsFactSteps(source));
}

/** The same, with a stop after each observation. */
export function* awsFactSteps(source: ObservationSource): Steps<AwsFacts> {
  const observed = sourcesOf(source, 'aws');
  const { sources } = observed;
  const users = new Map<string, UserFact>();
  const groups = new Map<string, GroupFact>();
  const roles = new Map<string, RoleFact>();
  const policies = new Map<string, ManagedPolicyFact>();
  const providers = new Map<string, ProviderFact>();
  const lastAccessed = new Map<string, LastAccessedFact>();
  const accounts = new Map<string, { partition: string; sources: Set<string>; ref: AccountFact['ref'] }>();
  const ignored = new Map<string, number>();
  const seen = new Map<string, Set<string>>();
  const credentials = credentialReader();
  const resources = resourceReader();
  const workloads = workloadReader();
  const eks = eksReader();
  const organizations = organizationReader();

  const calls = [...observed.calls()].filter((call) => !isActivity(call));
  // Documents are large: one is read at a time, and few twice.
  const read = (call: (typeof calls)[number]): Cursor =>
    cursor(call.observation, source.document(call.observation));
  const owners = yield* ownAccounts(sources, calls, read);
  const poor: (() => void)[] = [];

  for (const call of calls) {
    const at = read(call);
    const own = owners.get(call.source) ?? null;
    const scene: CallScene = {
      source: call.source,
      account: own ?? 'unknown',
      partition: 'aws',
      region: call.region,
      parameters: call.parameters,
    };
    const userName = typeof call.parameters.UserName === 'string' ? call.parameters.UserName : null;
    let used = true;
    switch (call.operation) {
      case 'sts:GetCallerIdentity': {
        const id = text(at, 'Account');
        if (id !== null && isAccountId(id))
          noteAccount(id, text(at, 'Arn'), call.source, refOf(field(at, 'Account')));
        break;
      }
      case 'iam:GetAccountAuthorizationDetails': {
        const details = readIdentityDetails(at, call.source, own);
        for (const user of details.users) users.set(user.arn, user);
        for (const group of details.groups) groups.set(group.arn, group);
        for (const role of details.roles) roles.set(role.arn, role);
        for (const policy of details.policies) policies.set(policyKey(call.source, policy.arn), policy);
        for (const fact of [...details.users, ...details.groups, ...details.roles])
          noteAccount(fact.account, fact.arn, call.source, null);
        for (const policy of details.policies)
          if (policy.account) noteAccount(policy.account, policy.arn, call.source, null);
        break;
      }
      case 'iam:GetUser':
        poor.push(() => {
          const user = readUser(field(at, 'User'), call.source, own);
          if (user && ![...users.values()].some((each) => sameName(each, user))) users.set(user.arn, user);
        });
        break;
      case 'iam:GetRole':
        poor.push(() => {
          const role = readRole(field(at, 'Role'), call.source, own);
          if (role && ![...roles.values()].some((each) => sameName(each, role))) roles.set(role.arn, role);
        });
        break;
      case 'iam:ListAccessKeys':
        credentials.accessKeys(at, call.source, scene.account, userName);
        break;
      case 'iam:GetAccessKeyLastUsed': {
        const id = call.parameters.AccessKeyId;
        credentials.lastUsed(at, typeof id === 'string' ? id : null);
        break;
      }
      case 'iam:GetCredentialReport':
        credentials.report(at, call.source);
        break;
      case 'iam:GetAccountSummary':
        credentials.summary(at, scene.account);
        break;
      case 'iam:GetLoginProfile':
        credentials.loginProfile(at, scene.account, userName);
        break;
      case 'iam:ListMFADevices':
        credentials.mfaDevices(at, scene.account, userName);
        break;
      case 'iam:ListOpenIDConnectProviders':
        for (const item of items(field(at, 'OpenIDConnectProviderList')))
          noteProvider(item, text(item, 'Arn'), 'oidc', call);
        break;
      case 'iam:GetOpenIDConnectProvider': {
        const arn = call.parameters.OpenIDConnectProviderArn;
        noteProvider(at, typeof arn === 'string' ? arn : null, 'oidc', call);
        break;
      }
      case 'iam:ListSAMLProviders':
        for (const item of items(field(at, 'SAMLProviderList')))
          noteProvider(item, text(item, 'Arn'), 'saml', call);
        break;
      case 'iam:GetServiceLastAccessedDetails': {
        const arn = call.parameters.Arn;
        if (typeof arn === 'string')
          lastAccessed.set(arn, {
            services: [...items(field(at, 'ServicesLastAccessed'))].map((service) => ({
              namespace: text(service, 'ServiceNamespace') ?? '',
              at: text(service, 'LastAuthenticated'),
            })),
            seenAt: text(at, 'JobCompletionDate'),
            ref: refOf(at),
          });
        break;
      }
      default:
        // A function is both: a resource with a policy, and a workload with a role.
        used = [resources, workloads, eks, organizations]
          .map((reader) => reader.read(call.operation, at, scene))
          .includes(true);
    }
    if (!used) ignored.set(call.operation, (ignored.get(call.operation) ?? 0) + 1);
    const operations = seen.get(call.source) ?? new Set();
    seen.set(call.source, operations.add(call.operation));
    yield;
  }
  for (const add of poor) add();
  // An account that could not be entered is there all the same.
  for (const { id, account } of sources) if (account !== null) noteAccount(account, null, id, null);

  const resourceFacts = resources.finish();
  for (const resource of resourceFacts) noteAccount(resource.account, resource.arn, resource.source, null);
  const workloadFacts = workloads.finish();
  for (const workload of workloadFacts.workloads)
    noteAccount(workload.account, workload.arn, workload.source, null);
  const eksClusters = eks.finish();
  for (const cluster of eksClusters) noteAccount(cluster.account, cluster.arn, cluster.source, null);
  const { keys, byUser, roots, reportedAt } = credentials.finish();
  const byArn = new Map<string, UserCredentialFact>();
  for (const user of users.values()) {
    const known = byUser.get(userKey(user.account, user.name));
    if (known) byArn.set(user.arn, known);
  }
  return {
    sources,
    coverage: observed.coverage,
    accounts: new Map(
      [...accounts].map(([id, { partition, sources: from, ref }]) => [
        id,
        { id, partition, sources: [...from], ref },
      ]),
    ),
    users: [...users.values()],
    activity: yield* activitySteps(source, 'cloudtrail'),
    groups: [...groups.values()],
    roles: [...roles.values()],
    policies,
    keys,
    credentials: byArn,
    roots,
    reportedAt,
    providers: [...providers.values()],
    resources: resourceFacts,
    ...workloadFacts,
    workloads: [...workloadFacts.workloads, ...nodeGroupWorkloads(eksClusters)],
    eksClusters,
    organizations: organizations.finish(),
    lastAccessed,
    ignored,
    seen,
  };

  function noteAccount(id: string, arn: string | null, from: string, ref: AccountFact['ref']): void {
    if (!isAccountId(id)) return;
    const known = accounts.get(id);
    if (known) {
      known.sources.add(from);
      known.ref ??= ref;
    } else {
      accounts.set(id, { partition: parseArn(arn ?? '')?.partition ?? 'aws', sources: new Set([from]), ref });
    }
  }

  function noteProvider(at: Cursor, arn: string | null, kind: 'oidc' | 'saml', call: Call): void {
    if (arn === null) return;
    const known = providers.get(arn);
    const strings = (name: string): string[] =>
      [...items(field(at, name))].flatMap((item) => (typeof item.value === 'string' ? [item.value] : []));
    const audiences = strings('ClientIDList');
    const richer = audiences.length > 0 || text(at, 'Url') !== null;
    if (known && !richer) return;
    providers.set(arn, {
      arn,
      kind,
      account: parseArn(arn)?.account ?? '',
      source: call.source,
      url: text(at, 'Url') ?? (kind === 'oidc' ? arn.slice(arn.indexOf('/') + 1) : null),
      audiences,
      thumbprints: strings('ThumbprintList'),
      createdAt: text(at, 'CreateDate'),
      ref: refOf(at),
    });
  }
}

interface Named {
  readonly account: string;
  readonly name: string;
}

/** "The names of users, groups and roles must be unique within the account", whatever their paths. */
function sameName(one: Named, other: Named): boolean {
  return one.account === other.account && one.name.toLowerCase() === other.name.toLowerCase();
}

/** The account each source was collected from: as declared, as the caller identity says, or the only one its ARNs name. */
function* ownAccounts<C extends Call>(
  sources: ReturnType<ObservationSource['sources']>,
  calls: readonly C[],
  read: (call: C) => Cursor,
): Steps<ReadonlyMap<string, string>> {
  const owners = new Map<string, string>();
  for (const { id, account } of sources)
    if (account !== null && isAccountId(account)) owners.set(id, account);
  for (const operation of ['sts:GetCallerIdentity', 'iam:GetAccountAuthorizationDetails']) {
    for (const call of calls) {
      if (call.operation !== operation || owners.has(call.source)) continue;
      const at = read(call);
      yield;
      const found = operation === 'sts:GetCallerIdentity' ? text(at, 'Account') : soleAccount(at);
      if (found !== null && isAccountId(found)) owners.set(call.source, found);
    }
  }
  return owners;
}
