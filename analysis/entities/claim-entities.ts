import type { Entity, JsonObject } from '../../schema/records.ts';
import { isImportedId } from '../claims/ids.ts';
import { joined } from '../claims/joined.ts';
import type { ClaimedNode, ExposedSecretFact } from '../claims/read/facts.ts';
import type { Scene } from '../rules/rule.ts';

/** What only other programs know, marked with who says so. */
export function* claimEntities(scene: Scene): Generator<Entity> {
  for (const [id, node] of joined(scene).foreign) yield foreign(id, node);
  for (const secret of scene.claims.facts.secrets) yield exposed(secret);
}

function foreign(id: string, node: ClaimedNode): Entity {
  return {
    id,
    kind: 'imported-entity',
    name: node.name,
    source: node.source,
    collected: true,
    tier: node.crown ? 0 : null,
    attributes: { ...node.told, saidBy: node.program, kinds: node.kinds.join(', ') },
    evidence: node.ref,
  };
}

function exposed(secret: ExposedSecretFact): Entity {
  const place = secret.file ?? secret.repository ?? secret.rule;
  const attributes: Record<string, string | number | boolean | null> = {
    foundBy: secret.scanner,
    rule: secret.rule,
    repository: secret.repository,
    file: secret.file,
    line: secret.line,
    commit: secret.commit,
    verified: secret.verified,
    credential: secret.credentials.map(({ label }) => label).join(', ') || null,
  };
  return {
    id: secret.id,
    kind: 'exposed-secret',
    name: secret.line === null ? place : `${place}:${secret.line}`,
    source: secret.source,
    collected: true,
    tier: null,
    attributes: Object.fromEntries(
      Object.entries(attributes).filter(([, value]) => value !== null),
    ) as JsonObject,
    evidence: secret.ref,
  };
}

/** What an id of these forms names, where nothing but the id is known. */
export function mentionedInClaims(id: string): Entity | null {
  const imported = isImportedId(id);
  if (!imported && !id.startsWith('exposed-secret://')) return null;
  return {
    id,
    kind: imported ? 'imported-entity' : 'exposed-secret',
    name: id.slice(id.indexOf('://') + 3),
    source: null,
    collected: false,
    tier: null,
    attributes: {},
    evidence: null,
  };
}
