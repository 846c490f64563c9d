import { SOURCE_KINDS } from '../../../schema/kinds/source-kinds.ts';
import type { Entity, EvidenceRef, Relation } from '../../../schema/records.ts';
import { buildEstate } from '../../aws/estate/estate.ts';
import { awsEntities } from '../../entities/aws-entities.ts';
import { kubernetesEntities } from '../../entities/kubernetes-entities.ts';
import { buildKubernetesEstate } from '../../kubernetes/estate/estate.ts';
import type { Scene } from '../../rules/rule.ts';
import { createScene } from '../../rules/scene.ts';
import type { Derivation } from '../derivation.ts';
import type { EditedInPlace } from '../edited-source.ts';
import { type AskedAgain, askAwsAgain } from './ask-aws-again.ts';
import { askClustersAgain } from './ask-clusters-again.ts';
import { awsFactsAfter, type ChangedFacts } from './aws-facts-after.ts';
import type { Baseline } from './baseline.ts';
import { type ChangedAccounts, changedPrincipals, flipped, touchedAccounts } from './changed-principals.ts';
import { type Described, derivationAfter } from './derivation-after.ts';
import { kubernetesFactsAfter } from './kubernetes-facts-after.ts';

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
  const providers = new Set(
    edited.calls.map(({ source }) => {
      const kind = base.calls.sources.get(source)?.kind;
      return kind === undefined ? null : SOURCE_KINDS[kind].provider;
    }),
  );
  const [provider, ...others] = providers;
  if (others.length > 0) return null;
  const asked =
    provider === 'aws'
      ? accountsAgain(base, edited, signal)
      : provider === 'kubernetes'
        ? clustersAgain(base, edited, signal)
        : null;
  if (asked === null) return null;
  const found = asked.found.map((relation) => ({
    ...relation,
    proof: relation.proof.map((step) => ({ ...step, ...edited.shownAt(step) })),
  }));
  const after = [...asked.described.after].map((entity) => shown(entity, edited.shownAt));
  return {
    after: derivationAfter(base, { gone: asked.gone, found }, { ...asked.described, after }),
    gone: [...asked.gone].sort((one, other) => one - other).map((relation) => base.relations[relation]!),
    found,
  };
}

/** What was asked again, and what the estates describe of whatever may differ. */
interface Part extends AskedAgain {
  readonly described: Described;
}

function accountsAgain(base: Baseline, edited: EditedInPlace, signal?: AbortSignal): Part | null {
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
  return {
    ...askAwsAgain(base, scene, read.changed, changed, signal),
    described: {
      before: awsEntities(onlyThose(base.scene, read.changed, changed)),
      after: awsEntities(onlyThose(scene, read.changed, changed)),
    },
  };
}

function clustersAgain(base: Baseline, edited: EditedInPlace, signal?: AbortSignal): Part | null {
  // What EKS grants beside a cluster's own permissions is worked out from both.
  if (base.estates.aws.facts.eksClusters.length > 0) return null;
  const read = kubernetesFactsAfter(base.estates.kubernetes.facts, base.calls, edited);
  if (read === null) return null;
  const scene = createScene(
    { ...base.estates, kubernetes: buildKubernetesEstate(read.facts) },
    { scene: base.scene, isSettled: () => true },
  );
  return {
    ...askClustersAgain(base, scene, signal),
    described: {
      before: kubernetesEntities(base.scene),
      after: kubernetesEntities(scene),
    },
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
