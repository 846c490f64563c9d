import { createHash } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * An AWS id as IAM makes them: the prefix, nine base32 characters that carry the account, and seven (access keys) or
 * eight (principals) more, here from the name so that the estate is always the same.
 */
export function awsId(
  prefix: 'AKIA' | 'ASIA' | 'AIDA' | 'AROA' | 'AGPA' | 'ANPA',
  account: string,
  name: string,
): string {
  const digest = createHash('sha256').update(`${prefix}/${account}/${name}`).digest();
  // 45 bits: the new format's mark, 40 bits of account, four bits that mean nothing.
  let n = 2 ** 44 + Number(account) * 16 + ((digest[0] ?? 0) & 15);
  let head = '';
  for (let i = 0; i < 9; i++) {
    head = (BASE32[n % 32] ?? '') + head;
    n = Math.floor(n / 32);
  }
  const length = prefix === 'AKIA' || prefix === 'ASIA' ? 7 : 8;
  const tail = [...digest.subarray(1, 1 + length)].map((byte) => BASE32[byte & 31]).join('');
  return prefix + head + tail;
}

/** A UUID that is always the same for the same name. */
export function uuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
