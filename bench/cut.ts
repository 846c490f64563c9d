import { createCatalogue } from '../analysis/cut/catalogue.ts';
import { type Cut, leastCut } from '../analysis/cut/least-cut.ts';
import { proposeCuts } from '../analysis/cut/propose-cuts.ts';
import { type Baseline, createBaseline } from '../analysis/scenario/again/baseline.ts';
import { ENTITY_KINDS, type EntityKind } from '../schema/kinds/entity-kinds.ts';
import { type BenchContext, type Benchmark, type BenchResult, measure, ratioOf } from './benchmark.ts';
import { edgeCutPeer } from './edge-cut-peer.ts';
import { generateMixedEstate, LARGE, SMALL } from './generate-mixed-estate.ts';

/** The least that has to change so that no credential, and nobody from outside, reaches what must not be reached. */
export const cut: Benchmark = { name: 'cut', run };

const GOAL = '≤ 1 s';
const PEER = 'fewest relations to cut, by Dinic’s maximum flow over the same graph';

async function run(context: BenchContext): Promise<BenchResult[]> {
  const source = generateMixedEstate(context.quick ? SMALL : LARGE);
  const base = createBaseline(source);
  const size = `${base.entities.length.toLocaleString('en')} entities, ${base.relations.length.toLocaleString('en')} relations`;
  const starts = base.entities.flatMap(({ kind }, number) =>
    kind === 'internet' || ENTITY_KINDS[kind].colour === 'credential' ? [number] : [],
  );
  const jewels = (kind: EntityKind) =>
    base.entities.flatMap((each, number) => (each.kind === kind && each.tier === 0 ? [number] : []));
  const accounts = jewels('aws-account');
  const ask = (to: readonly number[]): Cut => {
    const catalogue = createCatalogue(source, base);
    return leastCut(base.graph, {
      from: starts,
      to,
      changesOf: (relation) => catalogue.ofRelation(relation),
      takenBy: (change) => catalogue.takenBy(change),
      costOf: (change) => catalogue.cost(change),
    });
  };
  const [first] = accounts;
  if (first === undefined) throw new Error('the generated estate has no account to reach');

  const begun = performance.now();
  ask([first]);
  const cold = performance.now() - begun;
  const peer = edgeCutPeer(base.input);
  const result = (name: string, ours: number, theirs: number | null): BenchResult => ({
    name,
    size,
    median: ours,
    unit: 'ms',
    peer: theirs === null ? 'none: the same estate as above' : PEER,
    peerMedian: theirs,
    ratio: ratioOf(ours, theirs),
    goal: GOAL,
    met: ours <= 1_000,
  });
  const runs = { runs: context.quick ? 3 : accounts.length, warmup: 1 };
  const one = await measure((index) => ask([accounts[index % accounts.length]!]), runs);
  const onePeer = await measure((index) => peer(starts, [accounts[index % accounts.length]!]), {
    ...runs,
    warmup: 0,
  });
  const tried = await measure(
    (index) => proposeCuts(source, base, starts, [accounts[index % accounts.length]!], { alternatives: 0 }),
    runs,
  );
  const all = await measure(() => ask(accounts), { runs: 3, warmup: 1 });
  const allPeer = await measure(() => peer(starts, accounts), { runs: 2, warmup: 0 });
  const administrators = jewels('aws-role');
  const many = await measure(() => ask(administrators), { runs: 3, warmup: 1 });
  const manyPeer = await measure(() => peer(starts, administrators), { runs: 2, warmup: 0 });
  for (const [words, to] of [
    ['one account', [first]],
    [`${accounts.length} accounts`, accounts],
    [`${administrators.length} roles`, administrators],
  ] as const)
    context.note(`${words}: ${told(ask(to))}, where ${peer(starts, to)} relations would have to be cut`);
  context.note(`tried: ${proposed(source, base, starts, first)}`);
  return [
    result('least cut, first question about an estate', cold, null),
    result('least cut of one account from every credential', one, onePeer),
    result('the same, proposed: applied, derived again, no path left', tried, null),
    result(`least cut of ${accounts.length} accounts`, all, allPeer),
    result(`least cut of ${administrators.length} administrator roles`, many, manyPeer),
  ];
}

function told(answer: Cut): string {
  if (!answer.possible) return 'nothing can be changed about some path';
  return `${answer.changes.length} changes, cost ${answer.cost.toFixed(1)}${answer.least ? '' : ', perhaps not the least'}`;
}

function proposed(
  source: Parameters<typeof proposeCuts>[0],
  base: Baseline,
  starts: readonly number[],
  to: number,
): string {
  const { proposals } = proposeCuts(source, base, starts, [to], { alternatives: 0 });
  return proposals
    .map(
      ({ steps, verified, severs }) =>
        `${steps.length} changes, ${severs} relations end, ${verified ? 'no path is left' : 'A PATH IS LEFT'}`,
    )
    .join();
}
