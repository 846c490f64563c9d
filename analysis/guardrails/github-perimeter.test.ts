import { expect, test } from 'vitest';
import type { ObservationSource } from '../observations/observation-source.ts';
import { OPEN, RELEASE, world } from '../rules/testing/github-world.ts';
import { role } from '../rules/testing/small-account.ts';
import { gh } from '../rules/testing/small-github.ts';
import { createBaseline } from '../scenario/again/baseline.ts';
import type { GuardrailTemplate } from './guardrail.ts';
import { makeGuardrails } from './make-guardrails.ts';
import { githubOidcTrust } from './templates/github-oidc-trust.ts';
import { githubPerimeter } from './templates/github-perimeter.ts';

function made(source: ObservationSource, ...templates: readonly GuardrailTemplate[]) {
  const before = createBaseline(source);
  return makeGuardrails(
    { before, scene: before.scene, findings: [], concerns: () => true, tierOf: () => null },
    { templates },
  ).guardrails;
}

const REPOSITORY = { workflows: { 'release.yml': RELEASE }, environments: [OPEN] };

test('a trust that admits anybody is closed to all but the own organization', () => {
  const [guardrail] = made(world(REPOSITORY, '*'), githubPerimeter);
  expect(guardrail?.check.verdict).toBe('holds');
  expect(guardrail?.check.kept.map(({ from }) => from)).toContain(`${gh()}/shop/workflow/release`);
  expect(guardrail?.check.cases.map(({ says, got }) => `${says}: ${got}`)).toEqual([
    'a token with the subject repo:larkfield-example/example:ref:refs/heads/main, by a trust that admits anybody: allow',
    'a token with the subject repo:somebody-else/example:ref:refs/heads/main, by the same trust: deny',
    'a token with the subject repo:somebody-else/example:ref:refs/heads/main, which deploy lets in today: deny',
  ]);
});

test('the trust itself is narrowed to the environment of the job that names the role', () => {
  const [guardrail] = made(world(REPOSITORY, '*'), githubOidcTrust);
  expect(guardrail?.check.verdict).toBe('holds');
  expect(guardrail?.files[0]?.text).toContain(':environment:release"');
  expect(guardrail?.check.cases.map(({ got }) => got)).toEqual(['allow', 'deny']);
  expect(guardrail?.check.kept.map(({ from, to }) => [from, to])).toEqual([
    [`${gh()}/shop/workflow/release`, role('deploy')],
  ]);
});

test('a guardrail that does not break what it must is told to fail', () => {
  const useless: GuardrailTemplate = {
    ...githubPerimeter,
    *make(context) {
      for (const draft of githubPerimeter.make(context)) yield { ...draft, breaks: draft.keeps, keeps: [] };
    },
  };
  const [guardrail] = made(world(REPOSITORY, '*'), useless);
  expect(guardrail?.check.verdict).toBe('fails');
  expect(guardrail?.check.notBroken.map(({ from }) => from)).toEqual([`${gh()}/shop/workflow/release`]);
});

test('a guardrail of which an evaluator says otherwise is told to fail', () => {
  const wrong: GuardrailTemplate = {
    ...githubPerimeter,
    *make(context) {
      for (const draft of githubPerimeter.make(context))
        yield { ...draft, cases: draft.cases.map((each) => ({ ...each, wanted: 'allow' })) };
    },
  };
  expect(made(world(REPOSITORY, '*'), wrong)[0]?.check.verdict).toBe('fails');
});

test('a guardrail that takes away what is in use is told to fail', () => {
  const greedy: GuardrailTemplate = {
    ...githubPerimeter,
    *make(context) {
      for (const draft of githubPerimeter.make(context))
        yield {
          ...draft,
          changes: [
            {
              change: 'set-trust',
              role: role('deploy'),
              document: {
                Version: '2012-10-17',
                Statement: [
                  { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
                ],
              },
            },
          ],
        };
    },
  };
  const [guardrail] = made(world(REPOSITORY, '*'), greedy);
  expect(guardrail?.check.verdict).toBe('fails');
  expect(guardrail?.check.notKept.map(({ from }) => from)).toContain(`${gh()}/shop/workflow/release`);
});
