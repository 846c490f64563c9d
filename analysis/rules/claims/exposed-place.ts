import type { ExposedSecretFact } from '../../claims/read/facts.ts';
import { repositoryNamed } from '../../claims/repository-named.ts';
import type { Repository } from '../../github/estate/estate.ts';
import { accessTo } from '../../github/estate/writers.ts';
import { HOLDS, type Outcome, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';

const REFERENCES = [
  'https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization',
  'https://attack.mitre.org/techniques/T1552/001/',
];

/** Git keeps what once stood in a file: whoever may read the repository has it, on whichever commit it was found. */
export const exposedToReaders: Rule = {
  id: 'exposed-to-readers',
  title: 'Who may read the repository in which a credential was found',
  kind: 'can-read',
  techniques: ['T1552.001', 'T1213.003'],
  enables: 'Every reader of the repository can take the credential out of its files or its history.',
  fix: 'Revoke the credential; then see who needs to read the repository.',
  references: REFERENCES,
  subject: 'exposedSecret',
  derive(secret, scene, emit) {
    const repository = repositoryNamed(secret.repository, scene);
    if (repository === null) return;
    const found = step(secret.ref, `${secret.scanner} found it in ${placeOf(secret)}.`);
    for (const reader of readersOf(repository)) {
      const outcome = { ...reader.grant, steps: [...reader.grant.steps, found] };
      const relation = relationOf('can-read', 'exposed-to-readers', reader, secret.id, outcome, '');
      if (relation) emit(relation);
    }
  },
};

export const exposedInPlace: Rule = {
  id: 'exposed-in-place',
  title: 'What holds a found credential discloses it',
  kind: 'discloses',
  techniques: ['T1552.001', 'T1530'],
  enables: 'Whoever has the repository or the bucket has the credential that was found in it.',
  fix: 'Revoke the credential; then take it out of the place.',
  references: REFERENCES,
  subject: 'exposedSecret',
  derive(secret, scene, emit) {
    const found = step(secret.ref, `${secret.scanner} found it in ${placeOf(secret)}.`);
    const places = [
      ...(secret.repository === null
        ? []
        : [repositoryNamed(secret.repository, scene)?.id ?? `github://${secret.repository}`]),
      ...(secret.bucket === null ? [] : [secret.bucket]),
    ];
    for (const from of places)
      emit({
        from,
        to: secret.id,
        kind: 'discloses',
        rule: 'exposed-in-place',
        verdict: 'allow',
        conditions: [],
        proof: [found],
      });
  },
};

interface Reader {
  readonly id: string;
  readonly ref: Repository['fact']['ref'];
  readonly grant: Outcome;
}

/** Who may read a repository: everybody where it is public, and whoever was given access. */
function readersOf(repository: Repository): readonly Reader[] {
  const { fact } = repository;
  const given: Reader[] = accessTo(repository, 'read').map(({ id, ref, grant }) => ({ id, ref, grant }));
  if (fact.visibility !== 'public') return given;
  const says = `${repository.organization.fact.login}/${fact.name} is public: anyone reads it.`;
  return [{ id: 'internet', ref: fact.ref, grant: { ...HOLDS, steps: [step(fact.ref, says)] } }, ...given];
}

function placeOf({ repository, bucket, file, line, commit }: ExposedSecretFact): string {
  const where =
    file === null ? 'a place it does not name' : `${file}${line === null ? '' : `, line ${line}`}`;
  const whole = repository ?? bucket;
  return `${where}${whole === null ? '' : ` of ${whole}`}${commit === null ? '' : ` (commit ${commit.slice(0, 12)})`}`;
}
