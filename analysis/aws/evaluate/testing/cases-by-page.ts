import { describe, expect, it } from 'vitest';
import { evaluateCases } from '../cases.ts';

export const HERE = '111122223333';
export const THERE = '444455556666';
export const ANA = `arn:aws:iam::${HERE}:user/ana`;
export const BEN = `arn:aws:iam::${HERE}:user/ben`;
export const APP = `arn:aws:iam::${HERE}:role/app`;
export const RUN = `arn:aws:sts::${HERE}:assumed-role/app/run`;
export const ROOT = `arn:aws:iam::${HERE}:root`;
export const OUTSIDER = `arn:aws:iam::${THERE}:user/olga`;
export const KEY = `arn:aws:kms:eu-west-1:${HERE}:key/1234abcd`;
export const OBJECT = 'arn:aws:s3:::data/report.csv';

/** `+ action resource` allows, `- action resource` denies; further members are merged in. */
export function say(
  effect: '+' | '-',
  action: string | string[],
  resource: string | string[],
  more: object = {},
) {
  return { Effect: effect === '+' ? 'Allow' : 'Deny', Action: action, Resource: resource, ...more };
}

export function policy(...statements: readonly object[]) {
  return { Version: '2012-10-17', Statement: statements };
}

/** Allows everything, as FullAWSAccess does. */
export const FULL = policy(say('+', '*', '*'));
export const READ = policy(say('+', 's3:GetObject', 'arn:aws:s3:::data/*'));
export const NOTHING = policy(say('+', 'ec2:DescribeRegions', '*'));

/** A resource policy or trust with one statement. */
export function grant(principal: unknown, action = 's3:GetObject', more: object = {}) {
  return policy({ Effect: 'Allow', Principal: principal, Action: action, ...more });
}

export interface PageCase {
  readonly says: string;
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly resourceAccount?: string;
  readonly context?: object;
  readonly policies: object;
  readonly answer: 'allow' | 'deny' | 'explicit deny' | 'conditional';
  readonly conditions?: readonly string[];
}

/** One table a paragraph of the documentation: every row is one sentence of it, asked the way the command line asks. */
export function page(name: string, rows: readonly PageCase[]): void {
  describe(name, () => {
    it.each(rows)('$says', (row) => {
      const { principal = ANA, action = 's3:GetObject', resource = OBJECT, resourceAccount, context } = row;
      const owner = resourceAccount ?? (resource === OBJECT ? HERE : undefined);
      const request = {
        principal,
        action,
        resource,
        ...(context ? { context } : {}),
        ...(owner ? { resourceAccount: owner } : {}),
      };
      const [answer] = evaluateCases([{ id: row.says, request, ...row.policies }]);
      if (answer === undefined || 'error' in answer) throw new Error(JSON.stringify(answer));
      const wanted = row.answer === 'explicit deny' ? 'deny' : row.answer;
      expect(answer.verdict, answer.because.join(' ')).toBe(wanted);
      if (wanted === 'deny') expect(answer.kind).toBe(row.answer === 'deny' ? 'implicit' : 'explicit');
      expect(answer.conditions).toEqual(row.conditions ?? []);
      expect(answer.because.length).toBeGreaterThan(0);
    });
  });
}
