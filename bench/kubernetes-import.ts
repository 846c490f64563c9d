import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../engine/engine.ts';
import { isJsonObject, type Json } from '../schema/json.ts';
import type { Benchmark, BenchResult } from './benchmark.ts';
import { measure, ratioOf } from './benchmark.ts';
import { generateCluster } from './generate-cluster.ts';

/** Files of `kubectl get -o json` from reading to the sealed snapshot, for clusters of three sizes. */
export const kubernetesImport: Benchmark = {
  name: 'kubernetes-import',
  async run({ quick, note }) {
    const sizes = quick ? [100, 200] : [1_000, 10_000, 25_000];
    const results: BenchResult[] = [];
    for (const pods of sizes) results.push(await ofSize(pods, quick, note));
    return results;
  },
};

async function ofSize(pods: number, quick: boolean, note: (text: string) => void): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'trustpath-bench-cluster-'));
  const engine = createEngine();
  try {
    const texts = listsOf(pods).map((list) => JSON.stringify(list));
    const paths = texts.map((text, index) => {
      const path = join(folder, `${index}.json`);
      writeFileSync(path, text);
      return path;
    });
    const bytes = texts.reduce((sum, text) => sum + text.length, 0);
    let relations = 0;
    let run = 0;
    const ms = await measure(
      async () => {
        const out = join(folder, `${run++}.trustpath`);
        const { info } = await engine.request('import.kubernetes', { paths, cluster: 'bench', out });
        relations = info.counts.relations;
      },
      { runs: quick ? 1 : 3, warmup: 1 },
    );
    const floor = await measure(() => texts.map((text) => JSON.parse(text) as Json), {
      runs: quick ? 1 : 3,
      warmup: 1,
    });
    note(`${pods.toLocaleString('en-US')} pods are ${Math.round(bytes / 2 ** 20)} MB of files`);
    return {
      name: 'import, derive and seal a cluster',
      size: `${pods.toLocaleString('en-US')} pods, ${relations.toLocaleString('en-US')} relations`,
      median: ms,
      unit: 'ms',
      peer: 'JSON.parse of the same files alone',
      peerMedian: floor,
      ratio: ratioOf(ms, floor),
      goal:
        pods >= 25_000
          ? 'all relations ≤ 10 s after collection; here with reading and sealing'
          : 'growing near linearly',
      met: ms <= 10_000 * Math.max(pods / 25_000, 0.2),
    };
  } finally {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `kubectl get` prints: one list with the kind in every object. */
function listsOf(pods: number): readonly Json[] {
  const source = generateCluster(pods);
  const lists = new Map<string, Json[]>();
  for (const { operation, observation } of source.calls()) {
    const document = observation === null ? null : source.document(observation);
    if (!isJsonObject(document) || !Array.isArray(document.items)) continue;
    const [, apiVersion = '', plural = ''] = /^list (.+)\/([^/]+)$/.exec(operation) ?? [];
    const kind = KINDS[plural];
    if (kind === undefined) throw new Error(`${operation}: its kind has to be told here`);
    const items = lists.get(operation) ?? [];
    lists.set(operation, items);
    for (const item of document.items as readonly Json[])
      if (isJsonObject(item)) items.push({ apiVersion, kind, ...item });
  }
  return [...lists.values()].map((items) => ({ apiVersion: 'v1', kind: 'List', items }));
}

/** What objects of a listing are called. */
const KINDS: Readonly<Record<string, string>> = {
  clusterrolebindings: 'ClusterRoleBinding',
  clusterroles: 'ClusterRole',
  daemonsets: 'DaemonSet',
  deployments: 'Deployment',
  jobs: 'Job',
  namespaces: 'Namespace',
  nodes: 'Node',
  pods: 'Pod',
  replicasets: 'ReplicaSet',
  rolebindings: 'RoleBinding',
  roles: 'Role',
  secrets: 'Secret',
  serviceaccounts: 'ServiceAccount',
  services: 'Service',
};
