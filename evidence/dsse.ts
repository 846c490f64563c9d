import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { z } from 'zod';
import { TrustpathError } from '../schema/errors.ts';
import { sha256Hex } from './bagit.ts';

/** DSSE v1 (secure-systems-lab/dsse) around an in-toto Statement v1. */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
const PREDICATE_TYPE = 'https://trustpath.example.com/evidence/v1';

export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicPem: string;
  /** `sha256:` of the public key in DER (SPKI). */
  readonly keyId: string;
}

export function keyIdOf(publicKey: KeyObject): string {
  return `sha256:${sha256Hex(publicKey.export({ type: 'spki', format: 'der' }))}`;
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
  return {
    privateKey,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    keyId: keyIdOf(publicKey),
  };
}

export function newSigningKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Pre-authentication encoding: what DSSE signs. */
function encodeForSigning(payload: Uint8Array): Uint8Array {
  const head = `DSSEv1 ${Buffer.byteLength(PAYLOAD_TYPE)} ${PAYLOAD_TYPE} ${payload.byteLength} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

const statementShape = z.strictObject({
  _type: z.literal(STATEMENT_TYPE),
  subject: z.array(
    z.strictObject({
      name: z.string(),
      digest: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    }),
  ),
  predicateType: z.literal(PREDICATE_TYPE),
  predicate: z.strictObject({ bundle: z.string(), signedAt: z.string() }),
});
export type Statement = z.output<typeof statementShape>;

const envelopeShape = z.strictObject({
  payloadType: z.literal(PAYLOAD_TYPE),
  payload: z.base64(),
  signatures: z.array(z.strictObject({ keyid: z.string(), sig: z.base64() })).length(1),
});

function envelopeText(payload: Uint8Array, keyid: string, signature: Uint8Array): string {
  const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const envelope = {
    payloadType: PAYLOAD_TYPE,
    payload: encode(payload),
    signatures: [{ keyid, sig: encode(signature) }],
  };
  return `${JSON.stringify(envelope)}\n`;
}

/** Signs the manifests of a bundle. `digests` are hex SHA-256 by file name. */
export function signManifests(
  digests: ReadonlyMap<string, string>,
  predicate: Statement['predicate'],
  key: SigningKey,
): string {
  const statement: Statement = {
    _type: STATEMENT_TYPE,
    subject: [...digests].map(([name, sha256]) => ({ name, digest: { sha256 } })),
    predicateType: PREDICATE_TYPE,
    predicate,
  };
  const payload = Buffer.from(JSON.stringify(statement));
  return envelopeText(payload, key.keyId, sign(null, encodeForSigning(payload), key.privateKey));
}

/**
 * Checks an envelope against a public key. Answers the statement, or why it does not hold. The file must be exactly
 * what signing writes, so that no byte of it can be changed unnoticed, blanks included.
 */
export function openEnvelope(
  text: string,
  publicPem: string,
): { statement: Statement; keyId: string } | { problem: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { problem: 'the envelope is not JSON' };
  }
  const envelope = envelopeShape.safeParse(parsed);
  if (!envelope.success) return { problem: 'the envelope is not a DSSE envelope with one signature' };
  let publicKey: KeyObject;
  try {
    publicKey = createPublicKey(publicPem);
  } catch {
    return { problem: 'the public key cannot be read' };
  }
  const keyId = keyIdOf(publicKey);
  if (publicKey.asymmetricKeyType !== 'ed25519') return { problem: 'the public key is not an Ed25519 key' };
  const [only] = envelope.data.signatures;
  if (only?.keyid !== keyId) return { problem: 'the signature was made with another key than the one given' };
  const payload = Buffer.from(envelope.data.payload, 'base64');
  const signature = Buffer.from(only.sig, 'base64');
  if (envelopeText(payload, keyId, signature) !== text)
    return { problem: 'the envelope was rewritten after signing' };
  if (!verify(null, encodeForSigning(payload), publicKey, signature))
    return { problem: 'the signature does not fit' };
  let payloadJson: unknown;
  try {
    payloadJson = JSON.parse(payload.toString('utf8'));
  } catch {
    return { problem: 'the signed statement is not JSON' };
  }
  const statement = statementShape.safeParse(payloadJson);
  return statement.success
    ? { statement: statement.data, keyId }
    : { problem: 'the signed statement has another form' };
}
