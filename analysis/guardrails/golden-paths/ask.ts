import type { Json, JsonObject } from '../../../schema/json.ts';
import { evaluateCases } from '../../aws/evaluate/cases.ts';
import { permitsTokens } from '../../github/mint/runs-of-workflow.ts';
import { readWorkflow } from '../../github/read/workflow/read-workflow.ts';
import { evaluateRbacCases } from '../../kubernetes/evaluate/cases.ts';
import { evaluateOidcCases } from '../../oidc/cases.ts';
import type { EvaluatedCase } from '../guardrail.ts';

/** Asks the evaluator of AWS whether a role with the policy may make a call. */
export function awsCase(
  role: string,
  policy: JsonObject,
  action: string,
  resource: string,
  wanted: 'allow' | 'deny',
): EvaluatedCase {
  const [answer] = evaluateCases([
    { id: '1', request: { principal: role, action, resource }, identityPolicies: [policy] },
  ]);
  const got = answer && 'verdict' in answer ? answer.verdict : 'error';
  return { says: `the role calls ${action} on ${resource}`, wanted, got };
}

/** A trust lets in the subject that it is for and none of the `others`, and its grade is safe. */
export function trustCases(
  issuer: string,
  trust: JsonObject,
  subject: string,
  others: readonly string[],
): readonly EvaluatedCase[] {
  return [
    tokenCase(issuer, trust, subject, 'allow'),
    ...others.map((other) => tokenCase(issuer, trust, other, 'deny')),
    gradeCase(issuer, trust, subject),
  ];
}

/** Asks the evaluator of tokens whether a trust lets a subject in. */
function tokenCase(
  issuer: string,
  trust: JsonObject,
  subject: string,
  wanted: 'allow' | 'deny',
): EvaluatedCase {
  const answer = judged(issuer, trust, subject);
  return { says: `a token with the subject ${subject}`, wanted, got: answer.verdict ?? 'error' };
}

/** What the trust is graded, whatever the token. */
function gradeCase(issuer: string, trust: JsonObject, subject: string): EvaluatedCase {
  return {
    says: 'the grade of the trust',
    wanted: 'safe',
    got: judged(issuer, trust, subject).grade ?? 'error',
  };
}

function judged(issuer: string, aws: JsonObject, sub: string) {
  const [answer] = evaluateOidcCases([
    { id: '1', issuer, claims: { sub, aud: 'sts.amazonaws.com' }, trust: { aws } },
  ]) as { verdict?: string; grade?: string }[];
  return answer ?? {};
}

/** Asks the evaluator of RBAC, with nothing in the cluster but the objects of the golden path. */
export function rbacCases(
  objects: readonly JsonObject[],
  who: { readonly groups?: readonly string[]; readonly user?: string; readonly serviceAccount?: string },
  asked: readonly (readonly [
    verb: string,
    resource: string,
    namespace: string,
    wanted: 'allow' | 'deny',
    group?: string,
  ])[],
): readonly EvaluatedCase[] {
  const { answers } = evaluateRbacCases({
    objects: [...objects],
    cases: asked.map(([verb, resource, namespace, , group = ''], index) => ({
      id: String(index),
      ...who,
      verb,
      group,
      resource,
      namespace,
    })),
  } as Json);
  const verdicts = answers as readonly { readonly verdict?: string }[];
  return asked.map(([verb, resource, namespace, wanted], index) => ({
    says: `it may ${verb} ${resource} in ${namespace}`,
    wanted,
    got: verdicts[index]?.verdict ?? 'error',
  }));
}

/** Reads the workflow as it would be read in a repository: it has no problems, and jobs that may ask for tokens. */
export function workflowCases(path: string, text: string, tokens: boolean): readonly EvaluatedCase[] {
  const model = readWorkflow(path, text);
  return [
    {
      says: 'the workflow is one that GitHub runs',
      wanted: 'yes',
      got: model.problems.length === 0 ? 'yes' : (model.problems[0] ?? 'no'),
    },
    {
      says: 'a job of it may ask for a token of the issuer',
      wanted: tokens ? 'yes' : 'no',
      got: model.jobs.some((job) => permitsTokens(job, model.permissions) !== null) ? 'yes' : 'no',
    },
  ];
}
