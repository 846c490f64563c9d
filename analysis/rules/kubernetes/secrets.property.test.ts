import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../schema/json.ts';
import type { Relation } from '../../../schema/records.ts';
import { derive } from '../../derive.ts';
import { type Manifest, referenceAllows } from '../../kubernetes/evaluate/testing/reference-rbac.ts';
import {
  account,
  bind,
  bindCluster,
  clusterRole,
  namespace,
  role,
  rule,
  secret,
} from '../../kubernetes/testing/manifests.ts';
import { id, smallCluster } from './testing/small-cluster.ts';

const NAMESPACES = ['one', 'two'];
const SECRETS = ['a', 'b'];
const WORLD = NAMESPACES.flatMap((name) => [
  namespace(name),
  account(name, 'app'),
  ...SECRETS.map((each) => secret(name, each)),
]);

const some = (...texts: string[]) =>
  fc.subarray(texts, { minLength: 1, maxLength: 2 }).map((list) => list.join(' '));
const RULE = fc
  .tuple(
    some('get', 'list', 'watch', 'patch', 'delete', 'deletecollection', 'create', '*'),
    some('core', 'apps', '*'),
    some('secrets', 'secrets/status', 'pods', '*'),
    fc.option(some('a', 'b', 'c'), { nil: '' }),
  )
  .map(([verbs, groups, resources, names]) => rule(verbs, groups, resources, names));
const RULES = fc.array(RULE, { minLength: 1, maxLength: 2 });
const SUBJECTS = fc.subarray(
  [
    'user:ana',
    'sa:one/app',
    'sa:two/app',
    'group:system:serviceaccounts',
    'group:system:serviceaccounts:two',
    'group:system:authenticated',
  ],
  { minLength: 1, maxLength: 2 },
);
const WHERE = fc.constantFrom(...NAMESPACES);
const OBJECT: fc.Arbitrary<JsonObject> = fc.oneof(
  fc
    .tuple(WHERE, fc.constantFrom('r', 's'), RULES)
    .map(([where, name, rules]) => role(where, name, ...rules)),
  fc.tuple(fc.constantFrom('r', 's'), RULES).map(([name, rules]) => clusterRole(name, ...rules)),
  fc
    .tuple(
      WHERE,
      fc.constantFrom('b', 'c', 'd'),
      fc.constantFrom('role/r', 'role/s', 'clusterrole/r', 'clusterrole/s'),
      SUBJECTS,
    )
    .map(([where, name, to, subjects]) => bind(where, name, to, ...subjects)),
  fc
    .tuple(fc.constantFrom('b', 'c', 'd'), fc.constantFrom('r', 's'), SUBJECTS)
    .map(([name, to, subjects]) => bindCluster(name, to, ...subjects)),
);

/** The relations by which permissions on secrets lead to secrets, and to nothing else. */
const READING =
  /^k8s-(secrets-read|scope|administrator|namespace-administrator|cluster-controls|namespace-controls|in-group)$/;

function reached(relations: readonly Relation[], from: string): ReadonlySet<string> {
  const seen = new Set([from]);
  for (const at of seen)
    for (const each of relations)
      if (
        each.from === at &&
        READING.test(each.rule) &&
        each.verdict === 'allow' &&
        !each.to.includes('/scope/serviceaccounts') &&
        !each.to.includes('/serviceaccounts')
      )
        seen.add(each.to);
  return seen;
}

const CALLERS = [
  ['ana', id('user/ana')],
  ['system:serviceaccount:one:app', id('serviceaccount/one/app')],
  ['system:serviceaccount:two:app', id('serviceaccount/two/app')],
] as const;

test('sets lead to the secrets that the plain reading of RBAC lets each identity read, and to no others', () => {
  let readable = 0;
  let closed = 0;
  fc.assert(
    fc.property(fc.array(OBJECT, { minLength: 2, maxLength: 8 }), (objects) => {
      const stored = [
        ...new Map(
          objects.map((each) => [
            JSON.stringify([
              each.kind,
              (each.metadata as JsonObject).namespace ?? '',
              (each.metadata as JsonObject).name,
            ]),
            each,
          ]),
        ).values(),
      ];
      const { relations, entities } = derive(smallCluster([...WORLD, ...stored]));
      const known = new Set(entities.map((each) => each.id));
      for (const [user, from] of CALLERS) {
        const ends = reached(relations, from);
        for (const where of NAMESPACES)
          for (const name of SECRETS) {
            const asked = { user, groups: [], group: '', resource: 'secrets', namespace: where };
            const may = (verb: string, object: { name?: string }) =>
              referenceAllows(stored as unknown as Manifest[], { ...asked, ...object, verb }, 33);
            // The deletion of a collection names no object, and answers with those it deletes.
            const expected =
              ['get', 'list', 'watch', 'patch'].some((verb) => may(verb, { name })) ||
              may('deletecollection', {});
            // A user whom nothing names has the groups of everyone all the same, and is no entity.
            if (!known.has(from)) continue;
            expect(
              ends.has(id(`secret/${where}/${name}`)),
              `${user} ${where}/${name} ${JSON.stringify(stored)}`,
            ).toBe(expected);
            if (expected) readable++;
            else closed++;
          }
      }
    }),
    { numRuns: 400, seed: 20_261_126 },
  );
  expect(readable).toBeGreaterThan(500);
  expect(closed).toBeGreaterThan(500);
});
