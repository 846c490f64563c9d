import type { Drift } from '../../analysis/drift/drift-of.ts';
import type { Hop } from '../../schema/contract.ts';
import { csvTable } from '../../schema/csv.ts';

type Row = readonly (string | number | null)[];

/** All that drifted, one line each. */
export function driftCsv({
  paths,
  trust,
  privileges,
  identities,
  credentials,
  expired,
  exceptions,
}: Drift): string {
  const hop = (part: string, { from, kind, to, verdict, rule }: Hop): Row => [
    part,
    from,
    kind,
    to,
    verdict,
    rule,
  ];
  const rows: Row[] = [
    ...paths.map(
      ({ path, change }): Row => [
        'paths',
        path.from,
        '',
        path.to,
        path.verdict,
        `opened by ${change.from} ${change.kind} ${change.to}`,
      ],
    ),
    ...trust.map((each) => hop('trust', each)),
    ...privileges.map((each) => hop('privileges', each)),
    ...identities.map(({ id, kind }): Row => ['identities', id, kind, '', '', '']),
    ...credentials.map(({ id, kind }): Row => ['credentials', id, kind, '', '', '']),
    ...expired.map(({ id, kind, says }): Row => ['expired', id, kind, '', '', says]),
    ...exceptions.map(
      ({ id, exception: { scope, expires, owner } }): Row => [
        'exceptions',
        scope.of === 'path' ? scope.from : scope.of === 'entity' ? scope.entity : scope.finding,
        scope.of,
        scope.of === 'path' ? scope.to : '',
        '',
        `${id}: held until ${expires}; ${owner} answered for it`,
      ],
    ),
  ];
  return csvTable(['part', 'from', 'kind', 'to', 'verdict', 'about'], rows);
}
