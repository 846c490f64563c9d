import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import type { Command } from '../command.ts';
import { table } from '../text/table.ts';

export const kinds: Command = {
  name: 'kinds',
  usage: 'kinds',
  summary: 'The declared kinds of entity and relation.',
  positionals: [0, 0],
  run: async () => {
    const entities = Object.entries(ENTITY_KINDS).map(([kind, { label, meaning }]) => ({
      kind,
      label,
      meaning,
    }));
    const relations = Object.entries(RELATION_KINDS).map(([kind, { label, meaning, traversable }]) => ({
      kind,
      label,
      meaning,
      traversable,
    }));
    const rows = [
      ...entities.map((entity) => ['entity', entity.kind, entity.label, entity.meaning]),
      ...relations.map((relation) => ['relation', relation.kind, relation.label, relation.meaning]),
    ];
    return { json: { entities, relations }, text: table(['', 'kind', 'label', 'meaning'], rows) };
  },
};
