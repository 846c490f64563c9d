import type { Estate, Role } from '../../aws/estate/estate.ts';
import { issuerOf } from '../../oidc/issuers/registry.ts';
import type { WebTrust } from '../../oidc/mintable/mintable-against-aws.ts';
import { literalLead, literalOf } from '../../oidc/mintable/template.ts';
import { literalStart } from '../../oidc/text-pattern.ts';
import { awsWays } from '../../oidc/trust/aws-ways.ts';
import type { Scene } from '../../rules/rule.ts';
import { type ProviderThere, providerThere } from '../../rules/trust/provider-there.ts';
import { trustedPrincipals } from '../../rules/trust/trust-principals.ts';
import type { Organization, Repository } from '../estate/estate.ts';
import { type StartsIndex, startsIndex } from './starts-index.ts';
import { subjectTemplate } from './token-shape.ts';

/** A role that trusts an issuer of GitHub's. */
export interface GithubTrust extends WebTrust {
  readonly of: Role;
  readonly there: ProviderThere;
  /** True where the trust asks for a workflow. */
  readonly asksWorkflow: boolean;
  /** What the subjects begin with that some statement may accept, in small letters; an empty text for any. */
  readonly subjectStarts: readonly string[];
}

const known = new WeakMap<Scene['aws'], readonly GithubTrust[]>();

/** Every role that trusts an issuer of GitHub's, in the order of accounts and roles. */
export function githubTrusts({ aws: estate }: Pick<Scene, 'aws'>): readonly GithubTrust[] {
  let found = known.get(estate);
  if (!found) {
    found = [...estate.accounts.values()].flatMap(({ roles }) =>
      roles.flatMap((role) => trustsOf(role, estate)),
    );
    known.set(estate, found);
  }
  return found;
}

const byRole = new WeakMap<Scene['aws'], ReadonlyMap<string, readonly GithubTrust[]>>();

/** Those of one role. */
export function githubTrustsOf(role: Role, scene: Pick<Scene, 'aws'>): readonly GithubTrust[] {
  let found = byRole.get(scene.aws);
  if (!found) {
    found = Map.groupBy(githubTrusts(scene), ({ of }) => of.id);
    byRole.set(scene.aws, found);
  }
  return found.get(role.id) ?? [];
}

function trustsOf(role: Role, estate: Estate): readonly GithubTrust[] {
  const { trust, fact } = role;
  if (trust === null || !fact.trust) return [];
  const providers = new Set(
    trustedPrincipals(fact.trust).flatMap((each) => (each.type === 'federated' ? [each.provider] : [])),
  );
  return [...providers].flatMap((provider): GithubTrust[] => {
    const [, host] = provider.split(':oidc-provider/');
    if (host === undefined || issuerOf(`https://${host}`).id !== 'github') return [];
    const guards = role.guards.all.of(role.account).rcp.compiled;
    const { ways } = awsWays(trust.compiled, host, issuerOf(`https://${host}`));
    return [
      {
        of: role,
        there: providerThere(provider, role, estate),
        provider,
        host,
        role: role.arn,
        policies: { resource: trust.compiled, ...(guards.length > 0 ? { rcp: guards } : {}) },
        notBefore: role.notBefore,
        asksWorkflow: JSON.stringify(trust.document).toLowerCase().includes('job_workflow_ref'),
        subjectStarts: ways.flatMap(
          ({ claims }) => claims.get('sub')?.map((sub) => literalStart(sub).toLowerCase()) ?? [''],
        ),
      },
    ];
  });
}

/** On this machine there is no GitHub, but a stand-in or a way through to one: that of everybody is assumed. */
const HERE = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/** The host of the issuer of an organization's tokens, from where its API is. */
export function issuerHost({ fact }: Organization): string {
  const { api } = fact;
  const host = api === null ? 'api.github.com' : new URL(api).host;
  if (host === 'api.github.com' || HERE.test(host)) return 'token.actions.githubusercontent.com';
  const tenant = /^api\.([^.]+)\.ghe\.com$/.exec(host);
  return tenant ? `token.actions.${tenant[1]}.ghe.com` : `${host}/_services/token`;
}

const byRepository = new WeakMap<Repository, WeakMap<Scene['aws'], readonly GithubTrust[]>>();

/** The trusts that could accept a token of the repository at all: by issuer, and by what its subjects begin with. */
export function trustsFor(repository: Repository, scene: Pick<Scene, 'aws'>): readonly GithubTrust[] {
  let scenes = byRepository.get(repository);
  if (!scenes) {
    scenes = new WeakMap();
    byRepository.set(repository, scenes);
  }
  let found = scenes.get(scene.aws);
  if (!found) {
    found = possibleTrusts(repository, scene);
    scenes.set(scene.aws, found);
  }
  return found;
}

function possibleTrusts(repository: Repository, scene: Pick<Scene, 'aws'>): readonly GithubTrust[] {
  const host = issuerHost(repository.organization);
  const { keys, prefix } = subjectTemplate(repository);
  const literal = literalOf(prefix);
  // A colon follows the repository, so that one name does not stand for all that begin with it.
  const start = (
    keys === null || (keys[0] === 'repo' && keys.length > 1)
      ? literal === null
        ? literalLead(prefix)
        : `${literal}:`
      : ''
  ).toLowerCase();
  return (
    [...trustsByStart(scene)(start)]
      .map((number) => githubTrusts(scene)[number]!)
      // An enterprise's own issuer is the common one with its name behind.
      .filter((trust) => trust.host === host || trust.host.startsWith(`${host}/`))
  );
}

const byStart = new WeakMap<Scene['aws'], StartsIndex>();

function trustsByStart(scene: Pick<Scene, 'aws'>): StartsIndex {
  let found = byStart.get(scene.aws);
  if (!found) {
    found = startsIndex(githubTrusts(scene).map(({ subjectStarts }) => subjectStarts));
    byStart.set(scene.aws, found);
  }
  return found;
}
