import type { ExposedSecretFact, FoundCredential } from '../../claims/read/facts.ts';
import { clustersFor, namesInCluster } from '../../credentials/owner-in-cluster.ts';
import { deployKeyId } from '../../github/estate/writers.ts';
import { conditional, HOLDS, type Outcome, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule, Scene } from '../rule.ts';

const ID = 'exposed-credential';

/** What a found credential opens: an entity, and what is left to be true for it. */
interface Opens {
  readonly to: string;
  readonly outcome: Outcome;
}

export const exposedCredential: Rule = {
  id: ID,
  title: 'A credential found by a secret scanner',
  kind: 'discloses',
  techniques: ['T1552.001', 'T1078.004'],
  enables: 'Whoever reads the place has the credential, until it is revoked.',
  fix: 'Revoke the credential first; taking it out of the file afterwards does not take it out of the history.',
  references: [
    'https://docs.github.com/en/code-security/secret-scanning/introduction/about-secret-scanning',
    'https://attack.mitre.org/techniques/T1552/001/',
  ],
  subject: 'exposedSecret',
  derive(secret, scene, emit) {
    const told = new Set<string>();
    const give = ({ to, outcome }: Opens) => {
      if (told.has(to)) return;
      told.add(to);
      const relation = relationOf('discloses', ID, secret, to, outcome, '');
      if (relation) emit(relation);
    };
    for (const credential of secret.credentials)
      for (const opens of opensWhat(credential, secret, scene)) give(opens);
    if (secret.owner !== null)
      give({
        to: secret.owner,
        outcome: {
          ...HOLDS,
          steps: [step(secret.ref, `${secret.scanner} tried the credential: it is that of ${secret.owner}.`)],
        },
      });
  },
};

function opensWhat(credential: FoundCredential, secret: ExposedSecretFact, scene: Scene): readonly Opens[] {
  const { type, identifier } = credential;
  const found = step(
    credential.ref,
    `${secret.scanner} found ${withArticle(credential.label)}${identifier === null ? '' : `, ${identifier},`} by its rule ${secret.rule}.`,
  );
  const holds: Outcome = { ...HOLDS, steps: [found] };
  const unless = (condition: string): Outcome =>
    secret.verified === true ? holds : conditional(condition, [found]);
  if (type === 'aws-access-key' && identifier !== null)
    return [{ to: identifier, outcome: unless(`the secret access key of ${identifier} stands there too`) }];
  if ((type === 'ssh-private-key' || type === 'private-key') && identifier?.startsWith('SHA256:'))
    return deployKeys(identifier, scene).map((to) => ({
      to,
      outcome:
        credential.facts.passphrase === 'needed'
          ? conditional('the passphrase of the private key is known', [found])
          : holds,
    }));
  return inClusters(credential, scene).map((to) => ({
    to,
    outcome: unless('the cluster still accepts the token or certificate'),
  }));
}

function deployKeys(fingerprint: string, { github }: Scene): readonly string[] {
  return [...github.repositories.values()].flatMap((repository) =>
    (repository.fact.deployKeys ?? [])
      .filter((key) => key.fingerprint === fingerprint)
      .map((key) => deployKeyId(repository, key)),
  );
}

function inClusters(credential: FoundCredential, { kubernetes }: Scene): readonly string[] {
  const { type, identifier } = credential;
  const facts = Object.entries(credential.facts).map(([label, value]) => ({ label, value }));
  const told = { type, identifier, facts };
  const known = kubernetes.clusters.map((cluster) => ({
    name: cluster.name,
    issuer: cluster.fact.issuer?.url ?? null,
    identities: new Set(cluster.identities.map(({ id }) => id)),
    id: cluster.id,
  }));
  return clustersFor(known, told).flatMap(({ id, identities }) =>
    namesInCluster(told)
      .map((name) => `${id}/${name}`)
      .filter((each) => identities.has(each))
      .slice(0, 1),
  );
}

function withArticle(label: string): string {
  return `${/^[AEIOX]/i.test(label) ? 'an' : 'a'} ${label}`;
}
