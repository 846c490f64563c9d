import { expect, test } from 'vitest';
import { type BehaviourRow, shortSubject, shownIdentities } from './shown-identities.ts';

const row = (subject: string, ...kinds: BehaviourRow['deviations'][number]['kind'][]): BehaviourRow => ({
  subject,
  kind: null,
  name: subject.split('/').at(-1) ?? '',
  events: 1,
  last: '2026-11-20T10:00:00.000Z',
  since: '2026-11-14T00:00:00.000Z',
  deviations: kinds.map((kind) => ({ kind, count: 1 })),
  compared: true,
});
const ROWS = [row('k8s://prod/serviceaccount/shop/web', 'new-network', 'off-hours'), row('role/deploy')];
const subjects = (words: string, only = false) => shownIdentities(ROWS, words, only).map(({ name }) => name);

test('every word has to be in the name, the id or the kind of a deviation', () => {
  expect(subjects('')).toEqual(['web', 'deploy']);
  expect(subjects('WEB off')).toEqual(['web']);
  expect(subjects('web deploy')).toEqual([]);
  expect(subjects('shop')).toEqual(['web']);
});

test.each([
  ['k8s://prod/serviceaccount/shop/web', 'shop/web'],
  ['k8s://prod/user/oncall@example.com', 'oncall@example.com'],
  ['arn:aws:iam::111122223333:role/ci/deploy', 'role/ci/deploy'],
  ['lambda.amazonaws.com', 'lambda.amazonaws.com'],
])('%s is shown as %s', (subject, short) => {
  expect(shortSubject(subject)).toBe(short);
});

test('those that do not deviate can be left out', () => {
  expect(subjects('', true)).toEqual(['web']);
});
