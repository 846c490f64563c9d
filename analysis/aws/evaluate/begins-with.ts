import type { Family } from './condition-operator.ts';

/** How many of the texts that begin so, and go on somehow, a value of a policy takes. */
export type Share = 'all' | 'some' | 'none';

/**
 * Of a text only its beginning is known, as of the user id of a role's session: the role's id, a colon and the name of the
 * session. `some` where it is not plain.
 */
export function shareOf(beginning: string, family: Family, value: string): Share {
  if (family === 'string-ignore-case') return shareOf(beginning.toLowerCase(), 'string', value.toLowerCase());
  if (family === 'string') return value.startsWith(beginning) && value !== beginning ? 'some' : 'none';
  if (family !== 'string-like') return 'some';
  const wildcard = value.search(/[*?]/);
  if (wildcard < 0) return shareOf(beginning, 'string', value);
  const lead = value.slice(0, wildcard);
  if (beginning.startsWith(lead)) return value === `${lead}*` ? 'all' : 'some';
  return lead.startsWith(beginning) ? 'some' : 'none';
}
