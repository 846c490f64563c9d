import type { Relation } from '../../../schema/records.ts';
import type { JobModel, Permissions, WorkflowModel } from '../../github/read/workflow/model.ts';
import type { GuardrailContext, GuardrailTemplate } from '../guardrail.ts';
import { namesRole } from '../names-role.ts';
import { slug } from '../words.ts';

type Level = 'read' | 'write' | 'none';
/** What the token may do where a workflow says nothing; null: not known. */
type Defaults = 'read' | 'write' | null;

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
  // A token of the issuer is asked for by these variables, or by the toolkit's function in a script of its own.
  [/\bACTIONS_ID_TOKEN_REQUEST_(?:URL|TOKEN)\b|\bgetIDToken\b/, 'id-token'],
];

export const workflowPermissions: GuardrailTemplate = {
  id: 'workflow-permissions',
  title: 'A permissions block for what the workflow does',
  why: 'The token of a job is worth what the block gives it, to whoever runs code in the job.',
  controls: ['restrictPermissions', 'leastPrivilege', 'changeRestrictions', 'supplyChain', 'ztDeployment'],
  *make(context) {
    const { before, scene } = context;
    for (const workflow of scene.github.workflows) {
      const { model, path } = workflow.fact;
      if (model === null || model.problems.length > 0 || model.jobs.some(({ calls }) => calls !== null))
        continue;
      const wanted = neededBy(model, workflow.repository.fact.workflowDefaults?.permissions ?? null);
      const given = [model.permissions, ...model.jobs.map(({ permissions }) => permissions)];
      if (!givesMore(given, model, wanted)) continue;
      const own = before.relations.filter(({ from }) => from === workflow.id);
      const breaks = own.filter((relation) => byToken(relation, wanted));
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
        breaks,
        keeps: [...own.filter((relation) => !byToken(relation, wanted)), ...waysInUse(breaks, context)],
        cases: [],
        limits: [
          'What actions and scripts need is told by their names; an action that is not known may need more, and then fails with an error that names the permission.',
        ],
      };
    }
  },
};

function neededBy(model: WorkflowModel, defaults: Defaults): Readonly<Record<string, Level>> {
  const wanted: Record<string, Level> = { contents: 'read' };
  for (const { steps } of model.jobs)
    for (const step of steps) {
      for (const [action, scope, level] of NEEDS)
        if (step.uses !== null && action.test(step.uses) && mayHave(model, scope, defaults))
          wanted[scope] = level;
      for (const [script, scope] of SCRIPTS)
        if (
          mayHave(model, scope, defaults) &&
          (script.test(step.run?.text ?? '') || script.test(step.with.script ?? ''))
        )
          wanted[scope] = 'write';
    }
  return wanted;
}

/**
 * Whether some job may write by a scope today: an action that can work without, as a login by a stored secret does, is given
 * nothing new. Where neither file nor job says anything, the repository's default holds, which never gives tokens of the issuer.
 */
function mayHave({ permissions, jobs }: WorkflowModel, scope: string, defaults: Defaults): boolean {
  return jobs.some((job) => {
    const own = job.permissions ?? permissions;
    if (own === null) return scope !== 'id-token' && defaults !== 'read';
    return own.all === 'write' || own.scopes[scope] === 'write';
  });
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

/** Into roles to which a way is broken: the ways of the jobs that name the role. That the role was used tells of those. */
function waysInUse(breaks: readonly Relation[], { before, scene }: GuardrailContext): readonly Relation[] {
  const roles = new Set(breaks.filter(({ kind }) => kind === 'can-assume').map(({ to }) => to));
  const broken = new Set(breaks);
  return before.relations.filter((relation) => {
    if (relation.kind !== 'can-assume' || !roles.has(relation.to) || broken.has(relation)) return false;
    const role = scene.aws.principals.get(relation.to);
    const workflow = scene.github.workflows.find(({ id }) => id === relation.from);
    return role !== undefined && workflow?.fact.model?.jobs.some((job) => namesRole(job, role)) === true;
  });
}

function block(wanted: Readonly<Record<string, Level>>): string {
  return `permissions:\n${Object.entries(wanted)
    .map(([scope, level]) => `  ${scope}: ${level}\n`)
    .join('')}`;
}
