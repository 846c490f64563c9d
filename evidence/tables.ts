import { csvTable } from '../schema/csv.ts';
import type { Coverage } from '../schema/records.ts';
import type { Answer } from './answer.ts';
import type { ToldEntity } from './told.ts';

/** `paths.csv`: one line a hop. */
export function pathsCsv(answer: Answer): string {
  const rows = answer.paths.flatMap((path, pathNumber) =>
    path.hops.map((hop, hopNumber) => [
      pathNumber + 1,
      hopNumber + 1,
      hop.from,
      hop.kind,
      hop.to,
      hop.rule,
      hop.verdict,
      hop.conditions.join('; '),
      hop.techniques.join(' '),
      hop.proof.map((step) => step.says).join(' '),
      hop.proof.map((step) => `${step.observation}#${step.pointer}`).join(' '),
    ]),
  );
  const header = [
    'path',
    'hop',
    'from',
    'kind',
    'to',
    'rule',
    'verdict',
    'conditions',
    'techniques',
    'why',
    'proof',
  ];
  return csvTable(header, rows);
}

/** `identities.csv`: the entities of the paths, then whatever else is reached. */
export function identitiesCsv(answer: Answer, entity: (id: string) => ToldEntity | null): string {
  const rows = new Map<string, readonly (string | number | null)[]>();
  const add = (id: string, distance: number | null, verdict: string) => {
    if (rows.has(id)) return;
    const found = entity(id);
    rows.set(id, [
      id,
      found?.kind ?? '',
      found?.name ?? '',
      found?.tier ?? null,
      found?.collected ? 'yes' : 'no',
      distance,
      verdict,
    ]);
  };
  const distances = new Map(answer.reached.map((row) => [row.id, row]));
  const onPaths = new Set(answer.paths.flatMap((path) => [path.from, ...path.hops.map((hop) => hop.to)]));
  for (const id of onPaths) add(id, distances.get(id)?.distance ?? null, distances.get(id)?.verdict ?? '');
  for (const row of answer.reached) add(row.id, row.distance, row.verdict);
  return csvTable(['id', 'kind', 'name', 'tier', 'collected', 'hops', 'verdict'], rows.values());
}

/** `coverage.csv`: what was and was not seen. */
export function coverageCsv(coverage: readonly Coverage[]): string {
  return csvTable(
    ['source', 'operation', 'region', 'status', 'items', 'calls', 'may hide', 'reason'],
    coverage.map((record) => [
      record.source,
      record.operation,
      record.region,
      record.status,
      record.items,
      record.calls,
      record.kinds.join(' '),
      record.reason,
    ]),
  );
}
