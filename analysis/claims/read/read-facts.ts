import { cursor } from '../../observations/cursor.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';
import { sourcesOf } from '../../observations/sources-of.ts';
import type { ClaimedEdge, ClaimedNode, ClaimFacts, ExposedSecretFact } from './facts.ts';
import { readSecrets } from './read-secrets.ts';
import { CLAIM_FORMATS } from './registry.ts';

const BY_OPERATION = new Map(CLAIM_FORMATS.map((format) => [format.operation, format]));

/** Reads what other programs said. Of a node that a file describes twice the first description counts. */
export function readClaimFacts(source: ObservationSource): ClaimFacts {
  const observed = sourcesOf(source, 'claims');
  const nodes = new Map<string, ClaimedNode>();
  const edges: ClaimedEdge[] = [];
  const secrets: ExposedSecretFact[] = [];
  for (const call of observed.calls()) {
    const document = cursor(call.observation, source.document(call.observation));
    if (call.operation === 'read secret findings') {
      secrets.push(...readSecrets(document, call.source));
      continue;
    }
    const format = BY_OPERATION.get(call.operation);
    if (format === undefined) continue;
    const from = { source: call.source, program: format.program };
    format.read(document, call.parameters, {
      node(claim) {
        const key = `${call.source}\n${claim.key}`;
        if (!nodes.has(key)) nodes.set(key, { ...claim, ...from });
      },
      edge: (claim) => edges.push({ ...claim, ...from }),
    });
  }
  const { sources, coverage } = observed;
  return { sources, coverage, nodes: [...nodes.values()], edges, secrets };
}
