import type { KeyObject } from 'node:crypto';

const MAGIC = 'openssh-key-v1\0';

/**
 * The public half of an OpenSSH private key file, which stands in it unencrypted even where a passphrase protects the
 * private half (OpenSSH, PROTOCOL.key). Null where the block is no such file.
 */
export function openSshPublicBlob(
  block: string,
): { readonly algorithm: string; readonly blob: Buffer; readonly encrypted: boolean } | null {
  const bytes = Buffer.from(block.split('\n').slice(1, -1).join(''), 'base64');
  if (bytes.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) return null;
  const reader = stringsOf(bytes, MAGIC.length);
  const cipher = reader.next();
  const kdf = reader.next();
  const options = reader.next();
  reader.skip(4);
  const blob = reader.next();
  if (cipher === null || kdf === null || options === null || blob === null) return null;
  const algorithm = stringsOf(blob, 0).next()?.toString('latin1');
  if (algorithm === undefined || !/^[\w@.-]{3,64}$/.test(algorithm)) return null;
  return { algorithm, blob, encrypted: cipher.toString('latin1') !== 'none' };
}

/** Reads the length-prefixed strings of RFC 4251 section 5; null past the end. */
function stringsOf(bytes: Buffer, start: number) {
  let at = start;
  return {
    next(): Buffer | null {
      if (at + 4 > bytes.length) return null;
      const length = bytes.readUInt32BE(at);
      if (at + 4 + length > bytes.length) return null;
      at += 4 + length;
      return bytes.subarray(at - length, at);
    },
    skip(count: number): void {
      at += count;
    },
  };
}

/** The key in SSH's wire form (RFC 4253 section 6.6, RFC 5656, RFC 8709); null for a key SSH does not know. */
export function sshPublicBlob(key: KeyObject): Buffer | null {
  const jwk = key.export({ format: 'jwk' });
  const part = (value: unknown): Buffer => Buffer.from(typeof value === 'string' ? value : '', 'base64url');
  if (jwk.kty === 'RSA') return pack('ssh-rsa', positive(part(jwk.e)), positive(part(jwk.n)));
  if (jwk.kty === 'OKP' && jwk.crv === 'Ed25519') return pack('ssh-ed25519', part(jwk.x));
  if (jwk.kty === 'EC') {
    const curve = { 'P-256': 'nistp256', 'P-384': 'nistp384', 'P-521': 'nistp521' }[String(jwk.crv)];
    if (curve === undefined) return null;
    const point = Buffer.concat([Buffer.from([4]), part(jwk.x), part(jwk.y)]);
    return pack(`ecdsa-sha2-${curve}`, Buffer.from(curve), point);
  }
  return null;
}

/** An mpint is signed: a leading set bit needs a zero before it. */
function positive(bytes: Buffer): Buffer {
  return ((bytes[0] ?? 0) & 0x80) === 0 ? bytes : Buffer.concat([Buffer.from([0]), bytes]);
}

function pack(algorithm: string, ...parts: readonly Buffer[]): Buffer {
  return Buffer.concat(
    [Buffer.from(algorithm), ...parts].flatMap((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      return [length, part];
    }),
  );
}
