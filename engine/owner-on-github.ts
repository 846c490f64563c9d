import type { Recognition } from '../schema/contract.ts';
import type { EntityKind } from '../schema/kinds/entity-kinds.ts';
import type { EntityRow, SnapshotReader } from '../schema/snapshot/types.ts';

/**
 * What a credential is on GitHub, as far as it says so itself: the deploy key with the public half of a private key, the
 * app named in the token of an installation. A personal token names nobody.
 */
export function ownerOnGithub(reader: SnapshotReader, credential: Recognition): EntityRow | null {
  const { type, identifier, facts } = credential;
  if ((type === 'ssh-private-key' || type === 'private-key') && identifier?.startsWith('SHA256:'))
    return withAttribute(reader, 'github-deploy-key', 'fingerprint', identifier);
  const app = facts.find(({ label }) => label === 'GitHub App id')?.value;
  return type === 'github-installation-token' && app !== undefined
    ? withAttribute(reader, 'github-app', 'appId', app)
    : null;
}

function withAttribute(
  reader: SnapshotReader,
  kind: EntityKind,
  name: string,
  value: string,
): EntityRow | null {
  for (const row of reader.entities({ kind })) if (row.attributes[name] === value) return row;
  return null;
}
