import type { Repository } from '../../github/estate/estate.ts';
import { administratorObtains } from '../../github/mint/powers.ts';
import { subjectTemplate } from '../../github/mint/token-shape.ts';
import { githubTrustsOf, issuerHost, trustsFor } from '../../github/mint/web-trusts.ts';
import { claimsOfSubject } from '../../oidc/issuers/github-subject.ts';
import { issuerOf } from '../../oidc/issuers/registry.ts';
import { templateWords } from '../../oidc/mintable/template.ts';
import { inWords, isExact } from '../../oidc/text-pattern.ts';
import { awsWays } from '../../oidc/trust/aws-ways.ts';
import { step } from '../../rules/outcome.ts';
import type { Scene } from '../../rules/rule.ts';
import type { FindingRule } from '../finding-rule.ts';

export const deadTrust: FindingRule = {
  id: 'oidc-dead-trust',
  title: 'A trust that no token fits',
  severity: 'medium',
  confidence: 'medium',
  techniques: [],
  why: 'After a repository was renamed, its subjects became immutable or its template was customised, an old pattern silently stops matching; whoever takes the old name may fit it again.',
  remediation: 'Write the subject that the repository has now, or take the trust away.',
  references: [
    'https://docs.github.com/en/actions/reference/security/oidc',
    'https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/',
  ],
  subject: 'role',
  find(role, scene, emit) {
    for (const trust of githubTrustsOf(role, scene)) {
      const [absent] = trust.there.outcome.blockers;
      if (absent !== undefined) {
        emit({
          entity: role.id,
          detail: trust.host,
          title: `Role ${role.name}: no token of ${trust.host} is taken for it`,
          proof: [step(role.fact.trust?.ref ?? role.ref, absent.says)],
        });
        continue;
      }
      const subjects = awsWays(
        trust.policies.resource ?? role.trust?.compiled ?? NEVER,
        trust.host,
        issuerOf(`https://${trust.host}`),
      ).ways.flatMap(({ claims }) => claims.get('sub') ?? []);
      const owners = subjects.map((sub) => ownerOf(claimsOfSubject(sub).get('repo')));
      // Only where every subject is of an organization that was collected whole is it known that none fits.
      const known = scene.github.organizations.filter((each) => issuerHost(each) === trust.host);
      const organizations = owners.map((owner) =>
        known.find((each) => each.fact.login.toLowerCase() === owner?.toLowerCase()),
      );
      if (subjects.length === 0 || organizations.some((each) => each === undefined)) continue;
      const repositories = organizations.flatMap((each) => each?.repositories ?? []);
      if (repositories.some((each) => each.fact.oidc === null)) continue;
      const obtains = (each: Repository) =>
        trustsFor(each, scene).some(({ of }) => of.id === role.id) &&
        administratorObtains(each, role.id, scene);
      if (repositories.some(obtains)) continue;
      const [sub] = subjects as [(typeof subjects)[number]];
      emit({
        entity: role.id,
        detail: trust.host,
        title: `Role ${role.name}: no token of the organization fits ${inWords(sub)}`,
        proof: [
          step(
            role.fact.trust?.ref ?? role.ref,
            `The trust policy of ${role.name} asks for ${inWords(sub)}.`,
          ),
          ...reasonsFor(sub, scene),
        ],
      });
    }
  },
};

const NEVER = { source: { document: null, ref: null, name: '' }, statements: [], byAction: new Map() };

function ownerOf(repository: string | undefined): string | undefined {
  const owner = repository?.split('/')[0]?.replace(/@.*$/, '');
  return owner !== undefined && owner !== '' && isExact(owner) ? owner : undefined;
}

function reasonsFor(sub: Parameters<typeof claimsOfSubject>[0], { github }: Scene) {
  const named = claimsOfSubject(sub).get('repo')?.replace(/@\d+/g, '') ?? '';
  const repository = github.repositories.get(named.toLowerCase());
  const [owner] = named.split('/');
  const organization = github.organizations.find(
    (each) => each.fact.login.toLowerCase() === owner?.toLowerCase(),
  );
  if (repository !== undefined)
    return [step(repository.fact.oidc?.ref ?? repository.fact.ref, why(repository))];
  const ref = organization?.fact.ref ?? organization?.repositories[0]?.fact.ref;
  return ref === undefined || !isExact(named)
    ? []
    : [
        step(
          ref,
          `${owner} has no repository ${JSON.stringify(named.slice(named.indexOf('/') + 1))} any more.`,
        ),
      ];
}

function why(repository: Repository): string {
  const { keys, immutable, prefix } = subjectTemplate(repository);
  if (repository.fact.archived) return `${repository.fact.name} is archived, and nothing runs there.`;
  if (keys !== null) return `Subjects of ${repository.fact.name} are made up of ${keys.join(', ')}.`;
  return `Subjects of ${repository.fact.name} begin with ${JSON.stringify(templateWords(prefix))}${immutable ? ', with the ids of owner and repository' : ''}.`;
}
