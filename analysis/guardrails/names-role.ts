import type { JobModel } from '../github/read/workflow/model.ts';

/** Whether a step of the job hands the role's ARN to an action. */
export function namesRole({ steps }: JobModel, { arn }: { readonly arn: string }): boolean {
  return steps.some((step) =>
    Object.entries(step.with).some(([name, value]) => /role/i.test(name) && value.trim() === arn),
  );
}
