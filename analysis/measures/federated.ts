import { counted } from './found.ts';
import type { SnapshotMeasure } from './measure.ts';
import { authenticating } from './principals.ts';

export const federated: SnapshotMeasure = {
  id: 'federated',
  title: 'Federated identities, by provider',
  definition:
    'Identities that are let in by, or present, tokens or assertions of an issuer, of those of which the credential is known.',
  unit: 'identities',
  better: 'higher',
  looksAt: 'collection',
  measure({ rows, issuersOf }) {
    const answer = counted(
      authenticating(rows),
      ({ credential }) => (credential === null ? null : credential === 'federated'),
      'number',
      'what they authenticate with',
    );
    const counts = new Map<string, number>();
    const those = new Set(answer.entities);
    for (const row of rows)
      if (those.has(row.id))
        for (const issuer of issuersOf(row)) counts.set(issuer, (counts.get(issuer) ?? 0) + 1);
    const also = [...counts].map(([label, value]) => ({ label, value }));
    return { ...answer, also: also.sort((a, b) => b.value - a.value || (a.label < b.label ? -1 : 1)) };
  },
};
