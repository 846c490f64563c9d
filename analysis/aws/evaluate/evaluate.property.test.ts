import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../schema/json.ts';
import { type CompiledPolicy, compilePolicy, evaluate } from './evaluate.ts';
import { completeCase, exactCase, openCase, unknownDomains } from './testing/random-case.ts';
import {
  type ReferenceCase,
  type ReferencePolicy,
  referenceAnswer,
  referenceVerdict,
} from './testing/reference-evaluator.ts';
import type { Decision, PolicySet } from './types.ts';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 2000);

function compile(policy: ReferencePolicy): CompiledPolicy {
  return compilePolicy({ document: policy as unknown as Json, ref: null, name: 'policy' });
}

function policiesOf(one: ReferenceCase): PolicySet<CompiledPolicy> {
  return {
    ...(one.identity ? { identity: one.identity.map(compile) } : {}),
    ...(one.boundary ? { boundary: compile(one.boundary) } : {}),
    ...(one.session ? { session: one.session.map(compile) } : {}),
    ...(one.resourcePolicy ? { resource: compile(one.resourcePolicy) } : {}),
    ...(one.scp ? { scp: one.scp.map((level) => level.map(compile)) } : {}),
    ...(one.rcp ? { rcp: one.rcp.map((level) => level.map(compile)) } : {}),
    ...(one.endpoint ? { endpoint: one.endpoint.map(compile) } : {}),
  };
}

function decide(one: ReferenceCase, unknown: readonly string[] = []): Decision {
  const { principal, action, resource, resourceAccount } = one;
  const context = { ...one.context, ...Object.fromEntries(unknown.map((key) => [key, null])) };
  const request = { principal, action, resource, context, ...(resourceAccount ? { resourceAccount } : {}) };
  return evaluate(request, policiesOf(one));
}

describe('the compiled evaluator against the slow reference', () => {
  it('gives the same verdict and kind for complete contexts', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(completeCase, (one) => {
        const decision = decide(one);
        const wanted = referenceVerdict(one);
        seen.set(wanted, (seen.get(wanted) ?? 0) + 1);
        expect(decision.verdict === 'deny' ? `${decision.kind} deny` : decision.verdict).toBe(wanted);
        expect(decision.because.length).toBeGreaterThan(0);
      }),
      { numRuns: RUNS },
    );
    // The cases are worth something only if each answer is common among them.
    for (const verdict of ['allow', 'explicit deny', 'implicit deny'])
      expect(seen.get(verdict) ?? 0).toBeGreaterThan(RUNS / 20);
  });

  it('is conditional exactly when the answers of the possible worlds differ', () => {
    let open = 0;
    fc.assert(
      fc.property(exactCase, (one) => {
        const { 'aws:SourceVpce': vpce, 'aws:MultiFactorAuthPresent': mfa } = unknownDomains;
        const domains = { 'aws:SourceVpce': vpce, 'aws:MultiFactorAuthPresent': mfa };
        const decision = decide(one, Object.keys(domains));
        expect(decision.verdict).toBe(referenceAnswer(one, domains));
        expect(decision.conditions.length > 0).toBe(decision.verdict === 'conditional');
        if (decision.verdict === 'conditional') open += 1;
      }),
      { numRuns: RUNS },
    );
    expect(open).toBeGreaterThan(RUNS / 10);
  });

  it('never allows or denies what some possible world decides otherwise', () => {
    fc.assert(
      fc.property(openCase, (one) => {
        const decision = decide(one, Object.keys(unknownDomains));
        const mentioned = Object.entries(unknownDomains).filter(([key]) => JSON.stringify(one).includes(key));
        const answer = referenceAnswer(one, Object.fromEntries(mentioned));
        if (decision.verdict !== 'conditional') expect(decision.verdict).toBe(answer);
      }),
      { numRuns: RUNS },
    );
  });
});
