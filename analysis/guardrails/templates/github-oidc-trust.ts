import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import type { Relation } from '../../../schema/records.ts';
import type { Role } from '../../aws/estate/estate.ts';
import type { Workflow } from '../../github/estate/estate.ts';
import { subjectTemplate } from '../../github/mint/token-shape.ts';
import { type GithubTrust, githubTrusts } from '../../github/mint/web-trusts.ts';
import type { JobModel, Trigger } from '../../github/read/workflow/model.ts';
import { evaluateOidcCases } from '../../oidc/cases.ts';
import { literalOf } from '../../oidc/mintable/template.ts';
import type { EvaluatedCase, GuardrailContext, GuardrailTemplate } from '../guardrail.ts';
import { namesRole } from '../names-role.ts';
import { jsonFile, slug } from '../words.ts';

const AUDIENCE = 'sts.amazonaws.com';
/** A subject that no trust has a reason to admit. */
const STRANGER = 'repo:example-org/another:ref:refs/heads/main';

/** A job that asks for a role by name, with the subjects its tokens have. */
interface Expected {
  readonly workflow: Workflow;
  readonly job: JobModel;
  readonly subjects: readonly string[];
}

export const githubOidcTrust: GuardrailTemplate = {
  id: 'github-oidc-trust',
  title: 'Trust in GitHub for the jobs that use the role, and no others',
  why: 'A trust that asks for less than repository and context lets in whoever can push a branch, or anyone with a repository.',
  controls: [
    'userAccounts',
    'accountUse',
    'serviceIdentification',
    'accessEnforcement',
    'externalSystems',
    'ztAuthentication',
  ],
  *make(context) {
    for (const trust of githubTrusts(context.scene)) {
      const { of: role } = trust;
      if (role.unmodifiable || role.trust === null) continue;
      const expected = expectedJobs(role, context);
      const subjects = [...new Set(expected.flatMap((each) => each.subjects))].sort();
      if (subjects.length === 0) continue;
      const document = tightened(role.trust.document, trust, subjects);
      const into = context.before.relations.filter(
        ({ to, from, kind }) => to === role.id && kind === 'can-assume' && fromGithub(from),
      );
      const { wanted, others } = sorted(into, expected, subjects);
      if (others.length === 0 && judged(trust, role.trust.document, STRANGER) === 'deny') continue;
      yield {
        slug: slug(role.name),
        title: `Tight trust of ${role.name} in ${trust.host}`,
        about: [role.id, ...expected.map(({ workflow }) => workflow.id), ...others.map(({ from }) => from)],
        files: [{ name: 'trust-policy.json', text: jsonFile(document) }],
        apply: `Replace the trust policy of ${role.name} with it.`,
        changes: [{ change: 'set-trust', role: role.id, document }],
        stand: 'The trust policy of the role is replaced by the file.',
        breaks: others,
        keeps: wanted,
        cases: casesOf(trust, document, subjects),
        limits: [
          `The subjects are those of the jobs that name the role in their file: ${expected.map(({ workflow, job }) => `${job.id} of ${workflow.fact.path}`).join(', ')}. A job that has the name from a variable is not seen.`,
        ],
      };
    }
  },
};

function fromGithub(id: string): boolean {
  return id.startsWith('github://') || id === 'internet';
}

/** Jobs whose steps hand the role's ARN, or its name in this account, to an action. */
function expectedJobs(role: Role, { scene }: GuardrailContext): readonly Expected[] {
  return scene.github.workflows.flatMap((workflow) => {
    const { model } = workflow.fact;
    const template = subjectTemplate(workflow.repository);
    const prefix = literalOf(template.prefix);
    if (model === null || prefix === null || template.keys?.length === 0) return [];
    if (template.keys !== null && template.keys.join() !== 'repo,context') return [];
    return model.jobs
      .filter((job) => namesRole(job, role))
      .map((job) => ({
        workflow,
        job,
        subjects: contextsOf(job, model.triggers, workflow).map((each) => `${prefix}:${each}`),
      }));
  });
}

/** The context of the subjects of a job: its environment; else the branches that it runs for (GitHub Docs, "OpenID Connect reference"). */
function contextsOf(job: JobModel, triggers: readonly Trigger[], workflow: Workflow): readonly string[] {
  if (job.environment !== null)
    return job.environment.name.includes('${{') ? [] : [`environment:${job.environment.name}`];
  const main = workflow.repository.fact.defaultBranch;
  const refs = triggers.flatMap(({ event, branches, tags }) => {
    if (event !== 'push') return main === null ? [] : [`refs/heads/${main}`];
    const named = branches !== null && !branches.ignores ? branches.patterns.filter(isPlain) : [];
    const tagged = tags !== null && !tags.ignores ? tags.patterns : [];
    return [
      ...named.map((name) => `refs/heads/${name}`),
      ...tagged
        .filter((pattern) => !pattern.startsWith('!'))
        .map((pattern) => `refs/tags/${pattern.replace(/\*+/g, '*')}`),
      ...(named.length === 0 && tagged.length === 0 && main !== null ? [`refs/heads/${main}`] : []),
    ];
  });
  return [...new Set(refs)].map((ref) => `ref:${ref}`);
}

function isPlain(pattern: string): boolean {
  return !/[*?[\]!+]/.test(pattern);
}

/** The policy with one statement for the issuer: those subjects, that audience. What trusts others stays as it is. */
function tightened(document: Json, { provider, host }: GithubTrust, subjects: readonly string[]): JsonObject {
  const all = isJsonObject(document) ? document.Statement : [];
  const statements = (Array.isArray(all) ? all : [all]).filter(
    (each): each is JsonObject => isJsonObject(each) && !trusts(each, provider),
  );
  const loose = subjects.some((subject) => /[*?]/.test(subject));
  return {
    Version: '2012-10-17',
    Statement: [
      ...statements,
      {
        Sid: 'JobsThatUseTheRole',
        Effect: 'Allow',
        Principal: { Federated: provider },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${host}:aud`]: AUDIENCE, ...(loose ? {} : { [`${host}:sub`]: [...subjects] }) },
          ...(loose ? { StringLike: { [`${host}:sub`]: [...subjects] } } : {}),
        },
      },
    ],
  };
}

function trusts({ Principal: principal, Effect: effect }: JsonObject, provider: string): boolean {
  const federated = isJsonObject(principal) ? principal.Federated : undefined;
  const named: readonly (Json | undefined)[] = Array.isArray(federated) ? federated : [federated];
  return effect === 'Allow' && named.includes(provider);
}

/** Ways in that belong to the expected jobs: the workflow itself, the branch or environment it runs for, its repository's own. */
function sorted(
  into: readonly Relation[],
  expected: readonly Expected[],
  subjects: readonly string[],
): { readonly wanted: readonly Relation[]; readonly others: readonly Relation[] } {
  const wantedIds = new Set(expected.map(({ workflow }) => workflow.id));
  const allowed = new Set(
    expected.flatMap(({ workflow: { repository } }) => [
      ...subjects.flatMap((subject) => {
        const ref = /:ref:refs\/heads\/(.+)$/.exec(subject)?.[1];
        const environment = /:environment:(.+)$/.exec(subject)?.[1];
        return [
          ...(ref === undefined ? [] : [`${repository.id}/branch/${ref}`]),
          ...(environment === undefined ? [] : [`${repository.id}/environment/${environment}`]),
        ];
      }),
      // Whoever administers a repository decides what its jobs are.
      repository.id,
      repository.organization.id,
    ]),
  );
  // Where an environment stands between, any branch of the repository may run for it, as far as the environment lets it.
  const environments = expected
    .filter(({ job }) => job.environment !== null)
    .map(({ workflow }) => workflow.repository.id);
  const mayStay = (id: string) =>
    allowed.has(id) || environments.some((repository) => id.startsWith(`${repository}/`));
  return {
    wanted: into.filter(({ from }) => wantedIds.has(from)),
    others: into.filter(({ from }) => !wantedIds.has(from) && !mayStay(from)),
  };
}

/** The trust judged by the evaluator of tokens: it admits what it is for, and nobody else. */
function casesOf(
  trust: GithubTrust,
  document: JsonObject,
  subjects: readonly string[],
): readonly EvaluatedCase[] {
  return [
    ...subjects
      .filter((subject) => !/[*?]/.test(subject))
      .map((subject) => ({
        says: `a token with the subject ${subject}`,
        wanted: 'allow',
        got: judged(trust, document, subject),
      })),
    { says: 'a token of another repository', wanted: 'deny', got: judged(trust, document, STRANGER) },
  ];
}

function judged({ host }: GithubTrust, aws: Json, sub: string): string {
  const [answer] = evaluateOidcCases([
    { id: '1', issuer: `https://${host}`, claims: { sub, aud: AUDIENCE }, trust: { aws } },
  ]) as { verdict?: string }[];
  return answer?.verdict ?? 'error';
}
