const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LARGEST_ACCOUNT = 999_999_999_999;

/** Prefixes of the unique ids that carry their account (IAM User Guide, "Unique identifiers"). */
const AWS_ID = /^A(?:KIA|SIA|BIA|CCA|ROA|IDA|GPA|NPA|IPA|NVA)[A-Z2-7]{16,17}$/;

export type AccountOfAwsId =
  | { readonly kind: 'account'; readonly account: string }
  /** Made before ids carried the account. */
  | { readonly kind: 'old-format' }
  /** No id at all, or one that decodes to an account number of 13 digits. */
  | { readonly kind: 'invalid' };

/**
 * Reads the account out of an access key id or a principal's unique id. The nine base32 characters after the prefix
 * are a number of 45 bits: the first marks the format, the next 40 are the account. It does not fit the 32-bit
 * operators, so it is plain arithmetic (the whole stays below 2^53).
 */
export function accountOfAwsId(id: string): AccountOfAwsId {
  if (!AWS_ID.test(id)) return { kind: 'invalid' };
  let n = 0;
  for (const character of id.slice(4, 13)) n = n * 32 + BASE32.indexOf(character);
  if (n < 2 ** 44) return { kind: 'old-format' };
  const account = Math.floor(n / 16) % 2 ** 40;
  if (account > LARGEST_ACCOUNT) return { kind: 'invalid' };
  return { kind: 'account', account: String(account).padStart(12, '0') };
}

/** The twelve-digit account inside an AWS id; null where the id is of the old format or no AWS id. */
export function accountIdFromAwsId(id: string): string | null {
  const decoded = accountOfAwsId(id);
  return decoded.kind === 'account' ? decoded.account : null;
}
