import { createHash } from 'node:crypto';

/** The fingerprint of a public key in SSH's wire form, as `ssh-keygen -l` prints it. */
export function sshFingerprint(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** The same of a public key as one line of text, `ssh-ed25519 AAAA… comment`; null where it is none. */
export function fingerprintOfPublicKey(line: string): string | null {
  const { type, body } =
    /^(?<type>[a-z][\w@.-]{2,63}) (?<body>[A-Za-z0-9+/]{16,}={0,2})(?:\s|$)/.exec(line.trim())?.groups ?? {};
  if (type === undefined || body === undefined) return null;
  const blob = Buffer.from(body, 'base64');
  // The wire form begins with the same type again (RFC 4253, section 6.6).
  const length = blob.length < 4 ? 0 : blob.readUInt32BE(0);
  return blob.subarray(4, 4 + length).toString('latin1') === type ? sshFingerprint(blob) : null;
}
