import { isJsonObject } from '../../../schema/json.ts';
import { field, flag, items, refOf, text } from '../../observations/cursor.ts';
import { importedId } from '../ids.ts';
import type { ClaimFormat } from './format.ts';
import { isCrown } from './opengraph.ts';
import { sameThing } from './same-thing.ts';
import { flagNamed, toldOf } from './told.ts';

/**
 * What BloodHound's API answers under `/api/v2/graphs/…`: nodes by a number of that database, each with its object id, and
 * edges between the numbers. Its searches for paths follow what gives power, so that an edge is taken for such.
 */
export const bloodhound: ClaimFormat = {
  operation: 'read bloodhound graph',
  program: 'BloodHound',
  read(document, _parameters, claims) {
    const nodes = field(document, 'nodes');
    for (const number of isJsonObject(nodes.value) ? Object.keys(nodes.value) : []) {
      const item = field(nodes, number);
      const objectId = text(item, 'objectId');
      const properties = field(item, 'properties');
      const kinds = [
        ...new Set(
          [text(item, 'kind'), ...[...items(field(item, 'kinds'))].map(({ value }) => value)].filter(
            (kind) => typeof kind === 'string',
          ),
        ),
      ];
      const ours = sameThing(objectId ?? '', kinds, properties);
      claims.node({
        key: number,
        kinds,
        name: text(item, 'label') ?? objectId ?? number,
        id: ours ?? (objectId === null ? importedId('bloodhound', number) : importedId(objectId)),
        inOurTerms: ours !== null,
        alsoKnownAs: objectId === null ? [] : [objectId],
        crown: flag(item, 'isTierZero') === true || isCrown(properties),
        told: toldOf(properties),
        ref: refOf(item),
      });
    }
    for (const item of items(field(document, 'edges'))) {
      const from = text(item, 'source');
      const to = text(item, 'target');
      const kind = text(item, 'kind') ?? text(item, 'label');
      if (from === null || to === null || kind === null) continue;
      const said = flagNamed(field(item, 'properties'), ['traversable', 'is_traversable', 'istraversable']);
      claims.edge({ from, to, undescribed: null, kind, traversable: said ?? true, ref: refOf(item) });
    }
  },
};
