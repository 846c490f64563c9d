import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export interface Planted {
  readonly field: string;
  /** The part to search for: on one line, and found nowhere unless the secret was kept. */
  readonly secret: string;
}

export interface Canary {
  readonly plant: (field: string) => string;
  /** What has been handed out so far, in order. */
  readonly planted: () => readonly Planted[];
}

/**
 * Hands out texts that look like real secrets, each one different and none real: tokens with checksums that hold, keys
 * with their usual labels, private keys, connection strings, passwords where the field's name says that it is one.
 * Another `rotation` (0 to 10) gives each field another form.
 */
export function createCanary(seed = 'canary', rotation = 0): Canary {
  const planted: Planted[] = [];
  return {
    plant: (field) => {
      const number = planted.length;
      const form = isSecretByName(field) ? password : (FORMS[(number + rotation) % FORMS.length] ?? password);
      const { text, secret } = form(randomText(`${seed}/${number}`));
      planted.push({ field, secret });
      return text;
    },
    planted: () => planted,
  };
}

function isSecretByName(field: string): boolean {
  return /\/(?:SecretString|SecretAccessKey|SessionToken|DB_PASSWORD)$/.test(field);
}

/** Base62 text of any length that is always the same for the same seed. */
type RandomText = (length: number) => string;
function randomText(seed: string): RandomText {
  return (length) => {
    let text = '';
    for (let block = 0; text.length < length; block++) {
      const digest = createHash('sha256').update(`${seed}/${length}/${block}`).digest();
      text += [...digest].map((byte) => BASE62[byte % 62]).join('');
    }
    return text.slice(0, length);
  };
}

type Form = (random: RandomText) => { readonly text: string; readonly secret: string };

const whole = (secret: string) => ({ text: secret, secret });
const password: Form = (random) => whole(`Pw-${random(24)}`);

function withChecksum(body: string): string {
  let n = crc32(body);
  let tail = '';
  for (let i = 0; i < 6; i++) {
    tail = (BASE62[n % 62] ?? '') + tail;
    n = Math.floor(n / 62);
  }
  return body + tail;
}

function json(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const FORMS: readonly Form[] = [
  (random) => whole(`ghp_${withChecksum(random(30))}`),
  (random) => {
    const secret = random(40);
    return { text: `aws_secret_access_key = ${secret}`, secret };
  },
  (random) => {
    const line = random(64);
    return {
      text: `-----BEGIN RSA PRIVATE KEY-----\n${random(63)}x\n${line}\n-----END RSA PRIVATE KEY-----`,
      secret: line,
    };
  },
  (random) => {
    const signature = random(43);
    return {
      text: `${json({ alg: 'HS256', typ: 'JWT' })}.${json({ sub: 'ci' })}.${signature}`,
      secret: signature,
    };
  },
  (random) => whole(`xoxb-111111111111-222222222222-${random(24)}`),
  (random) => {
    const secret = random(20);
    return { text: `password=${secret}`, secret };
  },
  (random) => whole(`github_pat_${random(22)}_${random(59)}`),
  (random) => whole(`npm_${withChecksum(random(30))}`),
  (random) => {
    const secret = random(18);
    return { text: `postgres://orders:${secret}@db.example.com:5432/orders`, secret };
  },
  (random) => whole(`glpat-${random(20)}`),
  (random) => whole(`hvs.${random(95)}`),
];
