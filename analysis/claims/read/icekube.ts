import { field, items, refOf, text } from '../../observations/cursor.ts';
import { clusterThing } from './cluster-names.ts';
import type { ClaimFormat } from './format.ts';
import { toldOf } from './told.ts';

/** IceKube's graph as Neo4j exports it. It marks the relationships that an attacker can follow with `attack_path`. */
export const icekube: ClaimFormat = {
  operation: 'read icekube graph',
  program: 'IceKube',
  read(document, { cluster }, claims) {
    for (const item of items(field(document, 'elements'))) {
      const key = text(item, 'id');
      if (key === null) continue;
      const properties = field(item, 'properties');
      if (text(item, 'type') === 'relationship') {
        const from = text(field(item, 'start'), 'id');
        const to = text(field(item, 'end'), 'id');
        const kind = text(item, 'label');
        const attack = field(properties, 'attack_path').value;
        if (from !== null && to !== null && kind !== null)
          claims.edge({
            from,
            to,
            undescribed: null,
            kind,
            traversable: attack === 1 || attack === true || attack === '1',
            ref: refOf(item),
          });
        continue;
      }
      const labels = [...items(field(item, 'labels'))].flatMap(({ value }) =>
        typeof value === 'string' ? [value] : [],
      );
      const kind = text(properties, 'kind') ?? labels[0] ?? 'Resource';
      const name = text(properties, 'name') ?? key;
      const { id, ours } = clusterThing({
        program: 'icekube',
        cluster: String(cluster ?? ''),
        kind,
        namespace: text(properties, 'namespace'),
        name,
        key,
      });
      claims.node({
        key,
        kinds: [kind],
        name,
        id,
        inOurTerms: ours,
        alsoKnownAs: [],
        crown: kind === 'ClusterRole' && name === 'cluster-admin',
        told: toldOf(properties),
        ref: refOf(item),
      });
    }
  },
};
