import { TrustpathError } from '../../../schema/errors.ts';

/** One comparison of a `claimsMatchingExpression`. */
export interface ClaimComparison {
  readonly claim: string;
  readonly operator: 'eq' | 'matches';
  readonly comparand: string;
}

const LOOKUP = /claims\['((?:[^']|'')+)'\]/y;
const OPERATOR = / (eq|matches) /y;
const COMPARAND = /'((?:[^']|'')*)'/y;
const AND = /\s+and\s+/y;

/**
 * Parses the expression of a flexible federated identity credential: `claims['NAME'] OPERATOR 'TEXT'`, joined by `and`. An
 * operator stands between single spaces; a quote within quotes is doubled. Source: Microsoft Entra Workload ID, "Flexible
 * federated identity credentials".
 * @throws TrustpathError `input-refused`, with the column.
 */
export function parseClaimsExpression(text: string): readonly ClaimComparison[] {
  const trimmed = text.trim();
  const found: ClaimComparison[] = [];
  let at = 0;
  const take = (pattern: RegExp, what: string): string => {
    pattern.lastIndex = at;
    const match = pattern.exec(trimmed);
    if (match === null)
      throw new TrustpathError(
        'input-refused',
        `claimsMatchingExpression: column ${at + 1}: expected ${what}, found ${JSON.stringify(trimmed.slice(at, at + 20))}.`,
      );
    at = pattern.lastIndex;
    return match[1] ?? '';
  };
  for (;;) {
    const claim = take(LOOKUP, "a claim, as in claims['sub']").replaceAll("''", "'");
    const operator = take(OPERATOR, 'eq or matches between single spaces') as ClaimComparison['operator'];
    const comparand = take(COMPARAND, 'a text in single quotes').replaceAll("''", "'");
    found.push({ claim, operator, comparand });
    if (at === trimmed.length) return found;
    take(AND, '"and" or the end');
  }
}
