import type { ComponentType } from 'react';
import { AwsFields } from './aws-fields.tsx';
import type { CollectProviderId, CollectState } from './collect-store.ts';
import { GithubFields } from './github-fields.tsx';
import { collectFromAws, collectFromGithub, collectFromKubernetes } from './jobs.ts';
import { KubernetesFields } from './kubernetes-fields.tsx';

/** What the form needs of a provider. Another one is a file of fields and an entry here. */
interface CollectProvider {
  readonly label: string;
  readonly title: string;
  readonly resumeHint: string;
  readonly Fields: ComponentType;
  /** Beginning of the name that is offered for the snapshot. */
  placeName(state: CollectState): string;
  collect(state: CollectState, resume: boolean): Promise<void>;
}

export const COLLECT_PROVIDERS: Readonly<Record<CollectProviderId, CollectProvider>> = {
  aws: {
    label: 'AWS',
    title: 'From an AWS account',
    resumeHint:
      'Calls that were answered are not made again. Use credentials of the same principal, and the same regions as before.',
    Fields: AwsFields,
    placeName: ({ form }) => form.profile || 'aws',
    collect: ({ form }, resume) => collectFromAws(form, resume),
  },
  kubernetes: {
    label: 'Kubernetes',
    title: 'From Kubernetes clusters',
    resumeHint:
      'Pages that were answered are not asked for again. Use the same contexts, and names, as before.',
    Fields: KubernetesFields,
    placeName: ({ kubernetes }) => kubernetes.contexts[0]?.replace(/[^A-Za-z0-9._-]+/g, '-') ?? 'kubernetes',
    collect: ({ kubernetes, form }, resume) => collectFromKubernetes(kubernetes, form.out, resume),
  },
  github: {
    label: 'GitHub',
    title: 'From GitHub organizations',
    resumeHint:
      'What was answered is not asked for again. Name the same organizations and repositories as before.',
    Fields: GithubFields,
    placeName: ({ github }) => /[\w.-]+/.exec(github.organizations || github.repositories)?.[0] ?? 'github',
    collect: ({ github, form }, resume) => collectFromGithub(github, form.out, resume),
  },
};
