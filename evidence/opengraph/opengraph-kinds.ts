import type { JsonObject } from '../../schema/json.ts';
import type { EntityKindDeclaration } from '../../schema/kinds/entity-kind.ts';
import { ENTITY_KIND_NAMES, ENTITY_KINDS, type EntityKind } from '../../schema/kinds/entity-kinds.ts';
import { RELATION_KIND_NAMES, RELATION_KINDS, type RelationKind } from '../../schema/kinds/relation-kinds.ts';

/** Every kind of an OpenGraph extension begins with its namespace and an underscore; no other may have the same. */
const NAMESPACE = 'TP';
/** The kind that says where a node comes from; it is not one of the extension's own. */
export const SOURCE_KIND = 'TrustpathBase';

function kindName(kind: string): string {
  const words = kind.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${NAMESPACE}_${words.join('')}`;
}

export function nodeKind(kind: EntityKind): string {
  return kindName(kind);
}

export function edgeKind(kind: RelationKind): string {
  return kindName(kind);
}

/** Names of free Font Awesome icons, and colours of the Okabe-Ito palette, which colour-blind people can tell apart. */
const LOOKS: Readonly<
  Record<EntityKindDeclaration['colour'], { readonly icon: string; readonly color: string }>
> = {
  principal: { icon: 'user', color: '#0072B2' },
  credential: { icon: 'key', color: '#E69F00' },
  workload: { icon: 'cube', color: '#009E73' },
  resource: { icon: 'database', color: '#56B4E9' },
  policy: { icon: 'file-lines', color: '#999999' },
  issuer: { icon: 'id-badge', color: '#CC79A7' },
  boundary: { icon: 'globe', color: '#D55E00' },
};

/**
 * `graph.opengraph-extension.json`: what declares our kinds to BloodHound CE 9 and later, where it is installed once
 * (PUT /api/v2/extensions). Without it, imported edges take no part in its path finding.
 */
export function opengraphExtension(version: string): string {
  const extension: JsonObject = {
    schema: { name: 'trustpath', display_name: 'Trustpath', version, namespace: NAMESPACE },
    node_kinds: ENTITY_KIND_NAMES.map((kind) => {
      const { label, meaning, colour } = ENTITY_KINDS[kind];
      return {
        name: nodeKind(kind),
        display_name: label,
        description: meaning,
        is_display_kind: true,
        ...LOOKS[colour],
      };
    }),
    relationship_kinds: RELATION_KIND_NAMES.map((kind) => ({
      name: edgeKind(kind),
      description: RELATION_KINDS[kind].meaning,
      is_traversable: RELATION_KINDS[kind].traversable,
    })),
    environments: [],
    relationship_findings: [],
  };
  return `${JSON.stringify(extension, null, 2)}\n`;
}
