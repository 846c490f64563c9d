import { TrustpathError } from '../../../schema/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { pointer as jsonPointer } from '../../../schema/json-pointer.ts';
import { compileStatement } from './compile-statement.ts';
import type { CompiledPolicy, CompiledStatement, StatementsByEffect } from './compiled.ts';
import { globMatches } from './glob.ts';
import type { Report } from './statement-place.ts';
import type { PolicySource, PolicyType } from './types.ts';

/** Something in a policy that the language does not have. */
export interface PolicyProblem {
  /** JSON pointer inside the document. */
  readonly pointer: string;
  readonly reason: string;
}

const MEMBERS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);
/**
 * More than fit into any policy: the largest, those of KMS keys, have 32 KB (KMS Developer Guide, "Quotas"), and no
 * statement has fewer than 60 characters.
 */
const MOST_STATEMENTS = 550;
const VERSIONS: ReadonlySet<Json | undefined> = new Set(['2012-10-17', '2008-10-17', undefined]);

/**
 * Validates a policy document and prepares it for `evaluate`. Source: IAM User Guide, "Grammar of the IAM JSON policy
 * language". Names of elements are read with their exact case, as the grammar prints them; a single string or statement
 * stands for a list of one. With `type`, what that kind of policy must or must not hold is checked too.
 * @throws TrustpathError `input-refused`, naming the policy, the JSON pointer and the reason.
 */
export function compilePolicy(source: PolicySource, type?: PolicyType): CompiledPolicy {
  return compile(source, type, (pointer, reason) => {
    const place = pointer === '' ? 'the document' : pointer;
    throw new TrustpathError('input-refused', `${source.name}: ${place}: ${reason}`, {
      details: { policy: source.name, pointer, reason },
    });
  });
}

/**
 * The same for collected documents, never throwing: a statement that cannot be understood, or a whole document, is kept
 * as one that may or may not apply to what it could touch, so that decisions it could change are `unknown`.
 */
export function compilePolicyLenient(source: PolicySource): {
  readonly policy: CompiledPolicy;
  readonly problems: readonly PolicyProblem[];
} {
  const problems: PolicyProblem[] = [];
  const policy = compile(source, undefined, (pointer, reason) => problems.push({ pointer, reason }));
  return { policy, problems };
}

function compile(source: PolicySource, type: PolicyType | undefined, report: Report): CompiledPolicy {
  const { document } = source;
  const statements: CompiledStatement[] = [];
  const place = { source, type, report };
  if (!isJsonObject(document)) {
    report('', 'a policy is a JSON object');
    statements.push(
      ...compileStatement(null, '', 0, {
        ...place,
        variables: false,
        problem: 'the document is not a JSON object',
      }),
    );
  } else {
    let problem: string | null = null;
    const note: Report = (pointer, reason) => {
      report(pointer, reason);
      problem ??= reason;
    };
    checkMembers(document, note);
    const variables = document.Version === '2012-10-17';
    let unreadable = false;
    for (const [index, item] of statementsOf(document, note).entries()) {
      // One that could say anything stands for all that could.
      if (index >= MOST_STATEMENTS || !isJsonObject(item)) {
        if (unreadable) continue;
        unreadable = true;
      }
      if (index >= MOST_STATEMENTS) {
        note('/Statement', `has more than ${MOST_STATEMENTS} statements, which AWS takes of no policy`);
        statements.push(...compileStatement(null, '', index, { ...place, variables, problem }));
        break;
      }
      const path = Array.isArray(document.Statement) ? jsonPointer('Statement', index) : '/Statement';
      statements.push(...compileStatement(item, path, index, { ...place, variables, problem }));
    }
    // A document that says nothing understandable could have said anything.
    if (statements.length === 0 && problem !== null)
      statements.push(...compileStatement(null, '', 0, { ...place, variables, problem }));
  }
  return { source, statements, byAction: new Map() };
}

function checkMembers(document: JsonObject, report: Report): void {
  for (const member of Object.keys(document)) {
    if (!MEMBERS.has(member)) report(jsonPointer(member), `a policy has no element "${member}"`);
  }
  if (!VERSIONS.has(document.Version))
    report('/Version', 'the version of the policy language is "2012-10-17" or "2008-10-17"');
  if (document.Id !== undefined && typeof document.Id !== 'string') report('/Id', 'Id is text');
}

function statementsOf(document: JsonObject, report: Report): readonly Json[] {
  const { Statement } = document;
  if (Array.isArray(Statement)) return Statement;
  if (isJsonObject(Statement)) return [Statement];
  if (Statement === undefined) report('', 'the policy has no Statement');
  else report('/Statement', 'Statement is an object or a list of objects');
  return [];
}

/** Most policies say nothing about most actions; one answer serves them all. */
const SILENT: StatementsByEffect = { allow: [], deny: [] };

/** Actions remembered for each policy; there are about 22,000 in all of AWS. */
const REMEMBERED = 30_000;

/** The statements of a policy that speak about an action (lower case), found once for each action asked about. */
export function statementsFor(policy: CompiledPolicy, action: string): StatementsByEffect {
  const known = policy.byAction.get(action);
  if (known !== undefined) return known;
  const allow: CompiledStatement[] = [];
  const deny: CompiledStatement[] = [];
  for (const statement of policy.statements) {
    const { all, exact, globs, not } = statement.actions;
    const matched = all || exact.has(action) || globs.some((glob) => globMatches(glob, action));
    if (matched !== not) (statement.effect === 'Allow' ? allow : deny).push(statement);
  }
  const found = allow.length + deny.length === 0 ? SILENT : { allow, deny };
  if (policy.byAction.size >= REMEMBERED) policy.byAction.clear();
  policy.byAction.set(action, found);
  return found;
}
