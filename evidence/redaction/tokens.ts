import { ACTION_VERBS, PUBLIC_WORDS } from './public-words.ts';

/** What a piece of a text is. What lies between is punctuation, and stays. */
export type TokenKind =
  | 'kept'
  | 'action'
  | 'uuid'
  | 'awsId'
  | 'address'
  | 'hostAddress'
  | 'word'
  | 'otherLetters';

/** Policies that AWS manages are everybody's. */
export const MANAGED_POLICY = /\barn:aws[a-z-]*:iam::aws:policy\/[\w+=,.@/-]+/g;

const PATTERNS: readonly (readonly [name: string, pattern: string])[] = [
  // Times; ports; escapes of JSON and addresses, which are punctuation with letters in it; policies that AWS manages.
  [
    'kept',
    String.raw`\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?(?![A-Za-z0-9])|\\u[0-9a-fA-F]{4}|\\[nrtbf"\\/]|%[0-9A-Fa-f]{2}|(?<=:\/\/[A-Za-z0-9.:[\]-]{1,255}:)\d{1,5}(?![\w.-])|${MANAGED_POLICY.source}`,
  ],
  [
    'uuid',
    `(?<![A-Za-z0-9])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![A-Za-z0-9])`,
  ],
  ['awsId', `(?<![A-Za-z0-9])A(?:KIA|SIA|BIA|CCA|ROA|IDA|GPA|NPA|IPA|NVA)[A-Z2-7]{16,17}(?![A-Za-z0-9])`],
  [
    'address',
    String.raw`(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\w]|\.\d)|(?<![\w:.])(?=[0-9a-fA-F]*:[0-9a-fA-F:]*:)[0-9a-fA-F:]{2,39}(?:\.\d{1,3}){0,3}(?:\/\d{1,3})?(?![\w:])`,
  ],
  ['hostAddress', String.raw`(?<![A-Za-z0-9])ip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}(?![A-Za-z0-9-])`],
  ['action', String.raw`(?<![\w/.:-])[a-z][a-z0-9-]{1,40}:[A-Z*?][A-Za-z0-9*?]{0,100}(?![\w/.:-])`],
  ['word', '[A-Za-z0-9]+'],
  ['otherLetters', String.raw`[^\x00-\x7f]+`],
];
const TOKEN = new RegExp(PATTERNS.map(([name, pattern]) => `(?<${name}>${pattern})`).join('|'), 'g');

/** Rewrites each token of a text and leaves what is between. */
export function mapTokens(text: string, map: (kind: TokenKind, token: string) => string): string {
  return text.replace(TOKEN, (token, ...rest) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    for (const [name] of PATTERNS) {
      if (groups[name] === undefined) continue;
      if (name === 'action' && !isAction(token))
        return token.replace(/[A-Za-z0-9]+/g, (word) => map('word', word));
      return map(name as TokenKind, token);
    }
    return token;
  });
}

/** `iam:PassRole`, `s3:Get*`: a service's prefix and a name that begins as names of API actions do, or a wildcard. */
function isAction(token: string): boolean {
  const [service = '', name = ''] = token.split(':');
  if (!service.split('-').every((word) => PUBLIC_WORDS.has(word))) return false;
  if (name.startsWith('*') || name.startsWith('?')) return true;
  const first = /^[A-Z][a-z]*/.exec(name)?.[0] ?? '';
  if (ACTION_VERBS.has(first)) return true;
  // The beginning of a verb, cut off by a wildcard.
  return /^[A-Z][a-z]*[*?]/.test(name) && [...ACTION_VERBS].some((verb) => verb.startsWith(first));
}
