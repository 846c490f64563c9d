import { z } from 'zod';

/**
 * What BloodHound CE 9 takes, as its documents describe it: the OpenGraph payload ("OpenGraph: schema", and the JSON
 * schemas of nodes and edges that uploads are checked against) and extension definitions ("Extension schema").
 */
const plain = z.union([z.string(), z.number(), z.boolean()]);
/** Flat: no objects, and lists of one type only. Names in lower case. */
const properties = z.record(
  z.string().regex(/^[a-z0-9_]+$/),
  z.union([plain, z.array(z.string()), z.array(z.number()), z.array(z.boolean())]),
);
/** Ids with colons are taken for something else by some of its readers, and are compared in capitals. */
const nodeId = z.string().regex(/^[A-Z0-9-]+$/);
const end = z.strictObject({ value: nodeId, match_by: z.literal('id') });

export const opengraphPayload = z
  .strictObject({
    metadata: z.strictObject({ source_kind: z.string().regex(/^[A-Za-z0-9_]+$/) }),
    graph: z.strictObject({
      nodes: z.array(
        z.strictObject({
          id: nodeId,
          /** The source kind comes to these; a node has three kinds at most. */
          kinds: z
            .array(z.string().regex(/^TP_[A-Za-z0-9_]+$/))
            .min(1)
            .max(2),
          properties,
        }),
      ),
      edges: z.array(
        z.strictObject({
          start: end,
          end,
          kind: z.string().regex(/^TP_[A-Za-z0-9_]+$/),
          properties,
        }),
      ),
    }),
  })
  .refine(
    ({ graph: { nodes } }) => new Set(nodes.map(({ id }) => id)).size === nodes.length,
    'ids are unique',
  )
  .refine(({ graph: { nodes, edges } }) => {
    const ids = new Set(nodes.map(({ id }) => id));
    return edges.every((edge) => ids.has(edge.start.value) && ids.has(edge.end.value));
  }, 'edges lead between nodes of the file');

const kindName = z.string().regex(/^[A-Za-z0-9]+_[A-Za-z0-9_]+$/);

export const opengraphExtensionShape = z
  .strictObject({
    schema: z.strictObject({
      name: z.string().min(1),
      display_name: z.string().min(1),
      version: z.string().regex(/^\d+\.\d+\.\d+/),
      namespace: z.string().regex(/^[A-Za-z0-9]+$/),
    }),
    node_kinds: z
      .array(
        z.strictObject({
          name: kindName,
          display_name: z.string().min(1),
          description: z.string(),
          is_display_kind: z.boolean(),
          icon: z.string().regex(/^[a-z-]+$/),
          color: z.string().regex(/^#[0-9A-F]{6}$/),
        }),
      )
      .min(1),
    relationship_kinds: z.array(
      z.strictObject({ name: kindName, description: z.string(), is_traversable: z.boolean() }),
    ),
    environments: z.array(z.never()),
    relationship_findings: z.array(z.never()),
  })
  .refine(
    ({ schema: { namespace }, node_kinds, relationship_kinds }) =>
      [...node_kinds, ...relationship_kinds].every(({ name }) => name.startsWith(`${namespace}_`)),
    'every kind begins with the namespace',
  )
  .refine(({ node_kinds, relationship_kinds }) => {
    const names = [...node_kinds, ...relationship_kinds].map(({ name }) => name);
    return new Set(names).size === names.length;
  }, 'no kind is declared twice');
