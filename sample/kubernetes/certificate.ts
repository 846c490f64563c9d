import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A key and the certificate of it, in PEM. */
export interface Identity {
  readonly key: string;
  readonly certificate: string;
}

export interface Authority extends Identity {
  issue(subject: Subject, addresses?: readonly string[]): Identity;
}

/** The name of a certificate. Kubernetes reads a user from `commonName` and groups from `organizations`. */
export interface Subject {
  readonly commonName: string;
  readonly organizations?: readonly string[];
}

/** An authority of a moment, made anew each time: its key never leaves this process (RFC 5280, ECDSA over P-256). */
export function makeAuthority(name: string): Authority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = { commonName: name };
  const own = certificate(issuer, issuer, keys.publicKey, keys.privateKey, [
    extension('2.5.29.19', sequence(der(0x01, Buffer.from([0xff]))), true),
  ]);
  return {
    key: pem(keys.privateKey),
    certificate: own,
    issue(subject, addresses = []) {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const names = addresses.map((address) => der(0x87, Buffer.from(address.split('.').map(Number))));
      const extensions = names.length === 0 ? [] : [extension('2.5.29.17', sequence(...names))];
      return {
        key: pem(pair.privateKey),
        certificate: certificate(subject, issuer, pair.publicKey, keys.privateKey, extensions),
      };
    },
  };
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = () => sequence(oid('1.2.840.10045.4.3.2'));

function certificate(
  subject: Subject,
  issuer: Subject,
  publicKey: KeyObject,
  signer: KeyObject,
  extensions: readonly Buffer[],
): string {
  const now = Date.now();
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256(),
    nameOf(issuer),
    sequence(time(now - DAY_MS), time(now + DAY_MS)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length === 0 ? [] : [der(0xa3, sequence(...extensions))]),
  );
  const whole = sequence(body, ECDSA_WITH_SHA256(), bits(sign('sha256', body, signer)));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function nameOf({ commonName, organizations = [] }: Subject): Buffer {
  const part = (type: string, value: string) =>
    der(0x31, sequence(oid(type), der(0x0c, Buffer.from(value, 'utf8'))));
  return sequence(...organizations.map((one) => part('2.5.4.10', one)), part('2.5.4.3', commonName));
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  const mark = critical ? [der(0x01, Buffer.from([0xff]))] : [];
  return sequence(oid(id), ...mark, der(0x04, value));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}
const sequence = (...parts: readonly Buffer[]) => der(0x30, Buffer.concat(parts));
const integer = (bytes: Buffer) => der(0x02, bytes);
const bits = (bytes: Buffer) => der(0x03, Buffer.concat([Buffer.from([0]), bytes]));
/** `YYMMDDHHMMSSZ`. */
const time = (at: number) =>
  der(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = part >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
