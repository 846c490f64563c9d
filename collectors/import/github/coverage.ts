import type { RelationKind } from '../../../schema/kinds/relation-kinds.ts';
import type { Coverage } from '../../../schema/records.ts';
import { GITHUB_OPERATIONS } from '../../github/registry.ts';

/** What was recorded of one file. */
export interface ReadFile {
  readonly operation: string;
  readonly question: string;
  readonly items: number;
  readonly pages: number;
}

const ABSENT = 'not in the imported files';

/**
 * Coverage of everything that collecting would have asked. Files never prove that there is no more of something asked of
 * each repository, so that only what is asked once for the organization counts as complete.
 */
export function fileCoverage(source: string, read: readonly ReadFile[]): readonly Coverage[] {
  const byOperation = Map.groupBy(read, ({ operation }) => operation);
  const declared = GITHUB_OPERATIONS.map(({ operation, hides }): Coverage => {
    const found = byOperation.get(operation) ?? [];
    const once = operation.startsWith('GET /orgs/') && [...operation.matchAll(/\{/g)].length === 1;
    const complete = found.length > 0 && once;
    const reason = complete
      ? ''
      : found.length === 0
        ? checkoutReason(operation, byOperation.has('read checkout'))
        : `read for ${new Set(found.map(({ question }) => question)).size} of those there may be`;
    return {
      ...counted(source, operation, found),
      status: complete ? 'complete' : 'skipped',
      reason,
      kinds: complete ? [] : hides,
    };
  });
  return [...declared, ...others(source, read)];
}

function checkoutReason(operation: string, checkouts: boolean): string {
  return checkouts && operation === 'graphql:repository#workflows'
    ? `${ABSENT} but for the repositories that were`
    : ABSENT;
}

const GRAPH_LACKS: readonly { readonly what: string; readonly kinds: readonly RelationKind[] }[] = [
  { what: 'the form of OIDC subjects', kinds: ['can-assume'] },
  { what: 'deploy keys', kinds: ['authenticates-as', 'can-push'] },
  { what: 'rulesets', kinds: ['can-push'] },
  { what: 'self-hosted runners', kinds: ['can-take-over'] },
];

/** A graph is what another program collected, so that nobody here knows what that one did not see. */
export function graphCoverage(source: string, read: readonly ReadFile[]): readonly Coverage[] {
  return [
    ...others(source, read),
    ...GRAPH_LACKS.map(
      ({ what, kinds }): Coverage => ({
        source,
        operation: `graph:${what}`,
        region: null,
        status: 'unsupported',
        reason: `the graph does not say everything about ${what}; collect the organization itself for that`,
        items: 0,
        calls: 0,
        kinds,
      }),
    ),
  ];
}

function others(source: string, read: readonly ReadFile[]): readonly Coverage[] {
  const declared = new Set<string>(GITHUB_OPERATIONS.map(({ operation }) => operation));
  const rest = Map.groupBy(
    read.filter(({ operation }) => !declared.has(operation)),
    ({ operation }) => operation,
  );
  return [...rest].map(([operation, found]) => ({
    ...counted(source, operation, found),
    status: 'complete',
    reason: '',
    kinds: [],
  }));
}

function counted(source: string, operation: string, found: readonly ReadFile[]) {
  return {
    source,
    operation,
    region: null,
    items: found.reduce((sum, { items }) => sum + items, 0),
    calls: found.reduce((sum, { pages }) => sum + pages, 0),
  };
}
