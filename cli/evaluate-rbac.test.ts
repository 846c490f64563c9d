import { expect, test } from 'vitest';
import { runCli } from './testing/run-cli.ts';

const RBAC = { apiVersion: 'rbac.authorization.k8s.io/v1' };

test('answers cases, and tells on standard error what has no effect', async () => {
  const document = {
    version: '1.33',
    objects: [
      {
        ...RBAC,
        kind: 'ClusterRole',
        metadata: { name: 'reader' },
        rules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }],
      },
      {
        ...RBAC,
        kind: 'ClusterRoleBinding',
        metadata: { name: 'readers' },
        roleRef: { kind: 'ClusterRole', name: 'reader' },
        subjects: [{ kind: 'Group', name: 'system:serviceaccounts:shop' }],
      },
      { ...RBAC, kind: 'Role', metadata: { name: 'broken' }, rules: [{ verbs: [] }] },
    ],
    cases: [
      { id: 'yes', serviceAccount: 'shop/web', verb: 'get', resource: 'pods', namespace: 'any' },
      { id: 'no', serviceAccount: 'other/web', verb: 'get', resource: 'pods', namespace: 'any' },
    ],
  };
  const run = await runCli(['evaluate', 'rbac'], JSON.stringify(document));
  expect(run.status).toBe(0);
  expect(run.json<unknown[]>()).toMatchObject([
    { id: 'yes', verdict: 'allow' },
    { id: 'no', verdict: 'deny' },
  ]);
  expect(run.stderr).toContain('Role broken has no effect: rules[0].verbs');
});

test('refuses what is no document of cases', async () => {
  for (const input of ['{', '[]', '{"cases":{}}']) {
    const run = await runCli(['evaluate', 'rbac', '--json'], input);
    expect(run.status, input).toBe(3);
    expect(run.json()).toMatchObject({ error: { code: 'input-refused' } });
  }
});
