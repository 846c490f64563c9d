import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { describeCertificate } from './certificate.ts';
import { sshFingerprint } from './ssh-fingerprint.ts';
import { openSshPublicBlob, sshPublicBlob } from './ssh-public-key.ts';
import type { CredentialFamily, Found } from './types.ts';
import { facts } from './types.ts';

const BEGIN = /-----BEGIN ((?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY|(?:TRUSTED )?CERTIFICATE)-----/g;
/** Longest block looked at, in characters: an RSA key of 16,384 bits needs 13,000. */
const LONGEST = 32_768;
/** Parsing a key costs a fraction of a millisecond; a text with more blocks than this is no paste. */
const MOST = 500;

/** PEM blocks (RFC 7468): private keys and certificates, also with their line ends escaped as in JSON. */
export const pem: CredentialFamily = {
  name: 'Private keys and certificates',
  *find(text) {
    const begins = [...text.matchAll(BEGIN)].slice(0, MOST);
    for (const [position, match] of begins.entries()) {
      const label = match[1] ?? '';
      const limit = Math.min(begins[position + 1]?.index ?? text.length, match.index + LONGEST);
      const close = `-----END ${label}-----`;
      const within = text.slice(match.index, limit);
      const end = within.indexOf(close);
      if (end === -1) continue;
      const block = normalise(within.slice(0, end + close.length));
      const found = label.endsWith('CERTIFICATE') ? certificate(block) : privateKey(block, label);
      if (found !== null) yield { ...found, start: match.index, end: match.index + end + close.length };
    }
  },
};

/** One form for one key, however its lines were ended, quoted or indented. */
function normalise(block: string): string {
  return block
    .replaceAll('\\r', '')
    .replaceAll('\\n', '\n')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

type Block = Omit<Found, 'start' | 'end'>;

function certificate(block: string): Block | null {
  try {
    const parsed = new X509Certificate(block);
    return {
      type: 'x509-certificate',
      label: 'X.509 certificate',
      identifier: parsed.subject.split('\n').join(', ') || null,
      credential: block,
      absorbs: true,
      opens: false,
      facts: describeCertificate(parsed),
    };
  } catch {
    return null;
  }
}

function privateKey(block: string, label: string): Block | null {
  const key = readKey(block, label);
  if (key === null) return null;
  return {
    type: key.ssh ? 'ssh-private-key' : 'private-key',
    label: key.ssh ? 'SSH private key' : 'private key',
    identifier: key.fingerprint,
    credential: block,
    absorbs: true,
    opens: true,
    facts: facts([
      ['algorithm', key.algorithm],
      ['public key fingerprint', key.fingerprint],
      ['passphrase', key.encrypted ? 'needed' : 'none'],
    ]),
  };
}

interface KeyTold {
  readonly ssh: boolean;
  readonly algorithm: string | null;
  /** As `ssh-keygen -l` prints it. */
  readonly fingerprint: string | null;
  readonly encrypted: boolean;
}

function readKey(block: string, label: string): KeyTold | null {
  if (label === 'OPENSSH PRIVATE KEY') {
    const read = openSshPublicBlob(block);
    if (read === null) return null;
    return {
      ssh: true,
      algorithm: read.algorithm,
      fingerprint: sshFingerprint(read.blob),
      encrypted: read.encrypted,
    };
  }
  const ssh = /^(?:RSA|DSA|EC) /.test(label);
  if (label.startsWith('ENCRYPTED ') || block.includes('\nProc-Type: 4,ENCRYPTED')) {
    return { ssh, algorithm: ssh ? (label.split(' ')[0] ?? null) : null, fingerprint: null, encrypted: true };
  }
  try {
    const key = createPublicKey(createPrivateKey(block));
    const blob = sshPublicBlob(key);
    return {
      ssh,
      algorithm: key.asymmetricKeyType ?? null,
      fingerprint: blob === null ? null : sshFingerprint(blob),
      encrypted: false,
    };
  } catch {
    return null;
  }
}
