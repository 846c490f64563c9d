import type { EntityKindDeclaration } from './entity-kind.ts';

export const CLAIM_ENTITIES = {
  'imported-entity': {
    label: 'imported entity',
    plural: 'imported entities',
    icon: 'import',
    colour: 'boundary',
    meaning: 'Something that another program’s graph names and that is in the terms of no provider here.',
  },
  'exposed-secret': {
    label: 'exposed secret',
    plural: 'exposed secrets',
    icon: 'key-round',
    colour: 'credential',
    meaning: 'A place where a secret scanner found a credential. The credential itself is never kept.',
  },
} as const satisfies Record<string, EntityKindDeclaration>;
