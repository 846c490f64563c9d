import type { Declared } from '../endpoint.ts';

/** The rows of the table of permissions in docs/collecting-github.md: each permission, what is missing without it, and the operations that need it. */
export function permissionTable(operations: readonly Declared[]): string {
  const byPermission = Map.groupBy(
    operations.filter(({ permission }) => permission !== 'none'),
    ({ permission }) => permission,
  );
  const rows = [...byPermission].map(([permission, needing]) => {
    const without = [...new Set(needing.map((each) => each.without))].join('; ');
    const names = needing.map(({ operation }) => `\`${operation.replace(/^GET /, '')}\``).join(', ');
    return `| ${permission} | ${without} | ${names} |`;
  });
  return ['| Permission | Not seen without it | Needed by |', '| --- | --- | --- |', ...rows].join('\n');
}
