import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { opengraphExtensionShape, opengraphPayload } from '../testing/opengraph-shape.ts';
import { smallAnswer } from '../testing/small-bundle.ts';
import { smallSnapshot } from '../testing/small-snapshot.ts';
import { opengraph } from './opengraph.ts';
import { opengraphExtension, SOURCE_KIND } from './opengraph-kinds.ts';

const snapshot = smallSnapshot();
const answer = smallAnswer(snapshot);
const payload = opengraphPayload.parse(JSON.parse(opengraph(snapshot.reader, answer)));
const extension = opengraphExtensionShape.parse(JSON.parse(opengraphExtension('1.2.3')));
const idOf = (id: string) => createHash('sha256').update(id).digest('hex').toUpperCase();

describe('graph.opengraph.json', () => {
  it('has the entities of the answer by hashed ids, with their own ids as properties', () => {
    const node = payload.graph.nodes.find(({ id }) => id === idOf(snapshot.role));
    expect(node).toMatchObject({
      kinds: ['TP_AwsRole'],
      properties: { trustpath_id: snapshot.role, objectid: idOf(snapshot.role), name: 'deploy' },
    });
  });

  it('has the relations of the paths, with verdict, rule and reason', () => {
    const edge = payload.graph.edges.find(
      (each) => each.start.value === idOf(snapshot.user) && each.end.value === idOf(snapshot.role),
    );
    expect(edge).toMatchObject({
      kind: 'TP_CanAssume',
      properties: { verdict: 'allow', rule: 'sts-001', proof_in_bundle: true },
    });
    expect(String(edge?.properties.why)).toContain('sts:AssumeRole');
  });

  it('marks relations between the same entities that are on no path', () => {
    const alone = opengraphPayload.parse(JSON.parse(opengraph(snapshot.reader, { ...answer, paths: [] })));
    const edge = alone.graph.edges.find((each) => each.start.value === idOf(snapshot.user));
    expect(edge?.properties.proof_in_bundle).toBe(false);
  });
});

describe('graph.opengraph-extension.json', () => {
  it('declares every kind that the graph uses, and not the source kind', () => {
    const declared = new Set(
      [...extension.node_kinds, ...extension.relationship_kinds].map(({ name }) => name),
    );
    const used = [
      ...payload.graph.nodes.flatMap(({ kinds }) => kinds),
      ...payload.graph.edges.map(({ kind }) => kind),
    ];
    expect(used.filter((kind) => !declared.has(kind))).toEqual([]);
    expect(declared.has(SOURCE_KIND)).toBe(false);
  });

  it('says which relations give power, for path finding', () => {
    const traversable = (name: string) =>
      extension.relationship_kinds.find((each) => each.name === name)?.is_traversable;
    expect(traversable('TP_CanAssume')).toBe(true);
    expect(traversable('TP_MemberOf')).toBe(false);
  });
});
