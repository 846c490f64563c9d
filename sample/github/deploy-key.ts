import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';

/** PKCS#8 head of an Ed25519 private key (RFC 8410), which 32 bytes follow. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * A key pair that is always the same for the same name, so that the sample has a private key to leak without one standing
 * in the source. It opens nothing anywhere.
 */
export function sampleKey(name: string): { readonly privateKey: string; readonly publicKey: string } {
  const seed = createHash('sha256').update(`sample deploy key ${name}`).digest();
  const key = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  const blob = Buffer.concat([
    sshString(Buffer.from('ssh-ed25519')),
    sshString(Buffer.from(x ?? '', 'base64url')),
  ]);
  return {
    privateKey: String(key.export({ format: 'pem', type: 'pkcs8' })),
    publicKey: `ssh-ed25519 ${blob.toString('base64')}`,
  };
}

function sshString(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
