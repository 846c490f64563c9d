import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AWS_SERVICES } from './registry.ts';

it.each(['docs/collecting-aws.md', 'README.md'])(
  'the policies in %s allow exactly what is asked for',
  (page) => {
    const text = readFileSync(join(import.meta.dirname, '../..', page), 'utf8');
    const policies = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map((block) => JSON.parse(block[1] ?? ''));
    const allowed = policies.flatMap((policy) =>
      policy.Statement.flatMap((statement: { Action: string[] }) => statement.Action),
    );
    const needed = AWS_SERVICES.flatMap((service) =>
      service.operations.map((operation) => operation.permission),
    );
    expect(allowed.toSorted()).toEqual([...new Set(needed)].sort());
  },
);

it('operations come after those they need answers of', () => {
  for (const { operations } of AWS_SERVICES)
    for (const [index, operation] of operations.entries())
      for (const before of [...(operation.after ?? [])])
        expect(operations.slice(0, index).map((one) => one.operation)).toContain(before);
});
