import type { OwnerSource } from '../scene.ts';

/** Keys that name an owner, the person or team before the contact. */
const KEYS: readonly RegExp[] = [
  /^(?:service|business|technical|product|app(?:lication)?|data)?[-_ ]?owner(?:ed[-_ ]?by)?$|^owned[-_ ]?by$|^owner[-_ ]?(?:name|e?mail|team)$/i,
  /^(?:team|squad|tribe|group[-_ ]?owner|owning[-_ ]?team|team[-_ ]?name)$/i,
  /^(?:contact|maintainers?|responsible|point[-_ ]?of[-_ ]?contact|poc|support[-_ ]?(?:team|contact))$/i,
];
/** Words that fill a mandatory tag and name nobody. */
const NOBODY = /^(?:|n\/?a|none|null|unknown|tbd|todo|unassigned|-|\?)$/i;

/** What people wrote on the thing itself: tags of AWS, labels and annotations of Kubernetes. */
export const byTag: OwnerSource = {
  id: 'tag',
  find(entity, scene) {
    const tags = scene
      .tagsOf(entity)
      .filter(({ value }) => !NOBODY.test(value.trim()) && value.length <= 256);
    return KEYS.flatMap((pattern) =>
      tags
        .filter(({ name }) => pattern.test(name))
        .map(({ key, value, ref }) => ({
          owner: value.trim(),
          says: `Its tag ${key} is ${value.trim()}.`,
          ref,
        })),
    );
  },
};
