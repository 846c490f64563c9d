import type { Json, JsonObject } from '../../../../schema/json.ts';
import type { Coverage, Derived } from '../../../../schema/records.ts';
import { derive } from '../../../derive.ts';
import { READ_KINDS } from '../../../kubernetes/read/kinds.ts';
import { list } from '../../../kubernetes/testing/manifests.ts';
import { type MemoryCall, memorySource } from '../../../observations/memory-source.ts';
import type { ObservationSource } from '../../../observations/observation-source.ts';

export interface ClusterOptions {
  readonly version?: string | null;
  readonly issuer?: string;
  /** Listings that were refused. */
  readonly denied?: readonly string[];
}

const SOURCE = 'kubernetes:prod';

function operationOf({ group, plural }: { group: string; plural: string }): string {
  return `list ${group === '' ? 'v1' : `${group}/v1`}/${plural}`;
}

/** A cluster as an API server answers for it: one listing a kind, all of them in full unless refused. */
export function smallCluster(
  objects: readonly JsonObject[],
  options: ClusterOptions = {},
): ObservationSource {
  const { version = 'v1.33.2', denied = [] } = options;
  const calls: MemoryCall[] = [];
  const coverage: Coverage[] = [];
  for (const kind of READ_KINDS) {
    const operation = operationOf(kind);
    const items = objects.filter((each) => each.kind === kind.kind);
    const refused = denied.includes(operation);
    coverage.push({
      source: SOURCE,
      operation,
      region: null,
      status: refused ? 'denied' : 'complete',
      reason: refused ? 'forbidden' : '',
      items: refused ? 0 : items.length,
      calls: 1,
      kinds: refused ? ['includes'] : [],
    });
    if (!refused)
      calls.push({ source: SOURCE, operation, document: { kind: `${kind.kind}List`, items } as Json });
  }
  if (version !== null)
    calls.push({ source: SOURCE, operation: 'get /version', document: { gitVersion: version } });
  if (options.issuer !== undefined)
    calls.push({
      source: SOURCE,
      operation: 'get /.well-known/openid-configuration',
      document: { issuer: options.issuer },
    });
  return memorySource(calls, { coverage });
}

/** The same from files, of which nobody says that they are all. */
export function manifests(
  objects: readonly JsonObject[],
  version: string | null = 'v1.33.2',
): ObservationSource {
  const source = 'kubernetes-files:prod';
  return memorySource([
    { source, operation: 'read manifest', parameters: { path: 'all.yaml' }, document: list(objects) },
    ...(version === null
      ? []
      : [{ source, operation: 'declared version', document: { gitVersion: version, declared: true } }]),
  ]);
}

export const id = (rest: string): string => `k8s://prod/${rest}`;
const short = (text: string): string => text.replace('k8s://prod/', '').replace('k8s://prod', 'cluster');

/** What leaves an entity: `rule target verdict`. */
export function edgesFrom(source: ObservationSource | Derived, from: string): readonly string[] {
  const { relations } = 'relations' in source ? source : derive(source);
  return relations
    .filter((each) => each.from === from)
    .map(({ rule, to, verdict }) => `${rule} ${short(to)} ${verdict}`);
}
