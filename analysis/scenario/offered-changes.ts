import type { Relation } from '../../schema/records.ts';
import type { Change } from '../../schema/scenario.ts';
import { type Estates, estatesOf } from '../estates.ts';
import type { Workflow } from '../github/estate/estate.ts';
import type { Permissions } from '../github/read/workflow/model.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import { placeChange } from './place-change.ts';

/** A change as a person is offered it. */
export interface OfferedChange {
  readonly title: string;
  readonly change: Change;
  /** What has to follow it, where one change is not enough. */
  readonly next?: readonly OfferedChange[];
}

/**
 * The changes each of which takes away something that the relation is proven by, in the order of the proof; then those
 * that take it away by saying more.
 */
export function changesAgainst(relation: Relation, source: ObservationSource): readonly OfferedChange[] {
  const estates = estatesOf(source);
  const offered = new Map<string, OfferedChange>();
  for (const ref of relation.proof) {
    const found = placeChange(source.document(ref.observation), ref, relation, estates);
    if (found && !offered.has(found.title))
      offered.set(found.title, { title: found.title, change: found.change });
  }
  for (const each of sayingMore(relation, estates)) offered.set(each.title, each);
  return [...offered.values()];
}

function* sayingMore({ from, kind, rule }: Relation, estates: Estates): Generator<OfferedChange> {
  const workflow = estates.github.workflows.find(({ id }) => id === from);
  if (workflow && kind === 'can-assume') yield* withoutTokens(workflow);
  if (kind !== 'runs-as' || !rule.startsWith('k8s-')) return;
  const [, namespace, pod] = /^k8s:\/\/[^/]+\/container\/([^/]+)\/([^/]+)\//.exec(from) ?? [];
  for (const { pods, controllers } of estates.kubernetes.facts.clusters) {
    const all = [...pods, ...controllers];
    let made = all.find((each) => each.namespace === namespace && each.name === pod);
    // Pods are made anew by what owns them: that is what has to say it.
    for (let owner = made; owner; owner = ownerOf(owner, controllers)) made = owner;
    if (made)
      yield {
        title: `Put no token into the pods of ${made.name}`,
        change: { change: 'set-automount', of: made.id, automount: false },
      };
  }
}

function ownerOf<
  T extends { readonly namespace: string; readonly owner: { kind: string; name: string } | null },
>(
  { namespace, owner }: T,
  controllers: readonly (T & { readonly kind: string; readonly name: string })[],
): T | undefined {
  return controllers.find(
    (each) => each.namespace === namespace && each.kind === owner?.kind && each.name === owner.name,
  );
}

/** `id-token: write` is what has a job mint tokens; each place that says it is offered without it. */
function* withoutTokens({ id, fact }: Workflow): Generator<OfferedChange> {
  const less = (permissions: Permissions | null) =>
    permissions && (permissions.all === 'write' || permissions.scopes['id-token'] === 'write')
      ? permissions.all === 'write'
        ? ('read-all' as const)
        : Object.fromEntries(Object.entries(permissions.scopes).filter(([scope]) => scope !== 'id-token'))
      : null;
  const whole = less(fact.model?.permissions ?? null);
  if (whole !== null)
    yield {
      title: `Let ${fact.name} mint no tokens`,
      change: { change: 'set-workflow-permissions', workflow: id, permissions: levels(whole) },
    };
  for (const job of fact.model?.jobs ?? []) {
    const own = less(job.permissions);
    if (own !== null)
      yield {
        title: `Let the job ${job.id} of ${fact.name} mint no tokens`,
        change: { change: 'set-workflow-permissions', workflow: id, job: job.id, permissions: levels(own) },
      };
  }
}

type Set = Extract<Change, { change: 'set-workflow-permissions' }>['permissions'];

function levels(permissions: 'read-all' | Readonly<Record<string, string>>): Set {
  if (typeof permissions === 'string') return permissions;
  return Object.fromEntries(
    Object.entries(permissions).map(([scope, level]) => [
      scope,
      level === 'write' ? 'write' : level === 'read' ? 'read' : 'none',
    ]),
  );
}
