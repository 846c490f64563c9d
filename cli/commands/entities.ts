import { TrustpathError } from '../../schema/errors.ts';
import { ENTITY_KIND_NAMES, type EntityKind } from '../../schema/kinds/entity-kinds.ts';
import type { Command } from '../command.ts';
import { given, textOption } from '../options.ts';
import { table } from '../text/table.ts';
import { withSnapshot } from '../with-snapshot.ts';

const EVERY_ENTITY = 10_000_000;

function kindOption(text: string | undefined): EntityKind | undefined {
  if (text === undefined) return undefined;
  const kind = ENTITY_KIND_NAMES.find((name) => name === text);
  if (kind) return kind;
  throw new TrustpathError(
    'usage',
    `--kind ${JSON.stringify(text)} is no kind of entity. "trustpath kinds" lists them.`,
  );
}

export const entities: Command = {
  name: 'entities',
  usage: 'entities SNAPSHOT [--kind KIND] [--match TEXT]',
  summary: 'The inventory.',
  options: { kind: { type: 'string' }, match: { type: 'string' } },
  positionals: [1, 1],
  run: (context) => {
    const kind = kindOption(textOption(context.options, 'kind'));
    return withSnapshot(context, async (handle) => {
      const answer = await context.engine.request(
        'entities.list',
        given({ handle, kind, match: textOption(context.options, 'match'), limit: EVERY_ENTITY }),
      );
      const rows = answer.entities.map((entity) => [
        entity.kind,
        entity.id,
        entity.name,
        entity.tier === null ? '' : `tier ${entity.tier}`,
        entity.collected ? '' : 'not collected',
      ]);
      const json = { entities: answer.entities.map(({ index: _index, ...entity }) => entity) };
      return { json, text: `${table(['kind', 'id', 'name', 'tier', ''], rows)}\n${rows.length} entities` };
    });
  },
};
