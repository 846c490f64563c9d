import { type Cursor, field, flag, items, refOf, text } from '../../observations/cursor.ts';
import { idInOurTerms, importedId } from '../ids.ts';
import type { ClaimFormat } from './format.ts';
import { sameThing } from './same-thing.ts';
import { flagNamed, textNamed, toldOf } from './told.ts';

/**
 * Graphs in BloodHound's OpenGraph form (bloodhound.specterops.io/opengraph/schema): nodes with ids, kinds and properties,
 * edges between ids. Of an edge whose ends are matched by name, the name stands for the node.
 */
export const opengraph: ClaimFormat = {
  operation: 'read opengraph',
  program: 'an OpenGraph file',
  read(document, _parameters, claims) {
    for (const item of items(field(document, 'nodes'))) {
      const key = text(item, 'id');
      if (key === null) continue;
      const kinds = kindsOf(item);
      const properties = field(item, 'properties');
      const ours = sameThing(key, kinds, properties);
      claims.node({
        key,
        kinds,
        name: textNamed(properties, ['displayname', 'name', 'short_name']) ?? key,
        id: ours ?? importedId(key),
        inOurTerms: ours !== null,
        alsoKnownAs: [key, textNamed(properties, ['objectid']) ?? key],
        crown: isCrown(properties),
        told: toldOf(properties),
        ref: refOf(item),
      });
    }
    for (const item of items(field(document, 'edges'))) {
      const kind = text(item, 'kind');
      const from = endOf(field(item, 'start'));
      const to = endOf(field(item, 'end'));
      if (kind === null || from === null || to === null) continue;
      const said = flagNamed(field(item, 'properties'), ['traversable', 'is_traversable', 'istraversable']);
      claims.edge({
        from,
        to,
        undescribed: { from: idOf(from), to: idOf(to) },
        kind,
        traversable: said ?? flag(item, 'traversable'),
        ref: refOf(item),
      });
    }
  },
};

const BY_NAME = 'name:';

/** BloodHound's own marks: tier zero as a property, or among the tags that its analysis sets. */
export function isCrown(properties: Cursor): boolean {
  return (
    flagNamed(properties, ['istierzero', 'is_tier_zero']) === true ||
    (textNamed(properties, ['system_tags'])
      ?.split(/[\s,]+/)
      .includes('admin_tier_0') ??
      false)
  );
}

/** An id, or a name with the mark that it is one. */
function endOf(end: Cursor): string | null {
  const named = text(end, 'match_by') === 'name' ? text(end, 'id') : null;
  return named === null ? text(end, 'id') : byName(named);
}

/** A name alone is no id: who is not described under it is not known. */
function idOf(key: string): string | null {
  return key.startsWith(BY_NAME) ? null : (idInOurTerms(key) ?? importedId(key));
}

/** How an edge names a node that it knows by name alone. */
export function byName(name: string): string {
  return `${BY_NAME}${name.toLowerCase()}`;
}

function kindsOf(node: Cursor): readonly string[] {
  return [...items(field(node, 'kinds'))].flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}
