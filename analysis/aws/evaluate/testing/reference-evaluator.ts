/**
 * The policy language a second time: slow and obvious, from the pages of the IAM User Guide, over plain JSON. Nothing is
 * compiled, cached or shared with the evaluator it is compared with. It knows complete contexts only; what is unknown is
 * enumerated by `referenceAnswer`.
 */

export interface ReferenceStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: ReferencePrincipal;
  readonly NotPrincipal?: ReferencePrincipal;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export type ReferencePrincipal = '*' | Readonly<Record<string, string | readonly string[]>>;

export interface ReferencePolicy {
  readonly Version?: string;
  readonly Statement: readonly ReferenceStatement[];
}

export type ReferenceContext = Readonly<Record<string, readonly string[]>>;

export interface ReferenceCase {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount?: string;
  readonly context: ReferenceContext;
  readonly identity?: readonly ReferencePolicy[];
  readonly boundary?: ReferencePolicy;
  readonly session?: readonly ReferencePolicy[];
  readonly resourcePolicy?: ReferencePolicy;
  readonly scp?: readonly (readonly ReferencePolicy[])[];
  readonly rcp?: readonly (readonly ReferencePolicy[])[];
  readonly endpoint?: readonly ReferencePolicy[];
}

export type ReferenceVerdict = 'allow' | 'explicit deny' | 'implicit deny';

/** Allow or deny in every world of the keys that are not known; conditional when the worlds differ. */
export function referenceAnswer(
  one: ReferenceCase,
  unknown: Readonly<Record<string, readonly (readonly string[] | null)[]>>,
): 'allow' | 'deny' | 'conditional' {
  const answers = new Set<boolean>();
  for (const context of worlds(one.context, Object.entries(unknown)))
    answers.add(referenceVerdict({ ...one, context }) === 'allow');
  if (answers.size === 2) return 'conditional';
  return answers.has(true) ? 'allow' : 'deny';
}

function* worlds(
  context: ReferenceContext,
  [next, ...rest]: readonly (readonly [string, readonly (readonly string[] | null)[]])[],
): Generator<ReferenceContext> {
  if (next === undefined) {
    yield context;
    return;
  }
  for (const values of next[1])
    yield* worlds(values === null ? context : { ...context, [next[0]]: values }, rest);
}

export function referenceVerdict(one: ReferenceCase): ReferenceVerdict {
  const who = callerOf(one.principal);
  const owner = one.resource.split(':')[4] || one.resourceAccount || who.account;
  const applies = (policy: ReferencePolicy) =>
    policy.Statement.map((statement) => ({ statement, name: statementNames(one, policy, statement) }));
  const allows = (list: readonly ReferencePolicy[]) =>
    list.some((policy) => applies(policy).some((s) => s.statement.Effect === 'Allow' && s.name !== 'no'));
  const denies = (list: readonly ReferencePolicy[]) =>
    list.some((policy) => applies(policy).some((s) => s.statement.Effect === 'Deny' && s.name !== 'no'));

  const organised = who.account === null ? [] : (one.scp ?? []);
  // Of the services the random cases ask, IAM alone does not support RCPs ("List of AWS services that support RCPs").
  const rcps = one.action.toLowerCase().startsWith('iam:') ? [] : (one.rcp ?? []);
  const limits = [
    ...(one.boundary === undefined ? [] : [[one.boundary]]),
    ...(one.session?.length ? [one.session] : []),
  ];
  const resource = one.resourcePolicy === undefined ? [] : [one.resourcePolicy];
  const everything = [one.identity ?? [], ...limits, resource, ...organised, ...rcps, one.endpoint ?? []];
  if (everything.some(denies)) return 'explicit deny';

  // Guardrails: every level must allow. RCPFullAWSAccess is always there, listed or not.
  const shared = rcps.filter((level) =>
    level.some((policy) => policy.Statement.some((statement) => statement.Effect === 'Allow')),
  );
  for (const level of [...organised, ...shared, ...(one.endpoint?.length ? [one.endpoint] : [])])
    if (!allows(level)) return 'implicit deny';

  const named = resource
    .flatMap(applies)
    .filter((s) => s.statement.Effect === 'Allow')
    .map((s) => s.name);
  const limited = limits.every(allows);
  const sts = one.action.startsWith('sts:');
  const resourceDecides = sts && (one.action.includes('AssumeRole') || one.resource.includes(':role/'));
  const keyDecides = /^arn:aws:kms:.*:key\//.test(one.resource);
  let allowed: boolean;
  if (who.account === null) allowed = named.includes('direct');
  else if (who.kind === 'root' && resourceDecides) allowed = false;
  else {
    const own = who.kind === 'root' || allows(one.identity ?? []);
    const any = named.some((name) => name !== 'no');
    if (owner !== who.account) allowed = own && limited && any;
    else if (named.includes('direct')) allowed = true;
    else if (named.includes('role') && limited) allowed = true;
    else if (resourceDecides || keyDecides) allowed = any && own && limited;
    else allowed = own && limited;
  }
  return allowed ? 'allow' : 'implicit deny';
}

type Naming = 'no' | 'account' | 'role' | 'direct';

function statementNames(one: ReferenceCase, policy: ReferencePolicy, statement: ReferenceStatement): Naming {
  const variables = policy.Version === '2012-10-17';
  if (!actionMatches(one, statement)) return 'no';
  if (!resourceMatches(one, statement, variables)) return 'no';
  if (!conditionMatches(one, statement, variables)) return 'no';
  if (statement.Principal !== undefined) return nameIn(one, statement.Principal);
  if (statement.NotPrincipal !== undefined) {
    if (statement.Effect === 'Allow') return nameIn(one, statement.NotPrincipal) === 'no' ? 'direct' : 'no';
    return excepted(one, statement.NotPrincipal) ? 'no' : 'direct';
  }
  return 'direct';
}

function actionMatches(one: ReferenceCase, statement: ReferenceStatement): boolean {
  const lower = one.action.toLowerCase();
  if (statement.Action !== undefined)
    return list(statement.Action).some((text) => like(text.toLowerCase(), lower));
  return !list(statement.NotAction!).some((text) => like(text.toLowerCase(), lower));
}

function resourceMatches(one: ReferenceCase, statement: ReferenceStatement, variables: boolean): boolean {
  if (statement.Resource !== undefined)
    return list(statement.Resource).some((text) => {
      const filled = fill(one, text, variables);
      return filled !== null && likePattern(filled, one.resource);
    });
  if (statement.NotResource === undefined) return true;
  const filled = list(statement.NotResource).map((text) => fill(one, text, variables));
  return filled.every((pattern) => pattern !== null && !likePattern(pattern, one.resource));
}

function conditionMatches(one: ReferenceCase, statement: ReferenceStatement, variables: boolean): boolean {
  for (const [operator, keys] of Object.entries(statement.Condition ?? {}))
    for (const [key, wanted] of Object.entries(keys))
      if (!testMatches(one, operator, key, list(wanted), variables)) return false;
  return true;
}

function testMatches(
  one: ReferenceCase,
  operator: string,
  key: string,
  wanted: readonly string[],
  variables: boolean,
): boolean {
  const values = contextValues(one, key);
  const [, set, base, ifExists] = /^(ForAllValues:|ForAnyValue:)?(.*?)(IfExists)?$/.exec(operator)!;
  if (base === 'Null') return wanted.some((text) => (text === 'true') === (values === null));
  const negated = base!.includes('Not');
  const positive = base!.replace('Not', '');
  if (values === null) {
    if (ifExists !== undefined || set === 'ForAllValues:') return true;
    if (set === 'ForAnyValue:') return false;
    return negated && !wanted.some((text) => fill(one, text, variables) === null);
  }
  const matches = (value: string) =>
    wanted.some((text) => {
      const filled = fill(one, text, variables);
      return filled !== null && valueMatches(positive, filled, value);
    });
  if (set === 'ForAllValues:')
    return values.filter((value) => value !== '').every((value) => matches(value) !== negated);
  if (set === 'ForAnyValue:')
    return values.filter((value) => value !== '').some((value) => matches(value) !== negated);
  if (negated && wanted.some((text) => fill(one, text, variables) === null)) return false;
  return values.some(matches) !== negated;
}

/** A pattern: text whose characters are literal, or one of the two wildcards. */
type Pattern = readonly (string | 'many' | 'one')[];

function valueMatches(base: string, pattern: Pattern, value: string): boolean {
  const text = pattern.map((part) => (part === 'many' ? '*' : part === 'one' ? '?' : part.slice(1))).join('');
  switch (base) {
    case 'StringEquals':
      return value === text;
    case 'StringEqualsIgnoreCase':
      return value.toLowerCase() === text.toLowerCase();
    case 'StringLike':
      return likePattern(pattern, value);
    case 'Bool':
      return value.toLowerCase() === text.toLowerCase();
    case 'NumericEquals':
      return Number(value) === Number(text);
    case 'NumericLessThan':
      return Number(value) < Number(text);
    case 'NumericLessThanEquals':
      return Number(value) <= Number(text);
    case 'NumericGreaterThan':
      return Number(value) > Number(text);
    case 'NumericGreaterThanEquals':
      return Number(value) >= Number(text);
    case 'DateLessThan':
      return Date.parse(value) < Date.parse(text);
    case 'DateGreaterThanEquals':
      return Date.parse(value) >= Date.parse(text);
    case 'ArnLike':
    case 'ArnEquals': {
      const [left, right] = [text.split(':'), value.split(':')];
      if (left.length < 6 || right.length < 6) return false;
      const six = (parts: readonly string[]) => [...parts.slice(0, 5), parts.slice(5).join(':')];
      return six(left).every((part, index) => like(part, six(right)[index]!));
    }
    default:
      throw new Error(`the reference has no operator ${base}`);
  }
}

function contextValues(one: ReferenceCase, key: string): readonly string[] | null {
  for (const [name, values] of Object.entries(one.context))
    if (name.toLowerCase() === key.toLowerCase()) return values.length === 0 ? null : values;
  const who = callerOf(one.principal);
  const owner = one.resource.split(':')[4] || one.resourceAccount || who.account;
  const derived: Readonly<Record<string, string | null>> = {
    'aws:username': who.kind === 'user' ? who.name : null,
    'aws:principalarn':
      who.kind === 'session' ? `arn:aws:iam::${who.account}:role/${who.name}` : who.account && one.principal,
    'aws:principalaccount': who.account,
    'aws:resourceaccount': owner,
  };
  const value = derived[key.toLowerCase()] ?? null;
  return value === null ? null : [value];
}

/** Replaces variables; null when one has no value. */
function fill(one: ReferenceCase, text: string, variables: boolean): Pattern | null {
  const pattern: string[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const end = text.indexOf('}', index);
    if (variables && text.startsWith('${', index) && end > 0) {
      const name = text.slice(index + 2, end);
      const fallback = /^(.*), '(.*)'$/.exec(name);
      const values = '*?$'.includes(name) ? [name] : contextValues(one, fallback?.[1] ?? name);
      const value = values?.length === 1 ? values[0]! : fallback?.[2];
      if (value === undefined) return null;
      pattern.push(...[...value].map((character) => `=${character}`));
      index = end;
    } else if (text[index] === '*') pattern.push('many');
    else if (text[index] === '?') pattern.push('one');
    else pattern.push(`=${text[index]}`);
  }
  return pattern;
}

function like(pattern: string, value: string): boolean {
  return likePattern(
    [...pattern].map((c) => (c === '*' ? 'many' : c === '?' ? 'one' : `=${c}`)),
    value,
  );
}

function likePattern(pattern: Pattern, value: string): boolean {
  const source = pattern.map((part) =>
    part === 'many' ? '.*' : part === 'one' ? '.' : part.slice(1).replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'),
  );
  return new RegExp(`^${source.join('')}$`, 's').test(value);
}

function nameIn(one: ReferenceCase, principal: ReferencePrincipal): Naming {
  if (principal === '*') return 'direct';
  const who = callerOf(one.principal);
  const aws = list(principal.AWS ?? []);
  if (Object.values(principal).some((texts) => list(texts).includes('*'))) return 'direct';
  if (who.kind === 'service') return list(principal.Service ?? []).includes(one.principal) ? 'direct' : 'no';
  if (who.kind === 'provider')
    return list(principal.Federated ?? []).includes(one.principal) ? 'direct' : 'no';
  if (who.account === null) return 'no';
  const inAccount = aws.includes(who.account) || aws.includes(`arn:aws:iam::${who.account}:root`);
  if (who.kind === 'root') return inAccount ? 'direct' : 'no';
  if (who.kind !== 'role' && aws.includes(one.principal)) return 'direct';
  const roles = aws
    .filter((text) => text.includes(`::${who.account}:role/`))
    .map((text) => text.split('/').at(-1));
  if ((who.kind === 'role' || who.kind === 'session') && roles.includes(who.name)) return 'role';
  return inAccount ? 'account' : 'no';
}

/** NotPrincipal with Deny excepts whoever is listed with all that stands above them, and nobody with a boundary. */
function excepted(one: ReferenceCase, principal: ReferencePrincipal): boolean {
  const who = callerOf(one.principal);
  const person = who.account !== null && who.kind !== 'root';
  if (person && one.boundary !== undefined) return false;
  if (principal === '*' || Object.values(principal).some((texts) => list(texts).includes('*'))) return true;
  const aws = list(principal.AWS ?? []);
  if (who.account === null) return nameIn(one, principal) !== 'no';
  if (!aws.includes(who.account) && !aws.includes(`arn:aws:iam::${who.account}:root`)) return false;
  if (who.kind === 'root') return true;
  const role = aws.some((text) => text.includes(`::${who.account}:role/`) && text.endsWith(`/${who.name}`));
  if (who.kind === 'role') return role;
  return aws.includes(one.principal) && (who.kind !== 'session' || role);
}

function callerOf(principal: string): { kind: string; account: string | null; name: string } {
  if (principal === 'anonymous') return { kind: 'anonymous', account: null, name: '' };
  if (!principal.startsWith('arn:')) return { kind: 'service', account: null, name: '' };
  const parts = principal.split(':');
  const [type, ...rest] = parts.slice(5).join(':').split('/');
  if (type === 'oidc-provider' || type === 'saml-provider')
    return { kind: 'provider', account: null, name: '' };
  const kind = type === 'assumed-role' ? 'session' : type!;
  return { kind, account: parts[4]!, name: kind === 'session' ? rest[0]! : (rest.at(-1) ?? '') };
}

function list(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
