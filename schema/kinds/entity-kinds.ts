import { AWS_ENTITIES } from './aws-entities.ts';
import { CLAIM_ENTITIES } from './claim-entities.ts';
import type { EntityKindDeclaration } from './entity-kind.ts';
import { GITHUB_ENTITIES } from './github-entities.ts';
import { KUBERNETES_ENTITIES } from './kubernetes-entities.ts';

export type { EntityKindDeclaration } from './entity-kind.ts';

/**
 * The kinds of entity, declared once. The window, exports and documents read label, icon (a lucide-react
 * name), colour token and meaning from here.
 */
export const ENTITY_KINDS = {
  ...AWS_ENTITIES,
  ...KUBERNETES_ENTITIES,
  ...GITHUB_ENTITIES,
  ...CLAIM_ENTITIES,
  internet: {
    label: 'anyone',
    plural: 'anyone',
    icon: 'globe',
    colour: 'boundary',
    meaning: 'Anyone at all, without credentials or with those of any account.',
  },
} as const satisfies Record<string, EntityKindDeclaration>;

export type EntityKind = keyof typeof ENTITY_KINDS;
export const ENTITY_KIND_NAMES = Object.keys(ENTITY_KINDS) as EntityKind[];
