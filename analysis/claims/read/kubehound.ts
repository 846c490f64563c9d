import { isJsonObject, type Json } from '../../../schema/json.ts';
import { type Cursor, field, items, refOf, text } from '../../observations/cursor.ts';
import { clusterThing } from './cluster-names.ts';
import type { ClaimFormat } from './format.ts';

/**
 * KubeHound's graph in GraphSON. Its edges are attacks, each an improvement of an attacker's position by that program's own
 * words (kubehound.io, "Terminology"), so that every edge is taken to give power.
 */
export const kubehound: ClaimFormat = {
  operation: 'read kubehound graph',
  program: 'KubeHound',
  read(document, { cluster }, claims) {
    for (const item of items(field(document, 'elements'))) {
      const label = text(item, 'label');
      const key = scalar(field(item, 'id').value);
      if (label === null || key === null) continue;
      const inV = scalar(field(item, 'inV').value);
      const outV = scalar(field(item, 'outV').value);
      if (inV !== null && outV !== null) {
        claims.edge({
          from: outV,
          to: inV,
          undescribed: null,
          kind: label,
          traversable: true,
          ref: refOf(item),
        });
        continue;
      }
      vertex(item, label, key, String(cluster ?? ''), claims);
      const edges = field(item, 'outE');
      for (const kind of isJsonObject(edges.value) ? Object.keys(edges.value) : [])
        for (const edge of items(field(edges, kind))) {
          const to = scalar(field(edge, 'inV').value);
          if (to !== null)
            claims.edge({ from: key, to, undescribed: null, kind, traversable: true, ref: refOf(edge) });
        }
    }
  },
};

function vertex(
  item: Cursor,
  label: string,
  key: string,
  cluster: string,
  claims: Parameters<ClaimFormat['read']>[2],
): void {
  const at = field(item, 'properties');
  const told: Record<string, Json> = {};
  for (const name of isJsonObject(at.value) ? Object.keys(at.value) : []) {
    const value = scalar(property(at, name));
    if (value !== null && value !== '') told[name] = value;
  }
  const name = String(told.name ?? key);
  const kind = label === 'Identity' ? String(told.type ?? label) : label;
  const { id, ours } = clusterThing({
    program: 'kubehound',
    cluster,
    kind,
    namespace: typeof told.namespace === 'string' ? told.namespace : null,
    name,
    pod: typeof told.pod === 'string' ? told.pod : null,
    key,
  });
  claims.node({
    key,
    kinds: [label],
    name,
    id,
    inOurTerms: ours,
    alsoKnownAs: [],
    crown: told.critical === 'true' && !ours,
    told,
    ref: refOf(item),
  });
}

/** A property of a vertex is a list of values with ids, or the value itself. */
function property(properties: Cursor, name: string): Json | undefined {
  const { value } = field(properties, name);
  const first = Array.isArray(value) ? (value[0] as Json | undefined) : value;
  const inside = isJsonObject(first) && first['@type'] === 'g:VertexProperty' ? first['@value'] : first;
  return isJsonObject(inside) && 'value' in inside ? inside.value : inside;
}

/** The text of a plain value, typed (`{"@type": "g:Int64", "@value": 7}`) or not. */
function scalar(value: Json | undefined): string | null {
  const plain = isJsonObject(value) && '@value' in value ? value['@value'] : value;
  return typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean'
    ? String(plain)
    : null;
}
