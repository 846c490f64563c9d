import type { GithubEstate, Workflow } from '../estate/estate.ts';

export interface Called {
  /** Where the reusable workflow is, as `OWNER/NAME`. */
  readonly repository: string;
  /** `OWNER/NAME/.github/workflows/FILE`; null where the target cannot be read. */
  readonly path: string | null;
  /** The ref named by the call; null for one of the caller's own repository, which runs as it stands there. */
  readonly ref: string | null;
  /** Null where it was not collected. */
  readonly workflow: Workflow | null;
}

/** Resolves the target of a call: `./.github/workflows/x.yml` or `OWNER/NAME/.github/workflows/x.yml@REF`. */
export function calledWorkflow(target: string, caller: Workflow, estate: GithubEstate): Called {
  const own = `${caller.repository.organization.fact.login}/${caller.repository.fact.name}`;
  const remote = /^([^/\s]+\/[^/\s]+)\/(.+)@([^@\s]+)$/.exec(target);
  const local = /^\.\/(.+)$/.exec(target);
  const repository = remote?.[1] ?? own;
  const file = remote?.[2] ?? local?.[1] ?? null;
  const known = estate.repositories.get(repository.toLowerCase());
  return {
    repository,
    path: file === null ? null : `${repository}/${file}`,
    ref: remote?.[3] === undefined ? null : refOf(remote[3]),
    workflow: known?.workflows.find((each) => each.fact.path === file) ?? null,
  };
}

/** A branch stands in tokens as a full ref, a commit as it is; a name that could be a branch or a tag is taken for a branch. */
function refOf(ref: string): string {
  if (/^[0-9a-f]{40}$/.test(ref) || ref.startsWith('refs/')) return ref;
  return /^v?\d+(\.\d+)*$/.test(ref) ? `refs/tags/${ref}` : `refs/heads/${ref}`;
}
