import type { JsonObject } from '../../../schema/json.ts';
import type { RelationKind } from '../../../schema/kinds/relation-kinds.ts';
import type { Coverage } from '../../../schema/records.ts';
import { KUBERNETES_RESOURCES } from '../../kubernetes/registry.ts';
import { operationOf, type Resource } from '../../kubernetes/resource.ts';
import { redactText } from '../../redact.ts';

/** Counts what an import found, and puts that into coverage by the operations of a live collection. */
export interface FileCoverage {
  /** Counts an object and answers its kind; null where it is not one that is read. */
  count(object: JsonObject): Resource | null;
  /** A file, or a document of it, that was not used; `broken` where it should have been. */
  unused(file: string, reason: string, broken: boolean): void;
  readonly objects: () => number;
  /** `; the first: values.yaml: …`, or nothing. */
  readonly firstReason: () => string;
  records(versionDeclared: boolean): readonly Coverage[];
}

const BY_KIND: ReadonlyMap<string, Resource> = new Map(
  KUBERNETES_RESOURCES.flatMap((resource) =>
    [resource.group, ...(resource.formerGroups ?? [])].map(
      (group) => [`${group}/${resource.kind}`, resource] as const,
    ),
  ),
);
const ABSENT = 'not in the imported files';
const FILES_SHOWN = 5;

export function createFileCoverage(source: string): FileCoverage {
  const counts = new Map<Resource, number>();
  const others = new Map<string, number>();
  const unused: { file: string; reason: string; broken: boolean }[] = [];
  let objects = 0;
  const record = (operation: string, more: Partial<Coverage>): Coverage => ({
    source,
    operation,
    region: null,
    status: 'complete',
    reason: '',
    items: 0,
    calls: 0,
    kinds: [],
    ...more,
  });
  return {
    count({ apiVersion, kind }) {
      const version = String(apiVersion);
      const group = version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
      const resource = BY_KIND.get(`${group}/${String(kind)}`);
      if (resource === undefined) {
        others.set(String(kind), (others.get(String(kind)) ?? 0) + 1);
        return null;
      }
      counts.set(resource, (counts.get(resource) ?? 0) + 1);
      objects++;
      return resource;
    },
    unused: (file, reason, broken) => unused.push({ file, reason, broken }),
    objects: () => objects,
    firstReason() {
      const first = unused.find((one) => one.broken) ?? unused[0];
      if (first !== undefined) return `; the first: ${redactText(`${first.file}: ${first.reason}`)}`;
      const [kind] = others.keys();
      return kind === undefined ? '' : `; ${kind} is a kind that is not read`;
    },
    records: (versionDeclared) => [
      record('read manifest', { items: objects, calls: 1 }),
      ...KUBERNETES_RESOURCES.map((resource) => {
        const items = counts.get(resource) ?? 0;
        return items > 0
          ? record(operationOf(resource), { items })
          : record(operationOf(resource), { status: 'skipped', reason: ABSENT, kinds: resource.hides });
      }),
      ...(versionDeclared
        ? [record('declared version', { items: 1 })]
        : [record('get /version', { status: 'skipped', reason: `${ABSENT}; --server-version says it` })]),
      record('get /.well-known/openid-configuration', {
        status: 'skipped',
        reason: ABSENT,
        kinds: ['can-assume'],
      }),
      ...(others.size > 0
        ? [
            record('read manifest: other kinds', {
              status: 'unsupported',
              reason: redactText(
                `${[...others].map(([kind, count]) => `${count} ${kind}`).join(', ')}: kinds that are not read`,
              ),
              calls: [...others.values()].reduce((sum, count) => sum + count, 0),
            }),
          ]
        : []),
      ...unusedRecords(unused, record),
    ],
  };
}

/** One record for what should have been read and one for what is foreign, each naming the first few. */
function unusedRecords(
  unused: readonly { file: string; reason: string; broken: boolean }[],
  record: (operation: string, more: Partial<Coverage>) => Coverage,
): Coverage[] {
  const everything = [
    ...new Set(KUBERNETES_RESOURCES.flatMap((resource) => resource.hides)),
  ] as RelationKind[];
  return [true, false].flatMap((broken) => {
    const some = unused.filter((one) => one.broken === broken);
    if (some.length === 0) return [];
    const shown = some.slice(0, FILES_SHOWN).map(({ file, reason }) => `${file}: ${reason}`);
    if (some.length > shown.length) shown.push(`and ${some.length - shown.length} more`);
    return [
      record(broken ? 'read manifest: unreadable' : 'read manifest: no manifests', {
        status: broken ? 'failed' : 'unsupported',
        reason: redactText(shown.join('; ')),
        calls: some.length,
        kinds: broken ? everything : [],
      }),
    ];
  });
}
