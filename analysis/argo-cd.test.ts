import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { isJsonObject, type Json, type JsonObject } from '../schema/json.ts';
import type { Derived, Relation } from '../schema/records.ts';
import { derive } from './derive.ts';
import { memorySource } from './observations/memory-source.ts';

/*
 * Argo CD's published installation, which `kubectl apply --namespace argocd` brings into a cluster. What follows was read
 * off its manifests by hand.
 *
 * Its objects name no namespace; the three ClusterRoleBindings name service accounts of `argocd`:
 * - argocd-application-controller has everything (`*` on `*`, and all URLs): it is cluster-admin.
 * - argocd-server has `delete, get, patch` on everything and `create` on jobs, everywhere. So it is cluster-admin by
 *   creating a job in argocd that runs as the application controller; by get on nodes/proxy and by patch on pods and on
 *   pods/ephemeralcontainers it gets into the controller's pod; before 1.35 by get on pods/exec as well. In its own
 *   namespace it also may create and get secrets, and so has a token of any account there written into one.
 * - argocd-redis may create secrets, and get the one called argocd-redis: it has a token of any account of the namespace
 *   written under that name, if nothing has the name yet. Its init container makes that secret at the first start.
 * - argocd-applicationset-controller reads every secret of the cluster. No manifest has a token secret, and reading
 *   secrets yields no account without one: it is not cluster-admin by what is here.
 * - argocd-dex-server and argocd-notifications-controller read the secrets of their namespace; argocd-repo-server has no
 *   binding and mounts no token.
 * No way into the node: no container is privileged or mounts the host.
 */
const FILE = resolve(import.meta.dirname, '..', '..', 'shared', 'data', 'kubernetes', 'argo-cd-install.yaml');
const present = existsSync(FILE);
if (!present) console.warn(`Skipped: ${FILE} is not there.`);

const CLUSTER_KINDS = ['ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition'];
let objects: readonly JsonObject[] = [];

function install(namespace: string | null, gitVersion: string): Derived {
  const items = objects.map((each) =>
    namespace === null || CLUSTER_KINDS.includes(each.kind as string)
      ? each
      : { ...each, metadata: { ...(each.metadata as JsonObject), namespace } },
  );
  const source = 'kubernetes-files:argo';
  return derive(
    memorySource([
      { source, operation: 'read manifest', document: { kind: 'List', apiVersion: 'v1', items } as Json },
      { source, operation: 'declared version', document: { gitVersion, declared: true } },
    ]),
  );
}

const id = (rest: string) => `k8s://argo/${rest}`;
const account = (name: string, namespace = 'argocd') => id(`serviceaccount/${namespace}/${name}`);
const CLUSTER = 'k8s://argo';
const RANK = { allow: 0, conditional: 1, unknown: 2 } as const;

/** The surest way, and of those the shortest, as the rules of its hops. */
function way(
  { relations }: Derived,
  from: string,
  to: string,
): { rules: string[]; verdict: Relation['verdict']; hops: Relation[] } | null {
  for (const verdict of ['allow', 'conditional', 'unknown'] as const) {
    const next = new Map<string, Relation[]>();
    for (const each of relations)
      if (RANK[each.verdict] <= RANK[verdict] && each.kind !== 'runs-on')
        next.set(each.from, [...(next.get(each.from) ?? []), each]);
    const queue: { at: string; hops: Relation[] }[] = [{ at: from, hops: [] }];
    const seen = new Set([from]);
    for (const { at, hops } of queue) {
      if (at === to) return { rules: hops.map(({ rule }) => rule), verdict, hops };
      for (const each of next.get(at) ?? [])
        if (!seen.has(each.to)) {
          seen.add(each.to);
          queue.push({ at: each.to, hops: [...hops, each] });
        }
    }
  }
  return null;
}

describe.skipIf(!present)('Argo CD, applied to the namespace argocd', () => {
  let all: Derived;
  beforeAll(() => {
    const documents = parseAllDocuments(readFileSync(FILE, 'utf8'));
    objects = documents.map((each) => each.toJS() as Json).filter(isJsonObject);
    all = install('argocd', 'v1.35.0');
  });

  test('which accounts become cluster-admin, how surely, and by which hops', () => {
    const found = all.entities
      .filter(({ id: one }) => one.startsWith(id('serviceaccount/argocd/')))
      .map(({ name, id: one }) => {
        const best = way(all, one, CLUSTER);
        return `${name}: ${best ? `${best.verdict} ${best.rules.join(' > ')}` : 'no'}`;
      });
    expect(found).toEqual([
      'argocd-application-controller: allow k8s-administrator',
      'argocd-applicationset-controller: no',
      'argocd-dex-server: no',
      'argocd-notifications-controller: no',
      'argocd-redis: conditional k8s-mint-token-secret > k8s-scope > k8s-administrator',
      'argocd-repo-server: no',
      'argocd-server: allow k8s-mint-token-secret > k8s-scope > k8s-administrator',
      'default: no',
    ]);
  });

  test('each hop points at what was read: binding, role and rule', () => {
    const [hop] = all.relations.filter(
      ({ rule, from }) => rule === 'k8s-administrator' && from === account('argocd-application-controller'),
    );
    const at = hop?.proof.map(({ pointer, says }) => [pointer.replace(/^\/items\/\d+/, ''), says]);
    expect(at).toEqual([
      [
        '/subjects/0',
        'ClusterRoleBinding argocd-application-controller gives ClusterRole argocd-application-controller to service account argocd/argocd-application-controller.',
      ],
      ['/rules/0', 'Rule 1 of ClusterRole argocd-application-controller allows * on * of *.'],
    ]);
    for (const each of way(all, account('argocd-redis'), CLUSTER)?.hops ?? [])
      expect(each.proof.length).toBeGreaterThan(0);
  });

  test('the server has the other ways too, exec among them before 1.35 only', () => {
    const rules = ({ relations }: Derived) =>
      new Set(
        relations
          .filter(({ from }) => from === account('argocd-server'))
          .map(({ rule, to }) => `${rule} ${to.slice(CLUSTER.length + 1)}`),
      );
    const now = rules(all);
    for (const each of [
      'k8s-create-jobs scope/workloads',
      'k8s-nodes-proxy scope/pods',
      'k8s-pods-patch scope/pods',
      'k8s-pods-ephemeral scope/pods',
      'k8s-change-deployments scope/argocd/workloads',
      'k8s-secrets-read scope/secrets',
    ])
      expect(now, each).toContain(each);
    expect(now).not.toContain('k8s-pods-exec scope/pods');
    expect(rules(install('argocd', 'v1.34.2'))).toContain('k8s-pods-exec scope/pods');
    const jobs = way(all, id('scope/workloads'), CLUSTER);
    expect(jobs?.rules).toEqual(['k8s-scope', 'k8s-new-pod-account', 'k8s-scope', 'k8s-administrator']);
  });

  test('the pods lead to their accounts, but for the one that mounts no token, and to no node', () => {
    const from = all.relations
      .filter(({ rule }) => rule === 'k8s-runs-as')
      .map(({ from: one }) => one.split('/').at(-1));
    expect(from).not.toContain('argocd-repo-server');
    expect(from).toContain('argocd-server');
    // The init container of redis runs as its account as well.
    expect(from.filter((each) => each === 'secret-init')).toHaveLength(1);
    expect(
      all.relations.filter(({ kind, from: one }) => kind === 'escapes-to' && one.includes('/container/')),
    ).toEqual([]);
  });

  test('as it is written, in default, the bindings name accounts that are not there', () => {
    const written = install(null, 'v1.35.0');
    expect(way(written, account('argocd-application-controller', 'default'), CLUSTER)).toBeNull();
    expect(way(written, account('argocd-server', 'default'), CLUSTER)).toBeNull();
    expect(way(written, account('argocd-application-controller'), CLUSTER)?.rules).toEqual([
      'k8s-administrator',
    ]);
    expect(
      written.entities.find(({ id: one }) => one === account('argocd-application-controller'))?.collected,
    ).toBe(false);
    // Who creates jobs in every namespace may name them, if they are there.
    expect(way(written, account('argocd-server'), CLUSTER)?.verdict).toBe('conditional');
  });
});
