import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../schema/json.ts';
import {
  aggregatedRole,
  bind,
  bindCluster,
  clusterRole,
  feeding,
  role,
  rule,
  urlRule,
} from '../testing/manifests.ts';
import { evaluateRbacCases } from './cases.ts';
import { type Manifest, type ReferenceCase, referenceAllows } from './testing/reference-rbac.ts';

const some = (...texts: string[]) =>
  fc.subarray(texts, { minLength: 1, maxLength: 2 }).map((list) => list.join(' '));
const RULE = fc.oneof(
  fc
    .tuple(
      some('get', 'list', 'create', 'update', 'impersonate', 'deletecollection', '*'),
      some('core', 'apps', '*'),
      some('pods', 'pods/exec', 'pods/*', '*', '*/exec', '*/scale', 'deployments', 'secrets'),
      fc.option(some('a', 'b', '*'), { nil: '' }),
    )
    .map(([verbs, groups, resources, names]) => rule(verbs, groups, resources, names)),
  some('/healthz', '/healthz/*', '/logs*', '*').map((urls) => urlRule('get', urls)),
);
const RESOURCE_RULE = RULE.filter((each) => !('nonResourceURLs' in each));
const SUBJECTS = fc.subarray(
  [
    'user:ana',
    'user:system:anonymous',
    'user:system:serviceaccount:one:app',
    'group:devs',
    'group:system:authenticated',
    'group:system:unauthenticated',
    'group:system:serviceaccounts',
    'group:system:serviceaccounts:two',
    'group:system:masters',
    'sa:one/app',
    'sa:two/app',
  ],
  { minLength: 1, maxLength: 2 },
);
const NAMESPACE = fc.constantFrom('one', 'two');

const OBJECT: fc.Arbitrary<JsonObject> = fc.oneof(
  fc
    .tuple(NAMESPACE, fc.constantFrom('r', 's'), fc.array(RESOURCE_RULE, { minLength: 1, maxLength: 2 }))
    .map(([where, name, rules]) => role(where, name, ...rules)),
  fc
    .tuple(fc.constantFrom('r', 's'), fc.array(RULE, { minLength: 1, maxLength: 2 }))
    .map(([name, rules]) => clusterRole(name, ...rules)),
  fc
    .tuple(fc.constantFrom('x', 'y'), fc.option(fc.constantFrom('x', 'y')))
    .map(([name, feeds]) => aggregatedRole(name, feeds)),
  fc
    .tuple(fc.constantFrom('x', 'y'), fc.constantFrom('r', 's'), RULE)
    .map(([feeds, name, one]) => feeding(feeds, clusterRole(name, one))),
  fc
    .tuple(
      NAMESPACE,
      fc.constantFrom('b', 'c', 'd'),
      fc.constantFrom('role/r', 'role/s', 'clusterrole/r', 'clusterrole/x', 'clusterrole/none'),
      SUBJECTS,
    )
    .map(([where, name, to, subjects]) => bind(where, name, to, ...subjects)),
  fc
    .tuple(fc.constantFrom('b', 'c', 'd'), fc.constantFrom('r', 's', 'x', 'y', 'none'), SUBJECTS)
    .map(([name, to, subjects]) => bindCluster(name, to, ...subjects)),
);

const CALLER = fc.record({
  user: fc.constantFrom(
    'ana',
    'bo',
    'system:anonymous',
    'system:serviceaccount:one:app',
    'system:serviceaccount:two:app',
  ),
  groups: fc.subarray(['devs', 'system:masters'], { maxLength: 1 }),
});
const ASKED = fc.oneof(
  fc.record({
    verb: fc.constantFrom('get', 'list', 'create', 'update', 'impersonate', 'deletecollection'),
    group: fc.constantFrom('', 'apps'),
    resource: fc.constantFrom('pods', 'deployments', 'secrets', '*'),
    subresource: fc.constantFrom('', 'exec', 'scale'),
    namespace: fc.constantFrom('', 'one', 'two'),
    name: fc.constantFrom('', 'a', 'b', 'c'),
  }),
  fc.record({
    verb: fc.constantFrom('get', 'post'),
    nonResourceURL: fc.constantFrom('/healthz', '/healthz/etcd', '/logs', '/logs/a', '/'),
  }),
);

/** As an API server would keep them: of two objects of one name the later. */
function stored(objects: readonly JsonObject[]): Manifest[] {
  const named = new Map(
    objects.map((each) => [
      JSON.stringify([
        each.kind,
        (each.metadata as JsonObject).namespace ?? '',
        (each.metadata as JsonObject).name,
      ]),
      each,
    ]),
  );
  return [...named.values()] as unknown as Manifest[];
}

test('every case is decided as the plain reading of the documentation decides it', () => {
  let allowed = 0;
  let denied = 0;
  fc.assert(
    fc.property(
      fc.array(OBJECT, { minLength: 1, maxLength: 9 }),
      CALLER,
      fc.array(ASKED, { minLength: 4, maxLength: 12 }),
      fc.constantFrom(34, 35),
      (objects, caller, asked, minor) => {
        const cases = asked.map((each, id) => ({ id, ...caller, ...each }));
        const { answers } = evaluateRbacCases({ version: `1.${minor}`, objects, cases } as Json);
        for (const each of cases) {
          const expected = referenceAllows(stored(objects), each as ReferenceCase, minor);
          const answer = answers[each.id] as JsonObject;
          expect(answer.verdict, JSON.stringify(each)).toBe(expected ? 'allow' : 'deny');
          expect((answer.because as string[]).length).toBeGreaterThan(0);
          if (expected) allowed++;
          else denied++;
        }
      },
    ),
    { numRuns: 1_500, seed: 20_261_126 },
  );
  // Both sides were seen often enough for the comparison to mean something.
  expect(allowed).toBeGreaterThan(1_000);
  expect(denied).toBeGreaterThan(1_000);
});

test('more objects never take a permission away', () => {
  fc.assert(
    fc.property(
      fc.array(OBJECT, { minLength: 1, maxLength: 6 }),
      fc.array(
        OBJECT.filter(({ kind }) => kind === 'RoleBinding' || kind === 'ClusterRoleBinding'),
        { maxLength: 3 },
      ),
      CALLER,
      ASKED,
      (objects, more, caller, asked) => {
        const names = new Set(objects.map(({ kind, metadata }) => JSON.stringify([kind, metadata])));
        const added = more.filter(({ kind, metadata }) => !names.has(JSON.stringify([kind, metadata])));
        const verdict = (all: readonly JsonObject[]) =>
          evaluateRbacCases({ objects: all, cases: [{ id: 1, ...caller, ...asked }] } as unknown as Json)
            .answers[0]?.verdict;
        if (verdict(objects) === 'allow') expect(verdict([...objects, ...added])).toBe('allow');
      },
    ),
    { numRuns: 500, seed: 7 },
  );
});
