import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { READER_RULES } from '../../sample/kubernetes/estate/permissions.ts';
import { KUBERNETES_RESOURCES } from './registry.ts';
import { SINGLE_REQUESTS } from './single-requests.ts';

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

/** Each permission by itself: `list apps/deployments`, `get /version`. */
function permissions(rules: readonly Rule[]): string[] {
  return rules
    .flatMap(({ apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [], verbs }) =>
      verbs.flatMap((verb) => [
        ...nonResourceURLs.map((path) => `${verb} ${path}`),
        ...apiGroups.flatMap((group) =>
          resources.flatMap((resource) =>
            (resourceNames.length === 0 ? [''] : resourceNames).map(
              (name) => `${verb} ${group}/${resource} ${name}`,
            ),
          ),
        ),
      ]),
    )
    .sort();
}

/** What the collector sends, as the permissions that the API server asks for. */
const needed = [
  ...KUBERNETES_RESOURCES.map(({ group, resource }) => `list ${group}/${resource} `),
  ...SINGLE_REQUESTS.map(({ request }) => {
    const named = /^\/api\/v1\/namespaces\/[^/]+\/([^/]+)\/([^/]+)$/.exec(request.path);
    return named === null ? `get ${request.path}` : `get /${named[1]} ${named[2]}`;
  }),
].sort();

describe('the cluster role allows exactly what is asked for', () => {
  it('in docs/collecting-kubernetes.md', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/collecting-kubernetes.md'), 'utf8');
    const [, manifest = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    const role = parse(manifest) as { kind: string; rules: Rule[] };
    expect(role.kind).toBe('ClusterRole');
    expect(permissions(role.rules)).toEqual(needed);
  });

  it('in the sample cluster, which denies everything else', () => {
    expect(permissions(READER_RULES)).toEqual(needed);
  });
});

it('the page says of every kind what its denial hides', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/collecting-kubernetes.md'), 'utf8');
  const table = page.slice(page.indexOf('## What a denied kind hides'), page.indexOf('## Large clusters'));
  const words = (kind: string) =>
    kind
      .replace(/^Cluster(?=Role)/, '')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .replace(/^(?:validating|mutating) (webhook|admission).*/, '$1')
      .replace(/^custom resource definition$/, '');
  const missing = KUBERNETES_RESOURCES.map((resource) => words(resource.kind)).filter(
    (word) => !table.toLowerCase().includes(word.replace(/y$/, 'ies').replace(/s$/, 's')),
  );
  expect(missing).toEqual([]);
});
