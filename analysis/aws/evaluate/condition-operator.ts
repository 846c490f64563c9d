/**
 * The condition operators of the policy language (IAM User Guide, "IAM JSON policy elements: Condition operators").
 * An operator's name is read without regard to case: services have stored `bool` and `Bool` alike.
 */
export type Family =
  | 'string'
  | 'string-ignore-case'
  | 'string-like'
  | 'arn'
  | 'numeric'
  | 'date'
  | 'bool'
  | 'binary'
  | 'ip'
  | 'null';
export type Comparison = 'equal' | 'less' | 'less-or-equal' | 'greater' | 'greater-or-equal';

export interface Operator {
  readonly name: string;
  readonly family: Family;
  readonly comparison: Comparison;
  readonly negated: boolean;
  /** How several values of the request are taken together: any one of them unless a set operator says otherwise. */
  readonly quantifier: 'none' | 'any' | 'all';
  readonly ifExists: boolean;
}

type Base = Pick<Operator, 'family' | 'comparison' | 'negated'>;

const BASES: Readonly<Record<string, Base>> = {
  stringequals: base('string'),
  stringnotequals: base('string', 'equal', true),
  stringequalsignorecase: base('string-ignore-case'),
  stringnotequalsignorecase: base('string-ignore-case', 'equal', true),
  stringlike: base('string-like'),
  stringnotlike: base('string-like', 'equal', true),
  arnequals: base('arn'),
  arnnotequals: base('arn', 'equal', true),
  arnlike: base('arn'),
  arnnotlike: base('arn', 'equal', true),
  numericequals: base('numeric'),
  numericnotequals: base('numeric', 'equal', true),
  numericlessthan: base('numeric', 'less'),
  numericlessthanequals: base('numeric', 'less-or-equal'),
  numericgreaterthan: base('numeric', 'greater'),
  numericgreaterthanequals: base('numeric', 'greater-or-equal'),
  dateequals: base('date'),
  datenotequals: base('date', 'equal', true),
  datelessthan: base('date', 'less'),
  datelessthanequals: base('date', 'less-or-equal'),
  dategreaterthan: base('date', 'greater'),
  dategreaterthanequals: base('date', 'greater-or-equal'),
  bool: base('bool'),
  binaryequals: base('binary'),
  ipaddress: base('ip'),
  notipaddress: base('ip', 'equal', true),
  null: base('null'),
};

function base(family: Family, comparison: Comparison = 'equal', negated = false): Base {
  return { family, comparison, negated };
}

/** Reads an operator's name, or null for one that the language does not have. `NullIfExists` is none. */
export function readOperator(name: string): Operator | null {
  let rest = name.toLowerCase();
  let quantifier: Operator['quantifier'] = 'none';
  if (rest.startsWith('forallvalues:')) quantifier = 'all';
  else if (rest.startsWith('foranyvalue:')) quantifier = 'any';
  if (quantifier !== 'none') rest = rest.slice(rest.indexOf(':') + 1);
  const ifExists = rest.endsWith('ifexists');
  if (ifExists) rest = rest.slice(0, -'ifexists'.length);
  const found = Object.hasOwn(BASES, rest) ? BASES[rest] : undefined;
  if (found === undefined || (found.family === 'null' && ifExists)) return null;
  return { name, ...found, quantifier, ifExists };
}

/** Families in whose values policy variables are expanded. */
export function expandsVariables(family: Family): boolean {
  return (
    family === 'string' ||
    family === 'string-ignore-case' ||
    family === 'string-like' ||
    family === 'arn' ||
    family === 'bool'
  );
}

export function compare(comparison: Comparison, left: number, right: number): boolean {
  if (comparison === 'less') return left < right;
  if (comparison === 'less-or-equal') return left <= right;
  if (comparison === 'greater') return left > right;
  if (comparison === 'greater-or-equal') return left >= right;
  return left === right;
}
