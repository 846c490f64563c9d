import { buildEstate } from '../analysis/aws/estate/estate.ts';
import { readAwsFacts } from '../analysis/aws/read/read-facts.ts';
import { derive } from '../analysis/derive.ts';
import type { ObservationSource } from '../analysis/observations/observation-source.ts';
import { judge } from '../analysis/rules/judge.ts';
import { type Benchmark, measure, ratioOf } from './benchmark.ts';
import { generateAwsEstate } from './generate-aws-estate.ts';

const PEER = 'AssumeRole alone, asked of the same evaluator for every pair';

/** What looking at every pair would take, from one pair in `every`, in ms. */
async function everyPair(source: ObservationSource, every: number): Promise<number> {
  const { accounts } = buildEstate(readAwsFacts(source));
  const ms = await measure(
    () => {
      let pair = 0;
      for (const { principals, roles } of accounts.values())
        for (const principal of principals)
          for (const role of roles)
            if (pair++ % every === 0)
              judge(principal, principal.set, 'sts:AssumeRole', role.arn, {
                resourcePolicy: role.trust ?? undefined,
              });
    },
    { runs: 3, warmup: 1 },
  );
  return ms * every;
}

/** Reading, deriving and proving every relation of an account, from observations in memory. */
export const deriveAws: Benchmark = {
  name: 'derive-aws',
  async run({ quick, note }) {
    const small = { users: 200, roles: 200 };
    const large = quick ? { users: 150, roles: 200 } : { users: 1_500, roles: 2_000 };
    const [little, big] = [generateAwsEstate(small), generateAwsEstate(large)];
    const relations = derive(big).relations.length;
    note(`the larger estate has ${relations} relations`);
    const smallMs = await measure(() => derive(little), { runs: quick ? 1 : 5, warmup: 1 });
    const largeMs = await measure(() => derive(big), { runs: quick ? 1 : 3, warmup: 1 });
    const growth = largeMs / smallMs / ((large.users + large.roles) / (small.users + small.roles));
    note(`time per principal grows ${growth.toFixed(2)} times from the smaller to the larger`);
    note('PMapper, published: 21.4 s for 400 principals, growing with the square');
    const [smallPairs, largePairs] = [await everyPair(little, 1), await everyPair(big, 100)];
    return [
      {
        name: 'all relations of 400 principals',
        size: `${small.users} users, ${small.roles} roles`,
        median: smallMs,
        unit: 'ms',
        peer: PEER,
        peerMedian: smallPairs,
        ratio: ratioOf(smallMs, smallPairs),
        goal: '≤ 0.1 s, growing near linearly',
        met: smallMs <= 100,
      },
      {
        name: 'all relations of a large account',
        size: `${large.users} users, ${large.roles} roles, ${relations} relations`,
        median: largeMs,
        unit: 'ms',
        peer: `${PEER} (from one pair in a hundred)`,
        peerMedian: largePairs,
        ratio: ratioOf(largeMs, largePairs),
        goal: '≤ 10 s',
        met: largeMs <= 10_000,
      },
    ];
  },
};
