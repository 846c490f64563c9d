import { expect, test } from 'vitest';
import type { JsonObject } from '../../schema/json.ts';
import { memorySource } from '../observations/memory-source.ts';
import { readActivity } from '../observed/read-activity.ts';
import { behaviourOf } from './behaviour-of.ts';

const ROLE = 'arn:aws:iam::111122223333:role/deploy';
const PROVIDER = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const [FIRST, NEW, LAST] = ['2026-10-01', '2026-11-19', '2026-11-20'].map(
  (day) => `${day}T10:00:00.000Z`,
) as [string, string, string];
const span = (First: string, Last: string, Count = 40) => ({ Count, First, Last });
const days = Array.from({ length: 40 }, (_, day) => ({
  Day: new Date(Date.parse(FIRST) + day * 86_400_000).toISOString().slice(0, 10),
  Count: 1,
  Hours: Array.from({ length: 24 }, (_, hour) => (hour === 10 ? 1 : 0)),
}));

/** A role that was used for weeks, and what the log tells of the tokens that became its sessions. */
function behaviour(assumption: JsonObject) {
  const log = {
    Period: span(FIRST, LAST),
    Activity: [
      {
        Principal: ROLE,
        ...span(FIRST, LAST),
        Actions: [{ Action: 's3:GetObject', ...span(FIRST, LAST) }],
        Networks: [{ Network: '198.51.100.0/24', ...span(FIRST, LAST) }],
        Regions: [{ Region: 'eu-central-1', ...span(FIRST, LAST) }],
        Days: days,
      },
    ],
    Assumptions: [{ Principal: PROVIDER, Role: ROLE, ...span(FIRST, LAST), ...assumption }],
  };
  const source = memorySource([
    { operation: 'cloudtrail:Reduced', source: 'cloudtrail-files:logs', document: log },
  ]);
  return behaviourOf(source, readActivity(source, 'cloudtrail'), { principal: ROLE }, '2026-11-14');
}
const aboutAudiences = ({ notTold }: ReturnType<typeof behaviour>) =>
  notTold.filter((words) => words.startsWith('Audiences'));

test('an audience that no token had before is unexpected, with the place that shows it', () => {
  const found = behaviour({
    Action: 'AssumeRoleWithWebIdentity',
    Audiences: [
      { Audience: 'sts.amazonaws.com', ...span(FIRST, LAST) },
      { Audience: 'https://ci.example.org', ...span(NEW, NEW, 1) },
    ],
  });
  expect(found.baseline?.audiences).toEqual([{ name: 'sts.amazonaws.com', count: 40 }]);
  expect(found.deviations).toEqual([
    expect.objectContaining({
      kind: 'unexpected-audience',
      name: 'https://ci.example.org',
      proof: [expect.objectContaining({ pointer: '/Assumptions/0/Audiences/1' })],
    }),
  ]);
  expect(aboutAudiences(found)).toEqual([]);
});

test('of tokens whose audience the log does not tell, that is said with their number', () => {
  const found = behaviour({
    Action: 'AssumeRoleWithWebIdentity',
    Audiences: [
      { Audience: 'sts.amazonaws.com', ...span(FIRST, LAST) },
      { Audience: null, Count: 7 },
    ],
  });
  expect(found.deviations).toEqual([]);
  expect(aboutAudiences(found)).toEqual([expect.stringMatching(/^Audiences: 7 tokens /)]);
});

test('of a log imported before audiences were kept, that is said, and not of sessions without a token', () => {
  expect(aboutAudiences(behaviour({ Action: 'AssumeRoleWithWebIdentity' }))).toEqual([
    'Audiences: the log was imported before they were kept; import it again.',
  ]);
  expect(aboutAudiences(behaviour({ Action: 'AssumeRole' }))).toEqual([]);
});

test('the first audience there ever was is compared with nothing', () => {
  const found = behaviour({
    Action: 'AssumeRoleWithWebIdentity',
    Audiences: [{ Audience: 'sts.amazonaws.com', ...span(NEW, NEW, 1) }],
  });
  expect(found.deviations).toEqual([]);
});
