import type { Workflow } from '../../github/estate/estate.ts';
import { secretsOfWorkflow } from '../../github/mint/secrets-in-reach.ts';
import { expressionsIn, secretsIn } from '../../github/read/workflow/expressions.ts';
import type { JobModel, StepModel } from '../../github/read/workflow/model.ts';
import { HOLDS, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';

const KEY_ID = /^A(KIA|SIA)[A-Z2-7]{16}$/;

/** A key id in the open beside a secret that holds the other half. */
export interface StoredKey {
  readonly keyId: string;
  readonly secret: string;
  readonly line: number;
}

export function storedKeys({ fact }: Workflow): readonly StoredKey[] {
  return (fact.model?.jobs ?? []).flatMap((job) => job.steps.flatMap((each) => pairIn(job, each)));
}

function pairIn(job: JobModel, { env, with: inputs, line }: StepModel): readonly StoredKey[] {
  const seen = { ...job.env, ...env };
  const id = inputs['aws-access-key-id'] ?? seen.AWS_ACCESS_KEY_ID ?? '';
  const other = inputs['aws-secret-access-key'] ?? seen.AWS_SECRET_ACCESS_KEY ?? '';
  const [secret] = expressionsIn(other).flatMap(({ code }) => secretsIn(code));
  return KEY_ID.test(id.trim()) && secret !== undefined ? [{ keyId: id.trim(), secret, line }] : [];
}

export const storedKey: Rule = {
  id: 'github-stored-key',
  title: 'A secret of GitHub holds an access key',
  kind: 'authenticates-as',
  techniques: ['T1552.001'],
  enables: 'Whoever is given the secret has the access key whose id stands beside it in the workflow.',
  fix: 'Replace the stored key by OIDC, and delete it.',
  references: ['https://docs.github.com/en/actions/concepts/security/openid-connect'],
  subject: 'workflow',
  derive(workflow, scene, emit) {
    const keys = storedKeys(workflow);
    if (keys.length === 0) return;
    const used = [...secretsOfWorkflow(workflow, scene.github).keys()];
    for (const { keyId, secret, line } of keys) {
      if (!scene.aws.facts.keys.some(({ id }) => id === keyId)) continue;
      const id = used.find((each) => each.toUpperCase().endsWith(`/${secret.toUpperCase()}`));
      if (id === undefined) continue;
      const says = `${workflow.fact.path} uses ${secret} as the secret of access key ${keyId} (line ${line}).`;
      const relation = relationOf(
        'authenticates-as',
        'github-stored-key',
        { id, ref: workflow.fact.ref },
        keyId,
        { ...HOLDS, steps: [step(workflow.fact.ref, says)] },
        says,
      );
      if (relation) emit(relation);
    }
  },
};
