import { create } from 'zustand';
import type { Output } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { type CoverageSoFar, NOTHING_COVERED } from './coverage-so-far.ts';
import { type ImportDraft, withFiles } from './imports.ts';
import { isSame, type PlannedSource } from './planned-source.ts';
import { NOTHING_YET, type ProgressLog } from './progress-log.ts';

export interface CollectForm {
  readonly profile: string;
  /** More profiles, separated by commas or spaces: an account each. */
  readonly moreProfiles: string;
  readonly roleArn: string;
  /** A role to take on in each other account of the organization. */
  readonly orgRole: string;
  readonly externalId: string;
  /** Separated by commas or spaces, `where-used` or `enabled`; empty for the configured one. */
  readonly regions: string;
  readonly endpoint: string;
  readonly out: string;
}

export interface KubernetesForm {
  /** Names of contexts; the current one where none is chosen. */
  readonly contexts: readonly string[];
  readonly kubeconfig: string;
  readonly cluster: string;
  readonly secretKeys: boolean;
}

export interface GithubForm {
  /** Logins, separated by commas or spaces. */
  readonly organizations: string;
  /** `OWNER/NAME`, separated by commas or spaces. */
  readonly repositories: string;
  readonly baseUrl: string;
  /** Path of a snapshot of an earlier collection. */
  readonly previous: string;
}

export type CollectProviderId = 'aws' | 'kubernetes' | 'github';

export interface Job {
  readonly title: string;
  readonly out: string;
  /** Names of the sources in their order, and the one under way. */
  readonly steps: readonly string[];
  readonly step: number;
  readonly coverage: CoverageSoFar;
  readonly startedAt: number;
  readonly log: ProgressLog;
  readonly state: 'running' | 'cancelling';
}

export interface CollectState {
  readonly provider: CollectProviderId;
  readonly profiles: Output<'collect.discover'>['aws'] | null;
  readonly contexts: Output<'collect.discover'>['kubernetes'] | null;
  /** Where tokens for a GitHub were found. */
  readonly hosts: Output<'collect.discover'>['github'] | null;
  readonly form: CollectForm;
  readonly kubernetes: KubernetesForm;
  readonly github: GithubForm;
  /** The cut-off collection that the form is filled in for; null for a new one. */
  readonly resuming: string | null;
  readonly job: Job | null;
  readonly failure: TrustpathError | null;
  /** The sample's leaked key, offered as the first question after it was collected. */
  readonly leakedKeyId: string | null;
  /** Files to import, by what they are taken for. */
  readonly files: readonly ImportDraft[];
  /** Sources that were put on the list before the one in the form. */
  readonly planned: readonly PlannedSource[];
  /** What is left of a list that did not come to its end; the first of it failed. */
  readonly failed: {
    readonly sources: readonly PlannedSource[];
    readonly out: string;
    /** Other sources are in the file already. */
    readonly added: boolean;
  } | null;
  /** The sources go into the snapshot that is open. */
  readonly intoOpen: boolean;
}

export const useCollect = create<CollectState>(() => ({
  provider: 'aws',
  profiles: null,
  contexts: null,
  hosts: null,
  kubernetes: { contexts: [], kubeconfig: '', cluster: '', secretKeys: false },
  github: { organizations: '', repositories: '', baseUrl: '', previous: '' },
  form: {
    profile: '',
    moreProfiles: '',
    roleArn: '',
    orgRole: '',
    externalId: '',
    regions: '',
    endpoint: '',
    out: '',
  },
  resuming: null,
  job: null,
  failure: null,
  leakedKeyId: null,
  files: [],
  planned: [],
  failed: null,
  intoOpen: false,
}));

export function fill(part: Partial<CollectForm>): void {
  useCollect.setState((state) => ({ form: { ...state.form, ...part } }));
}

export function fillKubernetes(part: Partial<KubernetesForm>): void {
  useCollect.setState((state) => ({ kubernetes: { ...state.kubernetes, ...part } }));
}

export function fillGithub(part: Partial<GithubForm>): void {
  useCollect.setState((state) => ({ github: { ...state.github, ...part } }));
}

/** Has the form continue the collection in this file, with the fields of the provider whose source was cut off. */
export function prepareResume(out: string, provider: string | undefined): void {
  useCollect.setState(({ form }) => ({
    resuming: out,
    form: { ...form, out },
    failure: null,
    ...(provider === 'aws' || provider === 'kubernetes' || provider === 'github' ? { provider } : {}),
  }));
}

/** Has the form begin a new collection. */
export function startAfresh(): void {
  useCollect.setState(({ form }) => ({ resuming: null, form: { ...form, out: '' } }));
}

export function beginJob(title: string, out: string, steps: readonly string[]): void {
  useCollect.setState({
    job: {
      title,
      out,
      steps,
      step: 0,
      startedAt: Date.now(),
      log: NOTHING_YET,
      coverage: NOTHING_COVERED,
      state: 'running',
    },
    failure: null,
  });
}

/** Puts a source on the list; one that is there already is not read twice. */
export function planSource(source: PlannedSource): void {
  useCollect.setState(({ planned }) => ({
    planned: planned.some((each) => isSame(each, source)) ? planned : [...planned, source],
  }));
}

export function unplanSource(source: PlannedSource): void {
  useCollect.setState(({ planned }) => ({ planned: planned.filter((each) => !isSame(each, source)) }));
}

/** Offers files that were given to the window for import. */
export function offerImports(files: readonly { readonly path: string; readonly kind: string }[]): void {
  useCollect.setState((state) => ({ files: withFiles(state.files, files) }));
}
