import { expect, test } from 'vitest';
import type { Progress } from '../../schema/contract.ts';
import { addCoverage, gapsSoFar, NOTHING_COVERED, statusCounts } from './coverage-so-far.ts';

type Status = NonNullable<Progress['coverage']>['status'];
const told = (source: string, operation: string, status: Status): Progress => ({
  stage: 'coverage',
  source,
  detail: '',
  done: 0,
  total: null,
  gaps: 0,
  coverage: { operation, region: null, status, reason: status === 'complete' ? '' : 'no permission' },
});

test('coverage grows by source, and an operation that is asked again is counted once', () => {
  const so = [
    told('aws:1', 'iam:ListRoles', 'throttled'),
    told('aws:1', 'iam:ListRoles', 'complete'),
    told('aws:1', 'kms:ListKeys', 'denied'),
    told('k8s:a', 'pods', 'complete'),
  ].reduce(addCoverage, NOTHING_COVERED);
  expect(statusCounts(so.get('aws:1')!)).toEqual([
    ['complete', 1],
    ['denied', 1],
  ]);
  expect(gapsSoFar(so)).toEqual([
    { source: 'aws:1', operation: 'kms:ListKeys', status: 'denied', reason: 'no permission' },
  ]);
});

test('a message without coverage changes nothing', () => {
  expect(addCoverage(NOTHING_COVERED, { ...told('a', 'b', 'complete'), coverage: undefined })).toBe(
    NOTHING_COVERED,
  );
});
