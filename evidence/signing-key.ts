import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { TrustpathError } from '../schema/errors.ts';
import { sha256Hex } from './bagit.ts';

export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicPem: string;
  /** `sha256:` of the public key in DER (SPKI). */
  readonly keyId: string;
}

export function keyIdOf(publicKey: KeyObject): string {
  return `sha256:${sha256Hex(publicKey.export({ type: 'spki', format: 'der' }))}`;
}

export function publicPemOf(publicKey: KeyObject): string {
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

/** Reads an Ed25519 private key in PEM (PKCS #8). `place` is what an error names. */
export function readSigningKey(pem: string, place: string): SigningKey {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch {
    throw new TrustpathError('input-refused', `${place}: is no private key in PEM form.`);
  }
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw new TrustpathError(
      'input-refused',
      `${place}: is a ${privateKey.asymmetricKeyType} key; evidence is signed with Ed25519.`,
    );
  }
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicPem: publicPemOf(publicKey), keyId: keyIdOf(publicKey) };
}

export function newSigningKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
