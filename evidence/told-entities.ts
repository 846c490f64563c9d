import type { Told, ToldEntity } from './told.ts';

/**
 * The same teller, which remembers every entity that was asked for and is there: those are what a bundle tells of
 * entities, in `entities.json`.
 */
export function remembering(told: Told): { readonly told: Told; entities(): readonly ToldEntity[] } {
  const known = new Map<string, ToldEntity>();
  return {
    told: {
      info: () => told.info(),
      coverage: () => told.coverage(),
      calls: (filter) => told.calls(filter),
      entityById(id) {
        const entity = told.entityById(id);
        if (entity && !known.has(id)) {
          const { kind, name, source, collected, tier, evidence } = entity;
          known.set(id, { id, kind, name, source, collected, tier, evidence });
        }
        return entity;
      },
    },
    entities: () => [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
