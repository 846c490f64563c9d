import { type Baseline, createBaseline } from '../analysis/scenario/again/baseline.ts';
import { whatIf, whatIfInFull } from '../analysis/scenario/what-if.ts';
import type { Json } from '../schema/json.ts';
import type { Change } from '../schema/scenario.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import { type Benchmark, measure, median, ratioOf } from './benchmark.ts';
import { accountNumber, LARGE, SMALL } from './generate-mixed-estate.ts';
import { mixedSnapshot } from './mixed-snapshot.ts';

const PEER = 'the same answer by deriving everything again';

/** What-ifs of several kinds over the mixed estate, read from a sealed snapshot. */
export const whatIfs: Benchmark = {
  name: 'whatif',
  async run({ quick, note }) {
    const reader = openSnapshot(mixedSnapshot(quick ? SMALL : LARGE));
    try {
      const started = performance.now();
      const base = createBaseline(reader);
      const size = `${base.entities.length.toLocaleString('en-US')} entities, ${base.relations.length.toLocaleString('en-US')} relations`;
      note(
        `${size}: everything derived once, before any what-if, in ${seconds(performance.now() - started)}`,
      );
      const taken: number[] = [];
      const full: number[] = [];
      for (const [index, [name, change]] of changesOf(base).entries()) {
        let inPart = false;
        const ours = await measure(
          () => {
            inPart = whatIf(base, { changes: [change] }).inPart;
          },
          { runs: quick ? 1 : 5, warmup: 1 },
        );
        // It takes the same time whatever the change.
        if (index % 6 === 0)
          full.push(await measure(() => whatIfInFull(base, { changes: [change] }), { runs: 1, warmup: 0 }));
        taken.push(ours);
        note(`${name}: ${Math.round(ours)} ms${inPart ? '' : ', derived in full'}`);
      }
      const peer = median(full.sort((a, b) => a - b));
      taken.sort((a, b) => a - b);
      const ms = median(taken);
      note(`the slowest took ${Math.round(Math.max(...taken))} ms`);
      return [
        {
          name: 'a what-if',
          size: `${size}; ${taken.length} changes of ${new Set(changesOf(base).map(([name]) => name)).size} kinds`,
          median: ms,
          unit: 'ms',
          peer: PEER,
          peerMedian: peer,
          ratio: ratioOf(ms, peer),
          goal: '≤ 200 ms median, 20 times faster than deriving everything',
          met: ms <= 200 && peer / ms >= 20,
        },
      ];
    } finally {
      reader.close();
    }
  },
};

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

const policy = (action: Json, resource: Json = '*'): Json => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
});

/** One change of each kind, about things that are in the middle of the estate. */
function changesOf(base: Baseline): readonly (readonly [string, Change])[] {
  const account = accountNumber(1);
  const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
  const user = iam('user/person-7');
  const deploy = iam('role/team-3-deploy');
  const member = iam('role/team-3-5');
  const shared = iam('policy/team-2');
  const key = base.entities.find(
    ({ kind, attributes }) => kind === 'aws-access-key' && attributes.account === account,
  );
  const secret = base.entities.find(
    ({ kind, attributes }) => kind === 'aws-secret' && attributes.account === account,
  );
  if (!key || !secret) throw new Error('the estate has no key or secret in the account');
  const changes: readonly Change[] = [
    { change: 'delete-credential', credential: key.id },
    { change: 'disable-credential', credential: key.id },
    { change: 'quarantine', principal: user },
    { change: 'quarantine', principal: deploy },
    { change: 'revoke-sessions', role: deploy, before: '2026-11-23T00:00:00Z' },
    { change: 'put-inline-policy', principal: user, name: 'more', document: policy('sts:AssumeRole') },
    { change: 'attach-policy', principal: user, policy: shared },
    { change: 'detach-policy', principal: member, policy: iam('policy/team-3') },
    { change: 'edit-policy', policy: shared, document: policy('s3:GetObject') },
    { change: 'set-boundary', principal: deploy, policy: iam('policy/guardrail') },
    {
      change: 'set-trust',
      role: member,
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: deploy }, Action: 'sts:AssumeRole' }],
      },
    },
    { change: 'add-to-group', user, group: 'team-2' },
    { change: 'put-resource-policy', resource: secret.id, document: closed(user) },
    { change: 'remove-entity', entity: member },
    { change: 'remove-entity', entity: user },
  ];
  return changes.map((change) => [change.change, change]);
}

function closed(but: string): Json {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: '*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalArn': but } },
      },
    ],
  };
}
