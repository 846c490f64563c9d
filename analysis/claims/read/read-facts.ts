import { cursor, field, flag, items, text } from '../../observations/cursor.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';
import { sourcesOf } from '../../observations/sources-of.ts';
import type { Steps } from '../../steps.ts';
import { bounded } from '../ids.ts';
import type { ClaimedEdge, ClaimedNode, ClaimFacts, ExposedSecretFact } from './facts.ts';
import type { EdgeClaim, NodeClaim } from './format.ts';
import { readSecrets } from './read-secrets.ts';
import { CLAIM_FORMATS } from './registry.ts';

const BY_OPERATION = new Map(CLAIM_FORMATS.map((format) => [format.operation, format]));

/**
 * Reads what other programs said, with a stop before each observation. Of a node that a file describes twice the first
 * description counts.
 */
export function* claimFactSteps(source: ObservationSource): Steps<ClaimFacts> {
  const observed = sourcesOf(source, 'claims');
  const nodes = new Map<string, ClaimedNode>();
  const edges: ClaimedEdge[] = [];
  const secrets: ExposedSecretFact[] = [];
  const extension = new Map<string, boolean>();
  for (const call of observed.calls()) {
    yield;
    const document = cursor(call.observation, source.document(call.observation));
    if (call.operation === 'read secret findings') {
      secrets.push(...readSecrets(document, call.source));
      continue;
    }
    if (call.operation === 'read opengraph extension') {
      for (const kind of items(field(document, 'relationship_kinds'))) {
        const [name, gives] = [text(kind, 'name'), flag(kind, 'is_traversable')];
        if (name !== null && gives !== null) extension.set(name, gives);
      }
      continue;
    }
    const format = BY_OPERATION.get(call.operation);
    if (format === undefined) continue;
    const from = { source: call.source, program: format.program };
    format.read(document, call.parameters, {
      node(claim) {
        const key = `${call.source}\n${claim.key}`;
        if (!nodes.has(key)) nodes.set(key, { ...claim, ...from, ...boundedNode(claim) });
      },
      edge: (claim) => edges.push({ ...claim, ...from, ...boundedEdge(claim) }),
    });
  }
  const { sources, coverage } = observed;
  // What an edge says itself counts before what the schema of its program says of all of its kind.
  const told = edges.map((edge) =>
    edge.traversable === null ? { ...edge, traversable: extension.get(edge.kind) ?? null } : edge,
  );
  return { sources, coverage, nodes: [...nodes.values()], edges: told, secrets };
}

const LONGEST_ID = 2_000;
const LONGEST_NAME = 500;
const LONGEST_WORD = 200;
const MOST_KINDS = 16;

function boundedNode({ id, name, kinds }: NodeClaim): Pick<ClaimedNode, 'id' | 'name' | 'kinds'> {
  return {
    id: bounded(id, LONGEST_ID),
    name: bounded(name, LONGEST_NAME),
    kinds: kinds.slice(0, MOST_KINDS).map((kind) => bounded(kind, LONGEST_WORD)),
  };
}

function boundedEdge({ kind, undescribed }: EdgeClaim): Pick<ClaimedEdge, 'kind' | 'undescribed'> {
  const end = (id: string | null) => (id === null ? null : bounded(id, LONGEST_ID));
  return {
    kind: bounded(kind, LONGEST_WORD),
    undescribed: undescribed && { from: end(undescribed.from), to: end(undescribed.to) },
  };
}
