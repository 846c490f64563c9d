import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';
import { counted, notKnown } from './found.ts';
import type { MeasureRule } from './measure.ts';

/** Keys and tokens; passwords are none. An app stands for its private keys. */
const KEYS: ReadonlySet<EntityKind> = new Set([
  'aws-access-key',
  'k8s-secret',
  'github-deploy-key',
  'github-app',
  'github-token-grant',
]);

export const keysWithoutExpiry: MeasureRule = {
  id: 'keys-without-expiry',
  title: 'Keys without expiry',
  unit: 'keys',
  looksAt: 'collection',
  measure({ rows }) {
    const keys = rows.filter(({ kind }) => KEYS.has(kind));
    // Users whose keys were not listed: that they have none is not known.
    const closed = rows.filter(({ kind, credential }) => kind === 'aws-user' && credential === null).length;
    if (keys.length === 0)
      return notKnown(
        closed > 0
          ? `No key was collected, and of ${closed} users it is not known whether they have keys.`
          : 'No key was collected.',
      );
    const answer = counted(
      keys,
      ({ expires }) => (expires === null ? null : expires === 'never'),
      'number',
      'when their keys end',
    );
    const more = closed > 0 ? `Of ${closed} users it is not known whether they have keys.` : null;
    return { ...answer, unknown: [answer.unknown, more].filter(Boolean).join(' ') || null };
  },
};
