import { counted, notKnown } from './found.ts';
import type { SnapshotMeasure } from './measure.ts';
import { keysAmong, usersUntold } from './principals.ts';

export const keysWithoutExpiry: SnapshotMeasure = {
  id: 'keys-without-expiry',
  title: 'Keys without expiry',
  definition:
    'Access keys, token secrets, deploy keys, tokens and apps (for their private keys) that have no end, of those of which the end is known. Passwords are none.',
  unit: 'keys',
  better: 'lower',
  looksAt: 'collection',
  measure({ rows }) {
    const keys = keysAmong(rows);
    const untold = usersUntold(rows);
    if (keys.length === 0) return notKnown(['No key was collected.', untold].filter(Boolean).join(' '));
    const answer = counted(
      keys,
      ({ expires }) => (expires === null ? null : expires === 'never'),
      'number',
      'when their keys end',
    );
    return { ...answer, unknown: [answer.unknown, untold].filter(Boolean).join(' ') || null };
  },
};
