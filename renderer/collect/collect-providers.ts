import type { ComponentType } from 'react';
import { AwsFields } from './aws-fields.tsx';
import type { CollectProviderId, CollectState } from './collect-store.ts';
import { GithubFields } from './github-fields.tsx';
import { githubPlace } from './github-place.ts';
import { KubernetesFields } from './kubernetes-fields.tsx';
import type { PlannedSource } from './planned-source.ts';

/** What the form needs of a provider. Another one is a file of fields and an entry here. */
interface CollectProvider {
  readonly label: string;
  readonly title: string;
  readonly resumeHint: string;
  readonly Fields: ComponentType;
  /** Beginning of the name that is offered for the snapshot. */
  placeName(state: CollectState): string;
  /** The source that the form describes. */
  source(state: CollectState): PlannedSource;
}

export const COLLECT_PROVIDERS: Readonly<Record<CollectProviderId, CollectProvider>> = {
  aws: {
    label: 'AWS',
    title: 'From an AWS account',
    resumeHint:
      'Calls that were answered are not made again. Use credentials of the same principal, and the same regions as before.',
    Fields: AwsFields,
    placeName: ({ form }) => form.profile || 'aws',
    source({ form }) {
      const regions = regionsOf(form.regions);
      const profiles = [...(form.profile ? [form.profile] : []), ...listOf(form.moreProfiles)];
      return {
        label: `AWS, ${profiles.length > 0 ? `profile ${profiles.join(', ')}` : 'default credentials'}`,
        channel: 'collect.aws',
        input: {
          ...(profiles.length > 1 ? { profiles } : profiles.length === 1 && { profile: profiles[0] }),
          ...(form.roleArn && { roleArn: form.roleArn.trim() }),
          ...(form.orgRole && { orgRole: form.orgRole.trim() }),
          ...(form.externalId && { externalId: form.externalId }),
          ...(regions && { regions }),
          ...(form.endpoint && { endpoint: form.endpoint.trim() }),
        },
      };
    },
  },
  kubernetes: {
    label: 'Kubernetes',
    title: 'From Kubernetes clusters',
    resumeHint:
      'Pages that were answered are not asked for again. Use the same contexts, and names, as before.',
    Fields: KubernetesFields,
    placeName: ({ kubernetes }) => kubernetes.contexts[0]?.replace(/[^A-Za-z0-9._-]+/g, '-') ?? 'kubernetes',
    source({ kubernetes: form }) {
      return {
        label: `Kubernetes, ${form.contexts.length > 0 ? form.contexts.join(', ') : 'the current context'}`,
        channel: 'collect.kubernetes',
        input: {
          ...(form.contexts.length > 0 && { contexts: [...form.contexts] }),
          ...(form.kubeconfig && { kubeconfig: form.kubeconfig.trim() }),
          ...(form.cluster && { cluster: form.cluster.trim() }),
          ...(form.secretKeys && { secretKeys: true }),
        },
      };
    },
  },
  github: {
    label: 'GitHub',
    title: 'From GitHub organizations',
    resumeHint:
      'What was answered is not asked for again. Name the same organizations and repositories as before.',
    Fields: GithubFields,
    placeName: ({ github }) => /[\w.-]+/.exec(github.organizations || github.repositories)?.[0] ?? 'github',
    source({ github: form }) {
      const named = listOf(form.organizations).map(githubPlace);
      const organizations = named.map(({ login }) => login);
      const baseUrl = form.baseUrl.trim() || named.find((each) => each.baseUrl)?.baseUrl;
      const repositories = listOf(form.repositories);
      return {
        label: `GitHub, ${[...organizations, ...repositories].join(', ') || 'nothing named'}`,
        channel: 'collect.github',
        input: {
          ...(organizations.length > 0 && { organizations }),
          ...(repositories.length > 0 && { repositories }),
          ...(baseUrl && { baseUrl }),
          ...(form.previous && { previous: form.previous.trim() }),
        },
      };
    },
  },
};

function listOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((each) => each !== '');
}

/** Names, or a word for how the regions are found; undefined for the configured one. */
function regionsOf(text: string): string[] | 'where-used' | 'enabled' | undefined {
  const words = listOf(text);
  const [word] = words;
  if (words.length === 1 && (word === 'where-used' || word === 'enabled')) return word;
  return words.length > 0 ? words : undefined;
}
