import type { RelationKind } from '../../../schema/kinds/relation-kinds.ts';
import type { Unit } from '../../kubernetes/estate/cluster.ts';
import { anyNodeId, objectId } from '../../kubernetes/ids.ts';
import { all, conditional, HOLDS, type Outcome, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';
import { ESCAPE_ROWS, type EscapeRow } from './escapes.ts';
import { nodeUserId } from './node-user.ts';
import { POD_SECURITY } from './pages.ts';
import { placeScopeOf } from './placed-on.ts';
import { placementOf } from './placement.ts';
import { stillRuns } from './pod-rules.ts';

export const ESCAPE_RULES: readonly Rule[] = ESCAPE_ROWS.map(escapeRule);

function escapeRule(row: EscapeRow): Rule {
  const kind: RelationKind = row.to === 'node' ? 'escapes-to' : 'authenticates-as';
  return {
    id: row.id,
    title: row.title,
    kind,
    techniques: row.techniques,
    enables: row.enables,
    fix: row.fix,
    references: row.references,
    subject: 'pod',
    derive(unit, _scene, emit) {
      for (const container of unit.containers) {
        const judged = row.judge(container);
        if (!judged) continue;
        for (const [to, placed] of targets(unit, row.to)) {
          const outcome = all([judged, placed, stillRuns(unit)]);
          const relation = relationOf(
            kind,
            row.id,
            { id: container.id, ref: container.fact.ref },
            to,
            outcome,
            '',
          );
          if (relation) emit(relation);
        }
      }
    },
  };
}

/** The node that the unit is on, or those it may come to. */
export function* targets(unit: Unit, to: EscapeRow['to']): Generator<readonly [string, Outcome]> {
  const { cluster } = unit;
  const place = placementOf(unit);
  const target = (name: string) =>
    to === 'user' ? nodeUserId(cluster, name) : objectId(cluster.name, 'node', null, name);
  if (place.kind === 'node') yield [target(place.name), HOLDS];
  else if (place.kind === 'unknown')
    yield [to === 'user' ? nodeUserId(cluster, '?') : anyNodeId(cluster.name), onSomeNode(unit)];
  else if (to === 'node' && placeScopeOf(unit) !== null)
    yield [placeScopeOf(unit) as string, onSomeNode(unit)];
  else for (const { name } of place.nodes) yield [target(name), onNode(unit, name)];
}

function onSomeNode({ name, spec }: Unit): Outcome {
  return conditional(`${name} is placed on a node`, [step(spec.ref, `${name} names no node to run on.`)]);
}

export function onNode({ name, spec }: Unit, node: string): Outcome {
  return conditional(`${name} is placed on ${node}`, [
    step(spec.ref, `${name} names no node to run on, and ${node} would take it.`),
  ]);
}

export const hostNetwork: Rule = {
  id: 'k8s-host-network',
  title: 'A container in the network of the node',
  kind: 'can-connect-to',
  techniques: ['T1046', 'T1552.005'],
  enables:
    'Code in the container reaches what listens on the node itself, its kubelet and its metadata service; network policies do not bind it.',
  fix: 'Take hostNetwork away, and require a session token with a hop limit of one from the metadata service.',
  references: [POD_SECURITY],
  subject: 'pod',
  derive(unit, _scene, emit) {
    const { spec } = unit;
    if (!spec.hostNetwork) return;
    const seen = step(
      { ...spec.ref, pointer: `${spec.ref.pointer}/hostNetwork` },
      `${unit.name} is in the network of its node.`,
    );
    const left = conditional('something that listens on the node alone lets who connects act as the node', [
      seen,
    ]);
    for (const { id, fact } of unit.containers)
      for (const [to, placed] of targets(unit, 'node')) {
        const relation = relationOf(
          'can-connect-to',
          'k8s-host-network',
          { id, ref: fact.ref },
          to,
          all([left, placed, stillRuns(unit)]),
          '',
        );
        if (relation) emit(relation);
      }
  },
};
