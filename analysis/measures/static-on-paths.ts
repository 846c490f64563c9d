import type { InventoryRow } from '../../schema/inventory.ts';
import { exposureOfMany } from '../graph/exposure.ts';
import type { Include } from '../graph/graph.ts';
import { counted, notKnown } from './found.ts';
import { AT_MOST, SURELY } from './jewels-reached.ts';
import type { MeasureScene, SnapshotMeasure } from './measure.ts';
import { authenticating } from './principals.ts';

export const staticOnPaths: SnapshotMeasure = {
  id: 'static-on-paths',
  title: 'Static credential ratio on paths to tiers 0 and 1',
  definition:
    'Identities with a static credential ÷ identities that authenticate, of which the credential is known, both of those that are of tier 0 or 1 by themselves or surely reach something that is.',
  unit: 'ratio',
  better: 'lower',
  looksAt: 'relations',
  measure(scene) {
    if (scene.valuables.length === 0) return notKnown('Nothing of tier 0 or 1 is known.');
    const rows = authenticating(scene.rows);
    const sure = rows.filter(onPath(scene, SURELY));
    const perhaps = rows.filter(onPath(scene, AT_MOST)).length - sure.length;
    const more =
      perhaps > 0
        ? `${perhaps} more may be on such a path, over relations that are conditional or unknown.`
        : null;
    if (sure.length === 0)
      return notKnown(['No identity is surely on such a path.', more].filter(Boolean).join(' '));
    const answer = counted(
      sure,
      ({ credential }) => (credential === null ? null : credential === 'static'),
      'ratio',
      'what they authenticate with',
    );
    return { ...answer, unknown: [answer.unknown, more].filter(Boolean).join(' ') || null };
  },
};

/** Whether an identity is, or reaches, something of tier 0 or 1. */
function onPath({ graph, valuables, numberOf }: MeasureScene, include: Include) {
  const there = new Set([...valuables, ...exposureOfMany(graph, valuables, { include }).index]);
  return ({ id }: InventoryRow) => {
    const number = numberOf(id);
    return number !== null && there.has(number);
  };
}
