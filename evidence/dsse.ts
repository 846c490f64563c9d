import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { TrustpathError } from '../schema/errors.ts';
import { keyIdOf, type SigningKey } from './signing-key.ts';

/** DSSE v1 (secure-systems-lab/dsse) around an in-toto Statement v1. */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
const PREDICATE_TYPE = 'https://trustpath.example.com/evidence/v1';
const MOST_SIGNATURES = 16;

/** Pre-authentication encoding: what DSSE signs. */
function encodeForSigning(payload: Uint8Array): Uint8Array {
  const head = `DSSEv1 ${Buffer.byteLength(PAYLOAD_TYPE)} ${PAYLOAD_TYPE} ${payload.byteLength} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

export const statementShape = z.strictObject({
  _type: z.literal(STATEMENT_TYPE),
  subject: z.array(
    z.strictObject({
      name: z.string(),
      digest: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    }),
  ),
  predicateType: z.literal(PREDICATE_TYPE),
  /** `zone` is the time zone of the machine that signed; the time itself is UTC. */
  predicate: z.strictObject({
    bundle: z.string().regex(/^urn:sha256:[0-9a-f]{1,64}$/),
    signedAt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/),
    zone: z
      .string()
      .regex(/^[A-Za-z0-9_+/-]{1,64}$/)
      .optional(),
  }),
});
export type Statement = z.output<typeof statementShape>;

export const envelopeShape = z.strictObject({
  payloadType: z.literal(PAYLOAD_TYPE),
  payload: z.base64(),
  signatures: z
    .array(z.strictObject({ keyid: z.string(), sig: z.base64() }))
    .min(1)
    .max(MOST_SIGNATURES),
});
type Signatures = z.output<typeof envelopeShape>['signatures'];

function envelopeText(payload: Uint8Array, signatures: Signatures): string {
  const envelope = {
    payloadType: PAYLOAD_TYPE,
    payload: Buffer.from(payload).toString('base64'),
    signatures: signatures.map(({ keyid, sig }) => ({ keyid, sig })),
  };
  return `${JSON.stringify(envelope)}\n`;
}

function signatureOf(payload: Uint8Array, { privateKey, keyId }: SigningKey): Signatures[number] {
  const signed = sign(null, encodeForSigning(payload), privateKey);
  return { keyid: keyId, sig: signed.toString('base64') };
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
  return envelopeText(payload, [signatureOf(payload, key)]);
}

export interface OpenedEnvelope {
  readonly statement: Statement;
  /** In the order in which they were made. */
  readonly signatures: readonly { readonly keyId: string; holds(publicKey: KeyObject): boolean }[];
  /** The same envelope with one more signature of what is signed. */
  withSignature(key: SigningKey): string;
}

/**
 * Reads an envelope. The file must be exactly what signing writes, so that no byte of it can be changed unnoticed,
 * blanks included.
 */
export function openEnvelope(text: string): OpenedEnvelope | { readonly problem: string } {
  const envelope = envelopeShape.safeParse(parsed(text));
  if (!envelope.success) return { problem: 'the envelope is not a DSSE envelope with signatures' };
  const { signatures } = envelope.data;
  const payload = Buffer.from(envelope.data.payload, 'base64');
  const canonical = signatures.map(({ keyid, sig }) => ({
    keyid,
    sig: Buffer.from(sig, 'base64').toString('base64'),
  }));
  if (envelopeText(payload, canonical) !== text)
    return { problem: 'the envelope was rewritten after signing' };
  if (new Set(signatures.map(({ keyid }) => keyid)).size !== signatures.length)
    return { problem: 'the same key signed twice' };
  const statement = statementShape.safeParse(parsed(payload.toString('utf8')));
  if (!statement.success) return { problem: 'the signed statement has another form' };
  if (JSON.stringify(JSON.parse(payload.toString('utf8'))) !== payload.toString('utf8'))
    return { problem: 'the signed statement might be read in two ways' };
  return {
    statement: statement.data,
    signatures: signatures.map(({ keyid, sig }) => ({
      keyId: keyid,
      holds: (publicKey) =>
        keyIdOf(publicKey) === keyid &&
        publicKey.asymmetricKeyType === 'ed25519' &&
        verify(null, encodeForSigning(payload), publicKey, Buffer.from(sig, 'base64')),
    })),
    withSignature(key) {
      if (signatures.some(({ keyid }) => keyid === key.keyId))
        throw new TrustpathError('usage', `The key ${key.keyId} has signed this bundle already.`);
      return envelopeText(payload, [...signatures, signatureOf(payload, key)]);
    },
  };
}

/** A public key in PEM; null where it is none. */
export function publicKeyOf(pem: string): KeyObject | null {
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
