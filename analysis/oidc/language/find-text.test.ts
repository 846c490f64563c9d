import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Demand, findText } from './find-text.ts';
import { matches } from './run.ts';
import { ANYTHING, glob, literal, literalIgnoringCase, type Sequence } from './sequence.ts';

const demand = (language: Sequence, more: Partial<Demand> = {}): Demand => ({
  languages: [language],
  wanted: true,
  before: '',
  after: '',
  ...more,
});

/** The slow and obvious way: every text up to a length over a small alphabet. */
function* texts(alphabet: string, longest: number): Generator<string> {
  let layer = [''];
  for (let length = 0; length <= longest; length += 1) {
    yield* layer;
    layer = layer.flatMap((text) => [...alphabet].map((unit) => text + unit));
  }
}

/** A glob matched by trying every split, as one would by hand. */
function globMatches(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [first, rest] = [pattern.charAt(0), pattern.slice(1)];
  if (first === '*')
    return Array.from({ length: text.length + 1 }, (_, at) => at).some((at) =>
      globMatches(rest, text.slice(at)),
    );
  return text !== '' && (first === '?' || first === text.charAt(0)) && globMatches(rest, text.slice(1));
}

describe('a text that meets several patterns', () => {
  it('is found across wildcards on both sides, and told when there is none', () => {
    expect(findText([demand(glob('repo:o/*:x')), demand(glob('*/r:*'))])).toMatchObject({ kind: 'text' });
    expect(findText([demand(glob('a*b')), demand(glob('*c'))])).toEqual({ kind: 'none' });
    expect(findText([demand(glob('main*')), demand(literal('main'), { wanted: false })])).toEqual({
      kind: 'text',
      text: 'mainx',
    });
    expect(findText([demand(literal('main')), demand(glob('ma?n'), { wanted: false })])).toEqual({
      kind: 'none',
    });
    expect(findText([demand(literalIgnoringCase('Ab')), demand(literal('aB'))])).toEqual({
      kind: 'text',
      text: 'aB',
    });
    expect(findText([demand(ANYTHING)])).toEqual({ kind: 'text', text: '' });
  });

  it('is held with what stands around it', () => {
    const around = { before: 'repo:o/r:ref:refs/heads/', after: '' };
    expect(findText([demand(glob('repo:o/r:ref:refs/heads/rel*'), around)])).toEqual({
      kind: 'text',
      text: 'rel',
    });
    expect(findText([demand(glob('repo:o/other:*'), around)])).toEqual({ kind: 'none' });
  });

  it('gives up rather than run for ever, and says so', () => {
    const hard = Array.from({ length: 14 }, (_, at) => demand(glob(`*a${'?'.repeat(at)}b*`)));
    expect(findText([...hard, demand(literal('a'))]).kind).toBe('none');
    expect(['text', 'unsettled']).toContain(findText(hard).kind);
  });

  it('agrees with going through every text', () => {
    const pattern = fc.stringMatching(/^[ab*?]{0,4}$/);
    const some = fc.array(fc.tuple(fc.array(pattern, { minLength: 1, maxLength: 2 }), fc.boolean()), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(
        some,
        fc.stringMatching(/^[ab]{0,2}$/),
        fc.stringMatching(/^[ab]{0,1}$/),
        (asked, before, after) => {
          const demands = asked.map(([patterns, wanted]) => ({
            languages: patterns.map(glob),
            wanted,
            before,
            after,
          }));
          const meets = (text: string) =>
            asked.every(
              ([patterns, wanted]) =>
                patterns.some((each) => globMatches(each, before + text + after)) === wanted,
            );
          const found = findText(demands);
          if (found.kind === 'text') expect(meets(found.text)).toBe(true);
          // Nothing longer than the patterns together can be needed where nothing shorter fits.
          else for (const text of texts('abc', 5)) expect(meets(text)).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('agrees with matching one text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*?]{0,6}$/), fc.stringMatching(/^[ab]{0,6}$/), (pattern, text) => {
        expect(matches(glob(pattern), text)).toBe(globMatches(pattern, text));
      }),
      { numRuns: 1000 },
    );
  });
});
