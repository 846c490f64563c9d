import { ANYTHING, type CharClass, type Item, literal, type Sequence } from '../../oidc/language/sequence.ts';

const NOT_SLASH: CharClass = { chars: '/', negated: true };

/**
 * Patterns of branch protections, rulesets and deployment policies: Ruby's fnmatch with FNM_PATHNAME, in which `*` and `?`
 * stop at a slash and `**` with a slash behind it covers any folders, also none. More than one sequence where `**` may be
 * left out.
 */
export function refPattern(pattern: string): readonly Sequence[] {
  const at = pattern.indexOf('**/');
  if (at >= 0) {
    const before = refPattern(pattern.slice(0, at));
    const after = refPattern(pattern.slice(at + 3));
    return before.flatMap((left) =>
      after.flatMap((right) => [
        [...left, ...right],
        [...left, ...ANYTHING, ...literal('/'), ...right],
      ]),
    );
  }
  return [withinName(pattern, 'one')];
}

/**
 * Filters of workflow triggers ("Workflow syntax", filter pattern cheat sheet): `*` stops at a slash, `**` does not, `?` and
 * `+` repeat what stands before them.
 */
export function filterPattern(pattern: string): Sequence {
  return withinName(pattern, 'previous');
}

function withinName(pattern: string, question: 'one' | 'previous'): Sequence {
  const items: Item[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const each = pattern.charAt(at);
    if (each === '*') {
      const double = pattern.charAt(at + 1) === '*';
      items.push(double ? (ANYTHING[0] as Item) : { of: NOT_SLASH, times: 'any' });
      if (double) at += 1;
    } else if (each === '?' && question === 'one') items.push({ of: NOT_SLASH, times: 'one' });
    else if ((each === '?' || each === '+') && question === 'previous') {
      const last = items.pop();
      if (last === undefined) continue;
      if (each === '?') items.push({ of: last.of, times: last.times === 'any' ? 'any' : 'maybe' });
      else items.push({ of: last.of, times: 'one' }, { of: last.of, times: 'any' });
    } else if (each === '[' && pattern.indexOf(']', at + 1) > at) {
      const end = pattern.indexOf(']', at + 1);
      items.push({ of: charClass(pattern.slice(at + 1, end)), times: 'one' });
      at = end;
    } else if (each === '\\' && at + 1 < pattern.length) {
      at += 1;
      items.push(...literal(pattern.charAt(at)));
    } else items.push(...literal(each));
  }
  return items;
}

function charClass(text: string): CharClass {
  const negated = text.startsWith('!') || text.startsWith('^');
  const body = negated ? text.slice(1) : text;
  let chars = '';
  for (let at = 0; at < body.length; at += 1) {
    const [from, dash, to] = [body.charCodeAt(at), body.charAt(at + 1), body.charCodeAt(at + 2)];
    if (dash === '-' && !Number.isNaN(to) && to >= from && to - from < 256) {
      for (let code = from; code <= to; code += 1) chars += String.fromCharCode(code);
      at += 2;
    } else chars += body.charAt(at);
  }
  return { chars, negated };
}

/** Characters that no name of a branch or tag has (git-check-ref-format). */
const REF_CHAR: CharClass = { chars: ' ~^:?*[\\\u007f', negated: true };

/** Every name that a branch or tag can have, as far as single characters say. */
export const REF_NAME: Sequence = [
  { of: REF_CHAR, times: 'one' },
  { of: REF_CHAR, times: 'any' },
];

export function isWildcard(pattern: string): boolean {
  return /[*?[\\]/.test(pattern);
}
