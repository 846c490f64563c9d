import { expressionsIn } from './read/workflow/expressions.ts';
import type { JobModel, StepModel, Trigger, WorkflowModel } from './read/workflow/model.ts';

/** A place in a job where code or text of outsiders gets in. */
export interface Weakness {
  readonly job: JobModel;
  readonly line: number;
  readonly trigger: Trigger;
  readonly says: string;
  /** True where the proposed code itself runs; false where its text is put into a script. */
  readonly runsTheirCode: boolean;
}

/** Events that run with the repository's secrets and a writing token, whoever caused them. */
const PRIVILEGED: ReadonlySet<string> = new Set([
  'pull_request_target',
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
  'workflow_run',
]);

/** Parts of the event that outsiders write ("Script injections", GitHub Docs). */
const OUTSIDERS_TEXT =
  /\bgithub\.(head_ref|event\.(issue\.(title|body)|pull_request\.(title|body|head\.(ref|label|repo\.default_branch))|comment\.body|review\.body|review_comment\.body|discussion\.(title|body)|pages\.[^.]*\.page_name|commits\b[^}]*\b(message|author\.(name|email))|head_commit\.(message|author\.(name|email))|workflow_run\.(head_branch|head_commit\.(message|author\.(name|email))|display_title|pull_requests\b[^}]*\bhead\.ref)))/;

/** Refs that point at what is proposed. */
const THEIR_REF =
  /github\.head_ref|github\.event\.pull_request\.(head\.(sha|ref)|merge_commit_sha|number)|github\.event\.number|github\.event\.workflow_run\.(head_sha|head_branch|head_commit\.id)|refs\/pull\/|steps\.[\w-]+\.outputs\.(sha|ref|head_sha|head_ref)/;

/** Weak places that anyone can reach, without any role on the repository. */
export function weaknesses(model: WorkflowModel): readonly Weakness[] {
  return model.triggers
    .filter(({ event }) => PRIVILEGED.has(event))
    .flatMap((trigger) => model.jobs.flatMap((job) => weaknessesOf(job, trigger)));
}

function weaknessesOf(job: JobModel, trigger: Trigger): readonly Weakness[] {
  if (asksWhoActs(job.condition)) return [];
  const found: Weakness[] = [];
  for (const [index, step] of job.steps.entries()) {
    if (asksWhoActs(step.condition)) continue;
    if (checksOutTheirs(step) && runsSomething(job.steps.slice(index + 1)))
      found.push({
        job,
        trigger,
        line: step.line,
        runsTheirCode: true,
        says: `step at line ${step.line} checks out what is proposed, and later steps run in it`,
      });
    const injected = injectedInto(step);
    if (injected !== null)
      found.push({
        job,
        trigger,
        line: injected.line,
        runsTheirCode: false,
        says: `line ${injected.line} puts ${injected.code} into a script, and outsiders write it`,
      });
  }
  return found;
}

/** A condition on who acts, or where the proposal comes from, keeps outsiders out. */
function asksWhoActs(condition: string | null): boolean {
  return (
    condition !== null &&
    /github\.actor|author_association|github\.triggering_actor|head\.repo\.(full_name|fork|owner)|github\.event\.sender|contains\(\s*github\.event\.pull_request\.labels|github\.event\.label\.name|head_repository/.test(
      condition,
    )
  );
}

export function checksOutTheirs({ uses, with: inputs, run }: StepModel): boolean {
  if (uses !== null && /^actions\/checkout(@|$)/.test(uses))
    return THEIR_REF.test(inputs.ref ?? '') || /head\.repo/.test(inputs.repository ?? '');
  return (
    run !== null &&
    (/\bgh\s+pr\s+checkout\b/.test(run.text) || /git\s+(fetch|checkout|pull)\b.*refs\/pull\//.test(run.text))
  );
}

/** Code that is checked out does nothing by itself: a script, a build or an action of the checkout runs it. */
function runsSomething(steps: readonly StepModel[]): boolean {
  return steps.some(
    ({ run, uses }) =>
      run !== null || (uses !== null && !/^actions\/(checkout|upload-artifact|labeler)(@|$)/.test(uses)),
  );
}

/** An expression with text of outsiders inside a script, where it becomes part of the script. */
export function injectedInto(step: StepModel, text: RegExp = OUTSIDERS_TEXT) {
  const scripts: { readonly text: string; readonly line: number }[] = [];
  if (step.run !== null) scripts.push(step.run);
  if (step.uses?.startsWith('actions/github-script') && step.with.script !== undefined)
    scripts.push({ text: step.with.script, line: step.line });
  for (const script of scripts)
    for (const { code, line } of expressionsIn(script.text))
      if (text.test(code)) return { code, line: script.line + line };
  return null;
}

/** Inputs of a dispatch inside a script: whoever may start the workflow writes them. */
export const INPUT_TEXT = /\b(inputs|github\.event\.inputs)\s*[.[]/;
