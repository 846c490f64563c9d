import { derive } from '../analysis/derive.ts';
import { buildGraph } from '../analysis/graph/build.ts';
import { shortestPath } from '../analysis/graph/shortest-path.ts';
import { buildKubernetesEstate } from '../analysis/kubernetes/estate/estate.ts';
import { authorize } from '../analysis/kubernetes/evaluate/authorize.ts';
import { callerOf, resourceRequest } from '../analysis/kubernetes/evaluate/request.ts';
import { serviceAccountUser } from '../analysis/kubernetes/ids.ts';
import { readKubernetesFacts } from '../analysis/kubernetes/read/read-facts.ts';
import type { ObservationSource } from '../analysis/observations/observation-source.ts';
import { RELATION_KINDS } from '../schema/kinds/relation-kinds.ts';
import type { Derived } from '../schema/records.ts';
import {
  type BenchContext,
  type Benchmark,
  type BenchResult,
  measure,
  ratioOf,
  timings,
} from './benchmark.ts';
import { generateCluster } from './generate-cluster.ts';

const PEER = 'get asked of the same evaluator for every service account and secret (from one pair in many)';
const CERTAINTY = { allow: 0, conditional: 1, unknown: 2 } as const;

/** All relations of clusters of three sizes, and the way from a pod to administrator of the largest. */
export const kubernetes: Benchmark = {
  name: 'kubernetes',
  async run(context) {
    const sizes = context.quick ? [100, 200, 300] : [1_000, 10_000, 25_000];
    const results: BenchResult[] = [];
    const taken: number[] = [];
    for (const pods of sizes) {
      const source = generateCluster(pods);
      const { result, ms, all } = await ofSize(source, pods, context);
      results.push(result);
      taken.push(ms);
      if (pods === sizes.at(-1))
        results.push(await pathToAdministrator(all, pods, context.note), memory(pods));
    }
    const [small = 1, , large = 1] = taken;
    const growth = large / small / ((sizes[2] as number) / (sizes[0] as number));
    context.note(`time per pod grows ${growth.toFixed(2)} times from the smallest to the largest`);
    return results;
  },
};

async function ofSize(source: ObservationSource, pods: number, { quick, note }: BenchContext) {
  let all: Derived = { entities: [], relations: [] };
  const reading = await measure(() => buildKubernetesEstate(readKubernetesFacts(source)), {
    runs: 1,
    warmup: 1,
  });
  const ms = await measure(
    () => {
      all = derive(source);
    },
    { runs: quick ? 1 : 3, warmup: 1 },
  );
  const size = `${pods.toLocaleString('en-US')} pods, ${all.entities.length.toLocaleString('en-US')} entities, ${all.relations.length.toLocaleString('en-US')} relations`;
  note(`${size}: reading facts and joining them is ${Math.round(reading)} ms of it`);
  const pairs = await everyPair(source, pods > 1_000 ? 1_000 : 10);
  const result: BenchResult = {
    name: 'all relations of a cluster',
    size,
    median: ms,
    unit: 'ms',
    peer: PEER,
    peerMedian: pairs,
    ratio: ratioOf(ms, pairs),
    goal: pods >= 25_000 ? '≤ 10 s after collection' : 'growing near linearly',
    met: ms <= 10_000 * (pods / 25_000) * (pods >= 25_000 ? 1 : 3),
  };
  return { result, ms, all };
}

/** What asking about every pair would take, from one in `every`, in ms: one verb on one kind, where a relation needs many. */
async function everyPair(source: ObservationSource, every: number): Promise<number> {
  const [cluster] = buildKubernetesEstate(readKubernetesFacts(source)).clusters;
  if (!cluster) throw new Error('the generated cluster has no observation');
  const { serviceAccounts, secrets } = cluster.fact;
  const ms = await measure(
    () => {
      let pair = 0;
      for (const { namespace, name } of serviceAccounts) {
        const caller = callerOf(serviceAccountUser(namespace, name));
        for (let at = pair % every; at < secrets.length; at += every) {
          const secret = secrets[at];
          if (secret)
            authorize(
              cluster.policy,
              caller,
              resourceRequest({
                verb: 'get',
                resource: 'secrets',
                namespace: secret.namespace,
                name: secret.name,
              }),
              cluster.fact.version,
            );
        }
        pair++;
      }
    },
    { runs: 3, warmup: 1 },
  );
  return ms * every;
}

async function pathToAdministrator(
  { entities, relations }: Derived,
  pods: number,
  note: BenchContext['note'],
): Promise<BenchResult> {
  const number = new Map(entities.map(({ id }, index) => [id, index]));
  const at = (id: string): number => number.get(id) as number;
  const graph = buildGraph({
    entityCount: entities.length,
    from: Int32Array.from(relations, ({ from }) => at(from)),
    to: Int32Array.from(relations, ({ to }) => at(to)),
    verdict: Uint8Array.from(relations, ({ verdict }) => CERTAINTY[verdict]),
    traversable: Uint8Array.from(relations, ({ kind }) => (RELATION_KINDS[kind].traversable ? 1 : 0)),
  });
  const containers = entities.flatMap(({ kind }, index) => (kind === 'k8s-container' ? [index] : []));
  const target = at('k8s://bench');
  const include = { conditional: true, unknown: true };
  const way = (from: number) => shortestPath(graph, from, target, { include });
  const leading = containers.filter((from) => way(from) !== null);
  note(`${leading.length} of ${containers.length} containers lead to administrator of the cluster`);
  // Where there is none the answer is found too soon to be of interest.
  const step = Math.max(1, Math.floor(leading.length / 200));
  const asked = leading.filter((_, index) => index % step === 0);
  const taken = await timings((index) => way(asked[index % asked.length] as number), {
    runs: asked.length,
    warmup: 20,
  });
  const median = taken[Math.floor(taken.length / 2)] as number;
  return {
    name: 'path from a container to administrator of the cluster',
    size: `${pods.toLocaleString('en-US')} pods`,
    median,
    unit: 'ms',
    peer: 'none: the same graph as every other question',
    peerMedian: null,
    ratio: null,
    goal: '≤ 20 ms',
    met: median <= 20,
  };
}

function memory(pods: number): BenchResult {
  const megabytes = process.resourceUsage().maxRSS / 1_000;
  return {
    name: 'most memory while deriving, with the observations',
    size: `${pods.toLocaleString('en-US')} pods`,
    median: megabytes,
    unit: 'MB',
    peer: 'none: what the whole process held resident at most',
    peerMedian: null,
    ratio: null,
    goal: '≤ 2,000 MB',
    met: megabytes <= 2_000,
  };
}
