import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { pointer as jsonPointer } from '../../../schema/json-pointer.ts';
import { compileConditions } from './compile-condition.ts';
import { compilePrincipal } from './compile-principal.ts';
import type { CompiledStatement, Patterns } from './compiled.ts';
import { compileGlob, compileGlobParts, type Glob } from './glob.ts';
import { fixedParts, readTemplate, type Template } from './policy-variable.ts';
import { type Report, type StatementPlace, stringList } from './statement-place.ts';
import type { PolicyType } from './types.ts';

const MEMBERS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** Anything at all: what a part that could not be understood might say. */
const ANYTHING: Patterns = { not: false, all: true, exact: new Set(), globs: [], templates: [] };

/**
 * Compiles one statement. More than one comes back only for a lenient compilation of a statement whose effect is not
 * understood: it might allow and it might deny.
 */
export function compileStatement(
  json: Json,
  path: string,
  index: number,
  place: StatementPlace,
): readonly CompiledStatement[] {
  let problem = place.problem;
  const report: Report = (pointer, reason) => {
    place.report(pointer, reason);
    problem ??= reason;
  };
  if (json !== null || place.problem === null) {
    if (!isJsonObject(json)) report(path, 'a statement is a JSON object');
  }
  const statement: JsonObject = isJsonObject(json) ? json : {};
  const within = { ...place, report };
  if (isJsonObject(json)) checkMembers(statement, path, within);
  const sid = typeof statement.Sid === 'string' && statement.Sid !== '' ? statement.Sid : null;
  const compiled = {
    sid,
    pointer: `${place.source.ref?.pointer ?? ''}${path}`,
    observation: place.source.ref?.observation ?? null,
    policyName: place.source.name,
    title: `${sid === null ? `Statement ${index + 1}` : `Statement "${sid}"`} of ${place.source.name}`,
    actions: compileActions(statement, path, within) ?? ANYTHING,
    resources: compileResources(statement, path, within),
    principal: compilePrincipal(statement, path, within),
    tests: compileConditions(statement.Condition, `${path}/Condition`, within),
  };
  const { Effect: effect } = statement;
  if (effect === 'Allow' || effect === 'Deny') return [{ ...compiled, effect, problem }];
  if (isJsonObject(json))
    report(
      effect === undefined ? path : `${path}/Effect`,
      effect === undefined ? 'the statement has no Effect' : 'Effect is "Allow" or "Deny"',
    );
  return [
    { ...compiled, effect: 'Allow', problem },
    { ...compiled, effect: 'Deny', problem },
  ];
}

function checkMembers(statement: JsonObject, path: string, { type, report }: StatementPlace): void {
  for (const member of Object.keys(statement)) {
    if (!MEMBERS.has(member))
      report(`${path}${jsonPointer(member)}`, `a statement has no element "${member}"`);
  }
  if (statement.Sid !== undefined && typeof statement.Sid !== 'string') report(`${path}/Sid`, 'Sid is text');
  for (const name of ['Action', 'Resource', 'Principal']) {
    if (statement[name] !== undefined && statement[`Not${name}`] !== undefined)
      report(`${path}/Not${name}`, `a statement has either ${name} or Not${name}, not both`);
  }
  if (statement.Action === undefined && statement.NotAction === undefined)
    report(path, 'the statement has neither Action nor NotAction');
  checkPlace(statement, path, type, report);
}

const NEEDS_PRINCIPAL: ReadonlySet<PolicyType | undefined> = new Set(['resource', 'trust', 'endpoint']);

/** "Policy grammar notes": who is meant is said in policies of resources, and never in those of identities. */
function checkPlace(statement: JsonObject, path: string, type: PolicyType | undefined, report: Report): void {
  if (type === undefined) return;
  const said = statement.Principal !== undefined || statement.NotPrincipal !== undefined;
  const resourced = statement.Resource !== undefined || statement.NotResource !== undefined;
  if (NEEDS_PRINCIPAL.has(type)) {
    if (!said) report(path, 'the statement has neither Principal nor NotPrincipal');
    return;
  }
  // An RCP's Principal can only be "*" ("RCP syntax", Organizations User Guide): without it, nobody else can be meant.
  if (type === 'rcp') return;
  if (statement.Principal !== undefined) report(`${path}/Principal`, 'such a policy has no Principal');
  if (statement.NotPrincipal !== undefined)
    report(`${path}/NotPrincipal`, 'such a policy has no NotPrincipal');
  if (!resourced) report(path, 'the statement has neither Resource nor NotResource');
}

function compileActions(statement: JsonObject, path: string, place: StatementPlace): Patterns | null {
  const not = statement.Action === undefined;
  const name = not ? 'NotAction' : 'Action';
  const texts = stringList(statement[name], `${path}/${name}`, place.report);
  if (texts === null) return null;
  const exact = new Set<string>();
  const globs: Glob[] = [];
  for (const [index, text] of texts.entries()) {
    if (text !== '*' && !/^[^:\s]+:[^:\s]+$/.test(text) && !/^\*+$/.test(text)) {
      const at = Array.isArray(statement[name]) ? `${path}/${name}/${index}` : `${path}/${name}`;
      place.report(at, `${JSON.stringify(text)} is not an action: a service, a colon and a name`);
    }
    const lower = text.toLowerCase();
    if (/[*?]/.test(lower)) globs.push(compileGlob(lower));
    else exact.add(lower);
  }
  return { not, all: globs.some((glob) => glob.all), exact, globs, templates: [] };
}

/** A `*` runs over colons too: "it can expand to match beyond the colon boundaries" (IAM User Guide, "Resource"). */
function compileResources(statement: JsonObject, path: string, place: StatementPlace): Patterns | null {
  if (statement.Resource === undefined && statement.NotResource === undefined) return null;
  const not = statement.Resource === undefined;
  const name = not ? 'NotResource' : 'Resource';
  const texts = stringList(statement[name], `${path}/${name}`, place.report);
  if (texts === null) return null;
  const exact = new Set<string>();
  const globs: Glob[] = [];
  const templates: Template[] = [];
  for (const text of texts) {
    const template = place.variables ? readTemplate(text) : null;
    const fixed = template === null ? null : fixedParts(template);
    if (fixed !== null) globs.push(compileGlobParts(fixed));
    else if (template !== null) templates.push(template);
    else if (/[*?]/.test(text)) globs.push(compileGlob(text));
    else exact.add(text);
  }
  return { not, all: globs.some((glob) => glob.all), exact, globs, templates };
}
