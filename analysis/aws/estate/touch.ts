import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { wildcard } from './wildcard.ts';

/**
 * Which resources some Allow statement may grant an action on, judged by the pattern alone. A quick filter before the
 * evaluator: it never misses a grant, and may name more than there are (conditions and denials are not looked at).
 */
export interface Touch {
  /** Some statement names `*` or NotResource: any resource may be meant. */
  readonly all: boolean;
  readonly literals: ReadonlySet<string>;
  readonly patterns: readonly string[];
  /** Patterns with policy variables, to be filled in for whoever asks. */
  readonly templates: readonly string[];
}

export const NOTHING: Touch = { all: false, literals: new Set(), patterns: [], templates: [] };
const perDocument = new WeakMap<object, Map<string, Touch>>();

export function statementsOf(document: Json): readonly JsonObject[] {
  if (!isJsonObject(document)) return [];
  const { Statement: statement } = document;
  const list: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  return list.filter(isJsonObject);
}

export function textList(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** What one policy document's Allow statements touch with an action. */
export function touch(document: Json, action: string): Touch {
  if (typeof document !== 'object' || document === null) return NOTHING;
  let byAction = perDocument.get(document);
  if (!byAction) {
    byAction = new Map();
    perDocument.set(document, byAction);
  }
  const known = byAction.get(action);
  if (known) return known;
  const found = scan(document, action);
  byAction.set(action, found);
  return found;
}

function scan(document: Json, action: string): Touch {
  let all = false;
  const literals = new Set<string>();
  const patterns: string[] = [];
  const templates: string[] = [];
  for (const statement of statementsOf(document)) {
    if (statement.Effect === 'Deny') continue;
    // What is not understood may allow anything; the evaluator then answers `unknown`.
    if (!isUnderstood(statement)) all = true;
    else if (!namesAction(statement, action)) continue;
    const resources = textList(statement.Resource);
    if (resources.length === 0) all = true;
    for (const resource of resources) {
      if (resource === '*') all = true;
      else if (resource.includes('${')) templates.push(resource);
      else if (resource.includes('*') || resource.includes('?')) patterns.push(resource);
      else literals.add(resource);
    }
  }
  const some = all || literals.size > 0 || patterns.length > 0 || templates.length > 0;
  return some ? { all, literals, patterns, templates } : NOTHING;
}

function isUnderstood({ Effect: effect, Action: action, NotAction: notAction }: JsonObject): boolean {
  return effect === 'Allow' && (textList(action).length > 0 || textList(notAction).length > 0);
}

/** Whether a statement's Action or NotAction covers the action. */
export function namesAction(statement: JsonObject, action: string): boolean {
  if (statement.Action !== undefined)
    return textList(statement.Action).some((item) => wildcard(item, true).test(action));
  if (statement.NotAction !== undefined)
    return !textList(statement.NotAction).some((item) => wildcard(item, true).test(action));
  return false;
}

export function isNothing(found: Touch): boolean {
  return found === NOTHING;
}

/** Joins what several documents touch. */
export function touchAny(documents: readonly Json[], action: string): Touch {
  const found = documents.map((document) => touch(document, action)).filter((each) => each !== NOTHING);
  if (found.length <= 1) return found[0] ?? NOTHING;
  return {
    all: found.some((each) => each.all),
    literals: new Set(found.flatMap((each) => [...each.literals])),
    patterns: found.flatMap((each) => each.patterns),
    templates: found.flatMap((each) => each.templates),
  };
}

export function mayTouch(found: Touch, resource: string): boolean {
  return (
    found.all ||
    found.literals.has(resource) ||
    found.patterns.some((pattern) => wildcard(pattern).test(resource))
  );
}

/** `${aws:username}` or `${aws:username, 'default'}`. Each character is looked at by one part alone, whatever the text. */
const VARIABLE = /\$\{([^${},]*)(?:,[^$}]*)?\}/g;

/** The same with the policy variables filled in for one asker; a variable that is not its name may be anything. */
export function touchOf(found: Touch, asker: { readonly kind: string; readonly name: string }): Touch {
  if (found.templates.length === 0) return found;
  const literals = new Set(found.literals);
  const patterns = [...found.patterns];
  for (const template of found.templates) {
    const filled = template.replace(VARIABLE, (_, name: string) => {
      if (name === '*' || name === '?' || name === '$') return name;
      return name.trim().toLowerCase() === 'aws:username' && asker.kind === 'user' ? asker.name : '*';
    });
    if (filled.includes('*') || filled.includes('?')) patterns.push(filled);
    else literals.add(filled);
  }
  return { all: found.all, literals, patterns, templates: [] };
}

/** Those of the targets that a touch may mean; looked up instead of tried one by one where only names are given. */
export function touchedAmong<T extends { readonly arn: string }>(
  found: Touch,
  targets: readonly T[],
  byArn: ReadonlyMap<string, T | { readonly arn: string }>,
): readonly T[] {
  if (found.all) return targets;
  if (found.patterns.length > 0) return targets.filter((target) => mayTouch(found, target.arn));
  const named: T[] = [];
  for (const literal of found.literals) {
    const target = byArn.get(literal);
    if (target) named.push(target as T);
  }
  return named;
}

/** Whether a policy allows everything and says nothing else, as FullAWSAccess does. */
export function isUnlimited(document: Json): boolean {
  const [statement, ...others] = statementsOf(document);
  return (
    statement !== undefined &&
    others.length === 0 &&
    statement.Effect === 'Allow' &&
    statement.Condition === undefined &&
    textList(statement.Action).includes('*') &&
    textList(statement.Resource).includes('*')
  );
}

/** Whether some statement denies the action outright: on everything and without a condition. */
export function flatlyDenies(document: Json, action: string): boolean {
  return statementsOf(document).some(
    (statement) =>
      statement.Effect === 'Deny' &&
      statement.Condition === undefined &&
      textList(statement.Resource).includes('*') &&
      namesAction(statement, action),
  );
}

/** Stands where a pattern leaves the name open. */
export const FILLED = 'trustpath-probe';

/**
 * Resources that an actor who may choose the name would choose: `preferred`, then one for each pattern that touches the
 * action, its wildcards filled in. `preferred` gives the type and the account.
 */
export function witnesses(found: Touch, preferred: string): readonly string[] {
  const base = preferred.split(':');
  const type = (base[5] ?? '').split('/')[0] ?? '';
  const chosen =
    found.all || found.patterns.some((pattern) => wildcard(pattern).test(preferred)) ? [preferred] : [];
  for (const pattern of [...found.patterns, ...found.literals]) {
    const parts = pattern.split(':');
    if (parts.length < 6) continue;
    const resource = parts.slice(5).join(':').replaceAll('*', FILLED).replaceAll('?', 'x');
    const candidate = [
      ...base.slice(0, 5),
      resource.startsWith(`${type}/`) || type === '' ? resource : '',
    ].join(':');
    if (!candidate.endsWith(':') && wildcard(pattern).test(candidate)) chosen.push(candidate);
  }
  return [...new Set(chosen)];
}
