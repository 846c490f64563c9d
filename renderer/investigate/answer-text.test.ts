import { describe, expect, it } from 'vitest';
import type { EntityRecord, Hop, TrustPath } from '../../schema/contract.ts';
import type { Answer } from './answer.ts';
import { answerText, entityText, hopsText } from './answer-text.ts';
import { suggestedName } from './file-name.ts';
import { containmentCsv, pathsCsv, reachCsv } from './table-rows.ts';

const NASTY = 'x](https://example.com) **b** `c`\u202e|\n# h';
const hop = (from: string, to: string): Hop => ({
  from,
  to,
  kind: 'can-assume',
  rule: 'sts-001',
  verdict: 'conditional',
  conditions: ['the request comes with MFA'],
  techniques: ['T1078.004'],
  proof: [{ observation: `sha256:${'0'.repeat(64)}`, pointer: '/a', says: 'The policy allows it.' }],
});
const path: TrustPath = { from: 'a', to: NASTY, verdict: 'conditional', hops: [hop('a', NASTY)] };
const entity = (id: string, name: string): EntityRecord => ({
  index: 0,
  id,
  kind: 'aws-role',
  name,
  source: 'aws:111122223333',
  collected: true,
  tier: 0,
  attributes: {},
  evidence: null,
});
const answer: Extract<Answer, { kind: 'path' }> = {
  kind: 'path',
  from: entity('a', 'ann'),
  to: entity(NASTY, NASTY),
  paths: [path],
  unknowns: [{ source: 'aws:1', operation: 'iam:GetRole', reason: 'Denied.', kinds: ['can-assume'] }],
  leftOut: { conditional: 0, unknown: 2, without: 1 },
};

describe('an answer as text', () => {
  it('has every hop with its reason, its condition, what was held back and what is not known', () => {
    const text = answerText(answer, 'text', null);
    expect(text).toContain('1 hop, conditional');
    expect(text).toContain('a can assume');
    expect(text).toContain('(conditional, sts-001, T1078.004)');
    expect(text).toContain('The policy allows it.');
    expect(text).toContain('Only if: the request comes with MFA');
    expect(text).toContain('Not followed: 0 conditional, 2 unknown, 1 disabled');
    expect(text).toContain('aws:1 iam:GetRole: Denied.');
  });

  it('has no character that hides or turns the line, in no form for people', () => {
    for (const form of ['text', 'markdown'] as const) {
      expect(answerText(answer, form, null)).not.toContain('\u202e');
      expect(hopsText(path.hops, form)).not.toContain('\u202e');
      expect(entityText(entity('a', NASTY), form)).not.toContain('\u202e');
    }
  });

  it('is Markdown in which no name is markup', () => {
    const lines = answerText(answer, 'markdown', null).split('\n');
    expect(lines[0]).toContain('Paths from ann to x\\](https');
    expect(lines.filter((line) => line.startsWith('#')).every((line) => line.startsWith('### '))).toBe(true);
    expect(lines.some((line) => line.startsWith('# h'))).toBe(false);
  });

  it('is JSON of the same shape as the command line answers', () => {
    const read = JSON.parse(answerText(answer, 'json', null));
    expect(read).toMatchObject({ paths: [path], unknowns: answer.unknowns, leftOut: answer.leftOut });
    expect(JSON.parse(hopsText(path.hops, 'json'))).toEqual(path.hops);
  });

  it('has the counts of what reaches a target', () => {
    const exposure: Answer = { kind: 'exposure', to: entity('a', 'ann'), unknowns: [] };
    const groups = [
      { kind: 'aws-role', tier: 0, source: 'aws:1', count: 2, first: 0 },
      { kind: 'aws-user', tier: null, source: null, count: 1, first: 1 },
    ] as const;
    const text = answerText(exposure, 'text', [...groups]);
    expect(text).toContain('3 entities');
    expect(text).toContain('- 2 IAM roles, Crown jewel, aws:1');
    expect(text).toContain('- 1 IAM user, Not ranked');
  });
});

describe('the tables of an answer', () => {
  it('have a row for each hop, and no cell that a spreadsheet would run', () => {
    const entities = new Map([['a', entity('a', '=cmd()')]]);
    const rows = pathsCsv([path], entities).split('\r\n');
    expect(rows[0]).toMatch(/^path,hop,from,from name,relation,to,/);
    expect(rows[1]).toMatch(/^1,1,a,'=cmd\(\),can assume,/);
    expect(rows[0]?.split(',')).toHaveLength(13);
    expect(containmentCsv([])).toBe('order,step,why,command,entity\r\n');
  });

  it('have everything reached with its distance', () => {
    const columns = {
      origin: 'a',
      index: Int32Array.of(0),
      distance: Int32Array.of(3),
      verdict: Uint8Array.of(1),
      groups: [],
      unknowns: [],
    };
    expect(reachCsv(columns, [entity('b', 'bob')]).split('\r\n')[1]).toBe(
      'b,bob,IAM role,Crown jewel,aws:111122223333,3,conditional',
    );
  });
});

describe('a suggested file name', () => {
  it('is one that every system takes', () => {
    expect(suggestedName('Paths from ../é "x" to NUL:', 'csv')).toBe('paths-from-e-x-to-nul.csv');
    expect(suggestedName('\u202e', 'png')).toBe('answer.png');
    expect(suggestedName('a'.repeat(500), 'svg').length).toBeLessThan(100);
  });
});
