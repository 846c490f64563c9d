import type { Entity, EvidenceRef, Relation } from '../../../schema/records.ts';
import { buildEstate } from '../../aws/estate/estate.ts';
import { awsEntities } from '../../entities/aws-entities.ts';
import type { Scene } from '../../rules/rule.ts';
import { createScene } from '../../rules/scene.ts';
import type { Derivation } from '../derivation.ts';
import type { EditedInPlace } from '../edited-source.ts';
import { type AskedAgain, askAwsAgain } from './ask-aws-again.ts';
import { awsFactsAfter, type ChangedFacts } from './aws-facts-after.ts';
import type { Baseline } from './baseline.ts';
import { type ChangedAccounts, changedPrincipals, flipped, touchedAccounts } from './changed-principals.ts';
import { derivationAfter } from './derivation-after.ts';

export interface DerivedAgain {
  readonly after: Derivation;
  /** Relations of the baseline that are no more or are proven anew, and those that stand in their place. */
  readonly gone: readonly Relation[];
  readonly found: readonly Relation[];
}

/**
 * Derives what edited documents give from what they gave before. Places in the evidence are those of the documents given,
 * under their old ids. Null where that is not known to be the same as deriving everything.
 * @throws TrustpathError `cancelled` when the signal is aborted
 */
export function deriveAgain(
  base: Baseline,
  edited: EditedInPlace,
  signal?: AbortSignal,
): DerivedAgain | null {
  if (edited.calls.length === 0) return { after: base, gone: [], found: [] };
  const read = awsFactsAfter(base.estates.aws.facts, base.calls, edited);
  if (read === null) return null;
  const touched = touchedAccounts(base.estates.aws, read.changed);
  const estate = buildEstate(read.facts, { estate: base.estates.aws, changedAccounts: touched });
  const of = changedPrincipals(base.estates.aws, estate, read.changed, touched);
  const scene = createScene(
    { ...base.estates, aws: estate },
    { scene: base.scene, isSettled: (account) => !of.unsettled.has(account) },
  );
  const principals = new Set(of.principals);
  for (const { id, arn } of flipped(base.scene, scene, of.unsettled)) principals.add(id).add(arn);
  const changed = { ...of, principals, touched };
  const asked = askAwsAgain(base, scene, read.changed, changed, signal);
  const answer: AskedAgain = {
    gone: asked.gone,
    found: asked.found.map((relation) => ({
      ...relation,
      proof: relation.proof.map((step) => ({ ...step, ...edited.shownAt(step) })),
    })),
  };
  return {
    after: derivationAfter(base, answer, {
      before: awsEntities(onlyThose(base.scene, read.changed, changed)),
      after: [...awsEntities(onlyThose(scene, read.changed, changed))].map((entity) =>
        shown(entity, edited.shownAt),
      ),
    }),
    gone: [...answer.gone].sort((a, b) => a - b).map((relation) => base.relations[relation]!),
    found: answer.found,
  };
}

function shown(entity: Entity, shownAt: (ref: EvidenceRef) => EvidenceRef): Entity {
  if (!entity.evidence) return entity;
  const evidence = shownAt(entity.evidence);
  return evidence === entity.evidence ? entity : { ...entity, evidence };
}

/** The scene as far as it describes what may differ: the principals with these ids, and all else of the accounts. */
function onlyThose(
  scene: Scene,
  facts: ChangedFacts,
  { touched, principals }: Pick<ChangedAccounts, 'touched' | 'principals'>,
): Scene {
  const { aws } = scene;
  const accounts = [...aws.accounts.values()].filter(({ id }) => touched.has(id));
  return {
    ...scene,
    aws: {
      ...aws,
      accounts: new Map(
        accounts.map((account) => [
          account.id,
          {
            ...account,
            // The first stands for an account of which nothing else tells.
            principals: account.principals.filter(({ id }, index) => index === 0 || principals.has(id)),
          },
        ]),
      ),
      facts: {
        ...aws.facts,
        keys: aws.facts.keys.filter(({ id }) => facts.keys.has(id)),
        workloads: [],
        eksClusters: [],
        providers: [],
      },
    },
  };
}
