import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import type { Change } from '../../../schema/scenario.ts';
import { type GithubTrust, githubTrusts } from '../../github/mint/web-trusts.ts';
import { evaluateOidcCases } from '../../oidc/cases.ts';
import type { EvaluatedCase, GuardrailTemplate } from '../guardrail.ts';
import { jsonFile, slug } from '../words.ts';

const AUDIENCE = 'sts.amazonaws.com';
const SID = 'TokensOfOwnOrganizations';

/** Whatever a role's own trust says: tokens of other people's repositories get none of the account's roles. */
export const githubPerimeter: GuardrailTemplate = {
  id: 'github-perimeter',
  title: 'Roles for tokens of the own organizations on GitHub, and of no others',
  why: 'One loose trust policy is a door for everybody with a repository; a resource control policy closes all of them at once.',
  controls: [
    'accountUse',
    'boundary',
    'externalSystems',
    'accessEnforcement',
    'serviceIdentification',
    'ztAuthentication',
  ],
  *make(context) {
    const owners = context.scene.github.organizations.map(({ fact }) => fact.login).sort();
    if (owners.length === 0) return;
    const trusts = githubTrusts(context.scene).filter(({ of }) => !of.unmodifiable && of.trust !== null);
    for (const [key, group] of Map.groupBy(trusts, ({ of, host }) => `${of.account} ${host}`)) {
      const [first] = group as [GithubTrust];
      const { host, of } = first;
      const roles = new Set(group.map((trust) => trust.of.id));
      const into = context.before.relations.filter(({ to, kind }) => roles.has(to) && kind === 'can-assume');
      const document = policy(host, owners);
      const changes = changesFor(group, document);
      yield {
        slug: slug(key.replace(' ', '-')),
        title: `Resource control policy: roles of account ${of.account} for tokens of ${owners.join(', ')} alone`,
        about: [context.scene.aws.accounts.get(of.account)?.arn ?? of.account, ...roles],
        files: [{ name: 'resource-control-policy.json', text: jsonFile(document) }],
        apply:
          'Attach it to the account or its organizational unit in the organization’s management account, where resource control policies are enabled.',
        changes,
        stand: `The denial is put into the trust policies of the ${roles.size} roles that trust ${host}: a resource control policy that only denies does no more to them than that.`,
        breaks: into.filter(({ from }) => isOfOthers(from, owners)),
        keeps: into.filter(
          ({ from, verdict }) =>
            verdict === 'allow' && !isOfOthers(from, owners) && from.startsWith('github://'),
        ),
        cases: casesOf(group, changes, owners),
        limits: [
          'It tells organizations apart by the name that subjects begin with; where subjects have the ids of owner and repository, put those.',
          'It binds no roles of the organization’s management account.',
        ],
      };
    }
  },
};

function policy(host: string, owners: readonly string[]): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: SID,
        Effect: 'Deny',
        Principal: '*',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Resource: '*',
        Condition: {
          // Tokens of other issuers have no such claim, and are not meant.
          Null: { [`${host}:sub`]: 'false' },
          StringNotLike: {
            [`${host}:sub`]: owners.flatMap((owner) => [`repo:${owner}/*`, `repo:${owner}@*`]),
          },
        },
      },
    ],
  };
}

function changesFor(group: readonly GithubTrust[], document: JsonObject): readonly Change[] {
  const statement = denialOf(document);
  return [...new Map(group.map(({ of }) => [of.id, of])).values()].flatMap((role): Change[] => {
    const trust: Json = role.trust?.document ?? null;
    if (!isJsonObject(trust)) return [];
    const all = Array.isArray(trust.Statement) ? trust.Statement : [trust.Statement ?? []];
    return [
      { change: 'set-trust', role: role.id, document: { ...trust, Statement: [...all, statement] } as Json },
    ];
  });
}

function isOfOthers(id: string, owners: readonly string[]): boolean {
  if (!id.startsWith('github://')) return false;
  const owner = id.slice('github://'.length).split('/')[0]?.toLowerCase();
  return !owners.some((each) => each.toLowerCase() === owner);
}

/** The trust of each role with the denial in it, asked of the evaluator of tokens; the first also with the policy beside it. */
function casesOf(
  group: readonly GithubTrust[],
  changes: readonly Change[],
  owners: readonly string[],
): readonly EvaluatedCase[] {
  const [first] = group as [GithubTrust];
  const ask = (sub: string, aws: Json): string => {
    const [answer] = evaluateOidcCases([
      { id: '1', issuer: `https://${first.host}`, claims: { sub, aud: AUDIENCE }, trust: { aws } },
    ]) as { verdict?: string }[];
    return answer?.verdict ?? 'error';
  };
  const own = `repo:${owners[0]}/example:ref:refs/heads/main`;
  const other = 'repo:somebody-else/example:ref:refs/heads/main';
  const everybody = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Federated: first.provider }, Action: 'sts:AssumeRoleWithWebIdentity' },
      denialOf(policy(first.host, owners)),
    ],
  };
  return [
    {
      says: `a token with the subject ${own}, by a trust that admits anybody`,
      wanted: 'allow',
      got: ask(own, everybody),
    },
    {
      says: `a token with the subject ${other}, by the same trust`,
      wanted: 'deny',
      got: ask(other, everybody),
    },
    ...changes.flatMap((change): EvaluatedCase[] => {
      const trust = group.find(({ of }) => change.change === 'set-trust' && of.id === change.role);
      if (change.change !== 'set-trust' || ask(other, trust?.of.trust?.document ?? null) === 'deny')
        return [];
      const name = trust?.of.name ?? change.role;
      return [
        {
          says: `a token with the subject ${other}, which ${name} lets in today`,
          wanted: 'deny',
          got: ask(other, change.document),
        },
      ];
    }),
  ];
}

function denialOf(document: JsonObject): JsonObject {
  const [denial] = document.Statement as readonly JsonObject[];
  const { Resource: _resource, ...statement } = denial as JsonObject;
  return statement;
}
