import { derive } from '../analysis/derive.ts';
import { type Benchmark, measure } from './benchmark.ts';
import { generateAwsEstate } from './generate-aws-estate.ts';

const PEER = 'PMapper 21.4 s for 400 principals, growing with the square (published; not run here)';

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
    return [
      {
        name: 'all relations of 400 principals',
        size: `${small.users} users, ${small.roles} roles`,
        median: smallMs,
        unit: 'ms',
        peer: PEER,
        peerMedian: null,
        ratio: null,
        goal: '≤ 0.1 s, growing near linearly',
        met: smallMs <= 100,
      },
      {
        name: 'all relations of a large account',
        size: `${large.users} users, ${large.roles} roles, ${relations} relations`,
        median: largeMs,
        unit: 'ms',
        peer: 'iam-simulate about 19 min for AssumeRole alone (published rate; not run here)',
        peerMedian: null,
        ratio: null,
        goal: '≤ 10 s',
        met: largeMs <= 10_000,
      },
    ];
  },
};
