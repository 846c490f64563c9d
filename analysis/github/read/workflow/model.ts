/** A workflow as far as trust depends on it. Lines count from 1; expressions keep their `${{ }}`. */
export interface WorkflowModel {
  readonly name: string | null;
  readonly triggers: readonly Trigger[];
  readonly permissions: Permissions | null;
  readonly jobs: readonly JobModel[];
  /** What GitHub would refuse the file for: such a workflow does not run. */
  readonly problems: readonly string[];
  readonly inputs: readonly string[];
}

export interface Trigger {
  readonly event: string;
  readonly line: number;
  readonly branches: RefFilter | null;
  readonly tags: RefFilter | null;
  readonly types: readonly string[] | null;
  /** Of `workflow_run`: names of the workflows it follows. */
  readonly workflows: readonly string[];
}

export interface RefFilter {
  /** In order; a leading `!` takes away what those before it gave. */
  readonly patterns: readonly string[];
  /** True for `branches-ignore` and `tags-ignore`. */
  readonly ignores: boolean;
}

/** `all` covers every scope; otherwise a scope that is not named is none. */
export interface Permissions {
  readonly line: number;
  readonly all: 'read' | 'write' | null;
  readonly scopes: Readonly<Record<string, string>>;
}

export interface JobModel {
  readonly id: string;
  readonly line: number;
  readonly condition: string | null;
  readonly permissions: Permissions | null;
  readonly environment: { readonly name: string; readonly line: number } | null;
  readonly runsOn: RunsOn | null;
  readonly needs: readonly string[];
  readonly steps: readonly StepModel[];
  /** Set where the job is a call of a reusable workflow. */
  readonly calls: CallModel | null;
  /** Names of secrets that its expressions read, where they stand. */
  readonly secrets: readonly SecretUse[];
  readonly variables: readonly string[];
  /** Texts of every expression besides those of steps. */
  readonly env: Readonly<Record<string, string>>;
}

export interface RunsOn {
  readonly line: number;
  readonly labels: readonly string[];
  readonly group: string | null;
}

export interface CallModel {
  /** `./.github/workflows/x.yml` or `OWNER/REPO/.github/workflows/x.yml@REF`. */
  readonly target: string;
  readonly line: number;
  readonly inheritsSecrets: boolean;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface StepModel {
  readonly line: number;
  readonly name: string | null;
  readonly condition: string | null;
  readonly uses: string | null;
  readonly run: { readonly text: string; readonly line: number } | null;
  readonly with: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

export interface SecretUse {
  /** `*` where all are handed over. */
  readonly name: string;
  readonly line: number;
}
