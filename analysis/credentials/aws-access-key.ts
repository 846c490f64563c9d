import type { AccountOfAwsId } from './aws-account-id.ts';
import { accountOfAwsId } from './aws-account-id.ts';
import type { CredentialFamily, Fact, Found } from './types.ts';
import { facts } from './types.ts';

const KEY_ID = /(?<![A-Za-z0-9])A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}(?![A-Za-z0-9])/g;

const KIND: Readonly<Record<string, readonly [type: string, label: string]>> = {
  AKIA: ['aws-access-key', 'AWS access key (long-lived)'],
  ASIA: ['aws-session-key', 'AWS temporary credentials'],
  ABIA: ['aws-bearer-token', 'AWS STS service bearer token'],
  ACCA: ['aws-context-credential', 'AWS context-specific credential'],
};

/** How far around a key id its secret and its labels are looked for, in characters. */
const NEAR = 2_000;

/** A secret access key is 40 base64 characters, and no commit hash; it is noticed, never taken out of the text. */
const SECRET = /(?<![A-Za-z0-9/+])(?![0-9a-f]{40})[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/;
const LABELLED_SECRET =
  /secret_?access_?key["']?\s{0,4}[=:,]\s{0,4}["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/i;
const SESSION_TOKEN =
  /(?:aws_?session_?token|aws_security_token|sessiontoken)["']?\s{0,4}[=:]\s{0,4}["']?[A-Za-z0-9/+=]{16}/i;
const USER_NAME = /"UserName"\s{0,4}:\s{0,4}"([\w+=,.@-]{1,64})"/;
const SESSION_ARN =
  /"Arn"\s{0,4}:\s{0,4}"(arn:aws[a-z-]{0,12}:sts::\d{12}:assumed-role\/[\w+=,.@/-]{1,600})"/;
const EXPIRATION = /"Expiration"\s{0,4}:\s{0,4}"(\d{4}-\d\d-\d\dT[\d:.]{5,15}(?:Z|[+-]\d\d:\d\d))"/;
const PROFILE = /^[ \t]{0,8}\[(?:profile )?([\w+=,.@ -]{1,64})\][ \t]{0,8}$/gm;

export const awsAccessKey: CredentialFamily = {
  name: 'AWS access keys',
  *find(text) {
    const seen = new Map<string, Found>();
    const ids = [...text.matchAll(KEY_ID)];
    for (const [position, match] of ids.entries()) {
      const id = match[0];
      const account = accountOfAwsId(id);
      if (account.kind === 'invalid') continue;
      // Only what stands between the previous key id and the next is looked at, so that the work stays linear.
      const from = Math.max(endOf(ids[position - 1]), match.index - NEAR);
      const to = Math.min(ids[position + 1]?.index ?? text.length, match.index + NEAR);
      const before = text.slice(from, match.index);
      const after = text.slice(match.index + id.length, to);
      // A secret that stands between two key ids is the first one's.
      const secret = SECRET.test(after) || (position === 0 && LABELLED_SECRET.test(before));
      const found = describeKey(id, account, secret, before, after);
      const earlier = seen.get(id);
      seen.set(id, {
        ...found,
        facts: withNew(earlier?.facts ?? [], found.facts),
        start: earlier?.start ?? match.index,
        end: earlier?.end ?? match.index + id.length,
      });
    }
    yield* seen.values();
  },
};

function endOf(match: RegExpExecArray | undefined): number {
  return match === undefined ? 0 : match.index + match[0].length;
}

function describeKey(
  id: string,
  account: AccountOfAwsId,
  secret: boolean,
  before: string,
  after: string,
): Omit<Found, 'start' | 'end'> {
  const [type, label] = KIND[id.slice(0, 4)] ?? ['aws-access-key', 'AWS access key'];
  return {
    type,
    label,
    identifier: id,
    // The key id names the credential; hashing the secret with it would make one key look like two.
    credential: id,
    absorbs: false,
    opens: true,
    facts: facts([
      [
        'lifetime',
        type === 'aws-session-key' ? 'short-lived, ends by itself' : 'long-lived, until it is deactivated',
      ],
      [
        'account',
        account.kind === 'account'
          ? account.account
          : 'unknown (the id is of a format that does not carry it)',
      ],
      ['secret access key', secret ? 'present in the text; not kept' : null],
      ['session token', SESSION_TOKEN.test(after) ? 'present in the text; not kept' : null],
      ...surroundings(before, after),
    ]),
  };
}

/** What the usual forms (profile file, CLI answer, console CSV) say of the key's owner. */
function surroundings(before: string, after: string): (readonly [string, string | undefined])[] {
  const profile = [...before.matchAll(PROFILE)].at(-1)?.[1];
  // Within the same JSON object only: the next one is another key's.
  const object = before.slice(before.lastIndexOf('{') + 1) + after.slice(0, after.search(/[}]|$/));
  const user = USER_NAME.exec(object)?.[1] ?? userOfCsv(before);
  return [
    ['profile', profile],
    ['user name', user],
    ['session', SESSION_ARN.exec(after)?.[1]],
    ['expires', EXPIRATION.exec(after)?.[1]],
  ];
}

/** The console's CSV: only its first column is read, and only where the header says that it is the user's name. */
function userOfCsv(before: string): string | undefined {
  const lines = before.slice(-600).split(/\r?\n/);
  const header = lines.at(-2) ?? '';
  if (!/^\uFEFF?"?User name"?,/i.test(header)) return undefined;
  return /^"?([\w+=,.@-]{1,64}?)"?,/.exec(lines.at(-1) ?? '')?.[1];
}

/** A log may repeat a key thousands of times: what it says again is not kept again. */
function withNew(earlier: readonly Fact[], added: readonly Fact[]): Fact[] {
  const known = (fact: Fact) =>
    earlier.some(({ label, value }) => label === fact.label && value === fact.value);
  return earlier.length < 32 ? [...earlier, ...added.filter((fact) => !known(fact))] : [...earlier];
}
