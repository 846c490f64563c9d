import type { Relation } from '../../../schema/records.ts';
import type { JobModel, Permissions, WorkflowModel } from '../../github/read/workflow/model.ts';
import type { GuardrailTemplate } from '../guardrail.ts';
import { slug } from '../words.ts';

type Level = 'read' | 'write' | 'none';

/** What public actions need beyond reading the code, by the beginning of their names. */
const NEEDS: readonly (readonly [action: RegExp, scope: string, level: Level])[] = [
  [/^aws-actions\/configure-aws-credentials@/, 'id-token', 'write'],
  [/^google-github-actions\/auth@/, 'id-token', 'write'],
  [/^azure\/login@/i, 'id-token', 'write'],
  [/^actions\/attest/, 'attestations', 'write'],
  [/^actions\/deploy-pages@/, 'pages', 'write'],
  [/^github\/codeql-action\/(?:analyze|upload-sarif)@/, 'security-events', 'write'],
  [/^(?:softprops\/action-gh-release|ncipollo\/release-action)@/, 'contents', 'write'],
  [/^peter-evans\/create-pull-request@/, 'pull-requests', 'write'],
];

/** What stands for a token's work in scripts. */
const SCRIPTS: readonly (readonly [script: RegExp, scope: string])[] = [
  [/\bgit push\b|\bgh release (?:create|upload|edit)\b/, 'contents'],
  [/\bgh pr (?:create|comment|edit|merge|review)\b/, 'pull-requests'],
  [/\bgh issue (?:create|comment|edit|close)\b/, 'issues'],
  [/\bghcr\.io\b/, 'packages'],
  [/\bgh workflow run\b/, 'actions'],
];

export const workflowPermissions: GuardrailTemplate = {
  id: 'workflow-permissions',
  title: 'A permissions block for what the workflow does',
  why: 'The token of a job is worth what the block gives it, to whoever runs code in the job.',
  controls: ['restrictPermissions', 'leastPrivilege', 'changeRestrictions', 'supplyChain', 'ztDeployment'],
  *make({ before, scene }) {
    for (const workflow of scene.github.workflows) {
      const { model, path } = workflow.fact;
      if (model === null || model.problems.length > 0 || model.jobs.some(({ calls }) => calls !== null))
        continue;
      const wanted = neededBy(model);
      const given = [model.permissions, ...model.jobs.map(({ permissions }) => permissions)];
      if (!givesMore(given, model, wanted)) continue;
      const own = before.relations.filter(({ from }) => from === workflow.id);
      yield {
        slug: slug(`${workflow.repository.fact.name}-${path.slice(path.lastIndexOf('/') + 1)}`),
        title: `Permissions of ${path} in ${workflow.repository.fact.name}`,
        about: [workflow.id, workflow.repository.id],
        files: [{ name: 'permissions.yml', text: block(wanted) }],
        apply: `Put the block at the top of ${path}, and take permissions off its jobs.`,
        changes: [
          { change: 'set-workflow-permissions', workflow: workflow.id, permissions: wanted },
          ...model.jobs
            .filter(({ permissions }) => permissions !== null)
            .map(({ id }) => ({
              change: 'set-workflow-permissions' as const,
              workflow: workflow.id,
              job: id,
              permissions: wanted,
            })),
        ],
        stand: 'The block is set at the top of the file, and in place of that of each job that has one.',
        breaks: own.filter((relation) => byToken(relation, wanted)),
        keeps: own.filter((relation) => !byToken(relation, wanted)),
        cases: [],
        limits: [
          'What actions and scripts need is told by their names; an action that is not known may need more, and then fails with an error that names the permission.',
        ],
      };
    }
  },
};

function neededBy(model: WorkflowModel): Readonly<Record<string, Level>> {
  const wanted: Record<string, Level> = { contents: 'read' };
  for (const { steps } of model.jobs)
    for (const step of steps) {
      for (const [action, scope, level] of NEEDS)
        if (step.uses !== null && action.test(step.uses)) wanted[scope] = level;
      for (const [script, scope] of SCRIPTS)
        if (step.run !== null && script.test(step.run.text)) wanted[scope] = 'write';
    }
  return wanted;
}

/** Whether some job has more than is needed: by what the file says, or by leaving it to defaults. */
function givesMore(
  given: readonly (Permissions | null)[],
  model: WorkflowModel,
  wanted: Readonly<Record<string, Level>>,
): boolean {
  const open =
    model.permissions === null && model.jobs.some(({ permissions }: JobModel) => permissions === null);
  return (
    open ||
    given.some(
      (each) =>
        each !== null &&
        (each.all !== null ||
          Object.entries(each.scopes).some(
            ([scope, level]) => level === 'write' && wanted[scope] !== 'write',
          )),
    )
  );
}

/** Relations that a scope gives which the block does not: pushing with the token, tokens of the issuer. */
function byToken(relation: Relation, wanted: Readonly<Record<string, Level>>): boolean {
  if (relation.kind === 'can-push') return wanted.contents !== 'write';
  if (relation.kind === 'can-assume') return wanted['id-token'] !== 'write';
  return false;
}

function block(wanted: Readonly<Record<string, Level>>): string {
  return `permissions:\n${Object.entries(wanted)
    .map(([scope, level]) => `  ${scope}: ${level}\n`)
    .join('')}`;
}
