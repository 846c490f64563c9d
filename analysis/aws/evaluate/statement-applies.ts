import type { CompiledStatement, Patterns } from './compiled.ts';
import { conditionsHold } from './condition.ts';
import { and, atom, type Formula, or } from './formula.ts';
import { compileGlobParts, globMatches } from './glob.ts';
import { resolveTemplate } from './policy-variable.ts';
import { type RequestFacts, variableValue } from './request-facts.ts';

/** Whether a statement whose action matches applies to the request's resource and context. Principals are apart. */
export function statementApplies(statement: CompiledStatement, facts: RequestFacts): Formula {
  let applies: Formula = true;
  if (statement.resources !== null) applies = resourceMatches(statement.resources, facts);
  if (applies === false) return false;
  if (statement.tests.length > 0) applies = and(applies, conditionsHold(statement, facts));
  if (statement.problem === null || applies === false) return applies;
  return and(applies, problemAtom(statement));
}

/** One for each effect: what is not understood may allow without denying. */
function problemAtom({
  effect,
  policyName,
  pointer,
  observation,
  problem,
  title,
}: CompiledStatement): Formula {
  return atom({
    id: `problem|${effect}|${policyName}|${observation ?? ''}|${pointer}`,
    holds: `${title} applies`,
    fails: `${title} does not apply`,
    problem: `${title} could not be understood (${problem})`,
  });
}

function resourceMatches(patterns: Patterns, facts: RequestFacts): Formula {
  const { resource } = facts.request;
  if (patterns.all || patterns.exact.has(resource)) return !patterns.not;
  for (const glob of patterns.globs) if (globMatches(glob, resource)) return !patterns.not;
  if (patterns.templates.length === 0) return patterns.not;
  return templatesMatch(patterns, facts);
}

function templatesMatch(patterns: Patterns, facts: RequestFacts): Formula {
  const { resource } = facts.request;
  let found: Formula = false;
  for (const template of patterns.templates) {
    const resolved = resolveTemplate(template, (key) => variableValue(facts, key));
    // A variable without a value makes the element match nothing: also not by way of NotResource.
    if (resolved === 'missing') {
      if (patterns.not) return false;
      continue;
    }
    const possible = globMatches(compileGlobParts(resolved.parts), resource);
    if (!possible) continue;
    if (!('unknown' in resolved)) return !patterns.not;
    found = or(
      found,
      atom({
        id: `resource|${template.text}|${resource}`,
        holds: `${template.text} covers ${resource}`,
        fails: `${template.text} does not cover ${resource}`,
      }),
    );
  }
  if (typeof found === 'boolean') return found !== patterns.not;
  return patterns.not ? { op: 'not', of: found } : found;
}
