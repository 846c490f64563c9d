import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../schema/json.ts';
import { ancestors, documentLines, initiallyOpen } from './document-lines.ts';

const document = {
  RoleDetailList: [
    { RoleName: 'other', AssumeRolePolicyDocument: { Statement: [] } },
    {
      RoleName: 'deployer',
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole' }] },
    },
  ],
};
const statement = '/RoleDetailList/1/AssumeRolePolicyDocument/Statement/0';

describe('a document with a marked statement', () => {
  it('opens the way to the statement and the statement, nothing else', () => {
    const lines = documentLines(document, initiallyOpen(document, statement), statement);
    expect(lines.filter((line) => line.part === 'closed-up').map((line) => line.pointer)).toEqual([
      '/RoleDetailList/0',
    ]);
    expect(lines.filter((line) => line.marked).map((line) => [line.part, line.name])).toEqual([
      ['open', null],
      ['value', 'Effect'],
      ['value', 'Action'],
      ['close', null],
    ]);
  });

  it('tells closed-up siblings apart by their names', () => {
    const lines = documentLines(document, initiallyOpen(document, statement), statement);
    expect(lines.find((line) => line.part === 'closed-up')?.summary).toBe('RoleName "other", 2 members');
  });

  it('does not mark a sibling whose pointer begins alike', () => {
    const list = Array.from({ length: 12 }, (_, index) => index);
    const marked = documentLines(list, new Set(['']), '/1').filter((line) => line.marked);
    expect(marked.map((line) => line.value)).toEqual([1]);
  });

  it('keeps escaped tokens of a pointer whole', () => {
    expect(ancestors('/a~1b/0')).toEqual(['', '/a~1b', '/a~1b/0']);
  });

  it('opened whole, its lines are the document again', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false } as never), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as Json;
        const lines = documentLines(json, initiallyOpen(json, '', 100_000), '');
        const text = lines
          .map(
            (line) =>
              (line.name === null ? '' : `${JSON.stringify(line.name)}:`) +
              (line.part === 'value' ? JSON.stringify(line.value) : line.bracket) +
              (line.comma ? ',' : ''),
          )
          .join('\n');
        expect(JSON.parse(text)).toEqual(json);
      }),
    );
  });
});
