import type { Template } from '../../oidc/mintable/template.ts';
import type { Outcome } from '../../rules/outcome.ts';

/** One kind of run of a job, by what it changes in the tokens of it. */
export interface Run {
  /** `refs/heads/main`, or open. */
  readonly ref: Template;
  /** Runs for pull requests have a subject of their own. */
  readonly pullRequest: boolean;
  readonly environment: Template | null;
  /** `OWNER/NAME/.github/workflows/FILE@REF` of the workflow whose job it is. */
  readonly workflowRef: Template;
  readonly workflowName: Template;
  /** What has to hold for there to be such a run, and what says so. */
  readonly outcome: Outcome;
}
