import type { EntityRow } from '../../schema/snapshot/types.ts';

const PREFIX = 'tag:';

/** Tags and labels of an entity as it carries them; `name` is the key without the prefix of a Kubernetes label. */
export function tagsOf({ attributes }: EntityRow): readonly {
  readonly key: string;
  readonly name: string;
  readonly value: string;
}[] {
  return Object.entries(attributes).flatMap(([attribute, value]) => {
    if (!attribute.startsWith(PREFIX) || typeof value !== 'string') return [];
    const key = attribute.slice(PREFIX.length);
    return [{ key, name: key.slice(key.lastIndexOf('/') + 1), value }];
  });
}
