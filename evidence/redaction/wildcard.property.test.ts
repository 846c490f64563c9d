import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globMatches } from './testing/glob.ts';
import { redactorFor } from './testing/redactor-for.ts';

/** Words of a few letters, so that beginnings, ends and middles coincide often; some are public. */
const piece = fc.stringMatching(/^[abprod]{1,6}[0-9]{0,2}$/);
const word = fc.oneof(piece, fc.constantFrom('deploy', 'Deployment', 'role', 'admin', 'prod', 'Production'));
const name = fc
  .array(word, { minLength: 1, maxLength: 4 })
  .chain((words) => fc.constantFrom('-', '_', '/', '.', ':').map((between) => words.join(between)));

/** A name in which pieces became wildcards. */
const pattern = (lengths: { readonly min: number }) =>
  fc
    .tuple(
      name,
      fc.array(fc.tuple(fc.nat(30), fc.nat(8), fc.constantFrom('*', '?')), { minLength: 1, maxLength: 3 }),
    )
    .map(([text, holes]) => {
      let made = text;
      for (const [at, length, wildcard] of holes) {
        const start = at % (made.length + 1);
        made = made.slice(0, start) + wildcard + made.slice(wildcard === '?' ? start + 1 : start + length);
      }
      return made;
    })
    .filter((made) => literalsInside(made).every((literal) => literal.length >= lengths.min));

/** Literal parts that follow a wildcard inside a word: they are looked for in the middle of words. */
function literalsInside(text: string): string[] {
  return [...text.matchAll(/[*?]([A-Za-z0-9]+)/g)].map((match) => match[1] ?? '');
}

const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));

describe('patterns with pseudonyms', () => {
  it('match every name that they matched, wherever their wildcards are', () => {
    fc.assert(
      fc.property(
        key,
        fc.array(name, { minLength: 1, maxLength: 12 }),
        fc.array(pattern({ min: 0 }), { minLength: 1, maxLength: 4 }),
        (secret, names, patterns) => {
          const redactor = redactorFor(secret, [...names, ...patterns]);
          for (const each of patterns) {
            for (const text of names) {
              if (!globMatches(each, text)) continue;
              expect(
                globMatches(redactor.text(each), redactor.text(text)),
                `${each} ${text}: ${redactor.text(each)} ${redactor.text(text)}`,
              ).toBe(true);
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('match no name more where wildcards end words: what follows a beginning is exact both ways', () => {
    fc.assert(
      fc.property(
        key,
        fc.array(name, { minLength: 1, maxLength: 12 }),
        fc.array(
          name.chain((text) => fc.nat(text.length).map((end) => `${text.slice(0, end)}*`)),
          { minLength: 1, maxLength: 4 },
        ),
        (secret, names, patterns) => {
          const redactor = redactorFor(secret, [...names, ...patterns]);
          for (const each of patterns) {
            for (const text of names) {
              expect(
                globMatches(redactor.text(each), redactor.text(text)),
                `${each} ${text}: ${redactor.text(each)} ${redactor.text(text)}`,
              ).toBe(globMatches(each, text));
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('give different names different pseudonyms, of the same length and with the same punctuation', () => {
    fc.assert(
      fc.property(key, fc.uniqueArray(name, { minLength: 2, maxLength: 20 }), (secret, names) => {
        const redactor = redactorFor(secret, names);
        const changed = names.map((text) => redactor.text(text));
        expect(new Set(changed).size).toBe(names.length);
        changed.forEach((text, index) => {
          expect(shapeOf(text)).toBe(shapeOf(names[index] ?? ''));
        });
      }),
      { numRuns: 300 },
    );
  });
});

const shapeOf = (text: string) => text.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A').replace(/[0-9]/g, '0');
