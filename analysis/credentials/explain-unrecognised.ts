import { accountOfAwsId } from './aws-account-id.ts';

/** One near miss: returns a sentence, or null where the text is nothing of the sort. Echoes at most four characters. */
type NearMiss = (text: string) => string | null;

/** Only the beginning is looked at: a near miss is what somebody pasted on purpose. */
const LOOKED_AT = 65_536;

const awsKeyId: NearMiss = (text) => {
  const match = /(?<![A-Za-z0-9])(A(?:KIA|SIA|BIA|CCA))([A-Za-z0-9*.…]{0,64})/i.exec(text);
  if (match === null) return null;
  const prefix = (match[1] ?? '').toUpperCase();
  const id = match[0];
  if (/[*.…]/.test(id))
    return `It looks like an AWS key id (${prefix}…) with characters masked; the whole id is needed.`;
  if (id.length !== 20) {
    return `It looks like an AWS key id (${prefix}…) but has ${id.length} characters; a key id has 20.`;
  }
  if (/[a-z]/.test(id))
    return `It looks like an AWS key id (${prefix}…) but has lower-case letters; a key id has none.`;
  if (/[0189]/.test(id)) {
    return `It looks like an AWS key id (${prefix}…) but has a digit that no key id has (only 2 to 7 occur, and A to Z).`;
  }
  if (accountOfAwsId(id).kind === 'invalid') {
    return `It looks like an AWS key id (${prefix}…) but the account inside it has 13 digits, so AWS did not make it.`;
  }
  return null;
};

const githubToken: NearMiss = (text) => {
  const match = /(?<![A-Za-z0-9_])(gh[pousr]_|github_pat_)([\w.-]{0,255})/.exec(text);
  if (match === null) return null;
  const length = (match[2] ?? '').length;
  const expected = match[1] === 'github_pat_' ? 82 : 36;
  return `It looks like a GitHub token (${(match[1] ?? '').slice(0, 4)}…) but has ${length} characters after the prefix; ${expected} are expected.`;
};

const jsonWebToken: NearMiss = (text) => {
  const match = /(?<![\w-])eyJ[\w-]{4,}(?:\.[\w-]*){0,8}/.exec(text);
  if (match === null) return null;
  const parts = match[0].split('.').length;
  return parts === 3
    ? 'It looks like a JSON Web Token (eyJ…) but its header or payload is not a JSON object.'
    : `It looks like a JSON Web Token (eyJ…) but has ${parts} ${parts === 1 ? 'part' : 'parts'}; a signed token has 3.`;
};

const pemBlock: NearMiss = (text) => {
  if (!text.includes('-----BEGIN ')) return null;
  return text.includes('-----END ')
    ? 'It holds a PEM block that is no private key or certificate that can be read.'
    : 'It holds the beginning of a PEM block (----…) without its end.';
};

const serviceAccount: NearMiss = (text) =>
  /"type"\s{0,8}:\s{0,8}"service_account"/.test(text)
    ? 'It looks like a Google Cloud service account key but is not a complete JSON object with a private key.'
    : null;

const kubeconfigFile: NearMiss = (text) =>
  /\bkind["']?\s{0,8}:\s{0,8}["']?Config\b/.test(text)
    ? 'It looks like a kubeconfig but is not YAML that can be read, or names no cluster and no user.'
    : null;

const prefixed: NearMiss = (text) => {
  const match =
    /(?<![A-Za-z0-9])(xox[a-z]-|xapp-|npm_|pypi-|hvs\.|hvb\.|gl(?:pat|rt|cbt|dt)-|CCIPAT_|bkua_)/.exec(text);
  if (match === null) return null;
  return `It begins like a known token (${match[0].slice(0, 4)}…) but has the wrong length or characters; it may be cut short.`;
};

const secretAlone: NearMiss = (text) =>
  /^[A-Za-z0-9/+]{40}$/.test(text.trim())
    ? 'It may be an AWS secret access key. The secret alone does not say whose it is: give the key id (AKIA… or ASIA…).'
    : null;

const accountNumber: NearMiss = (text) =>
  /^\d{12}$/.test(text.trim())
    ? 'It may be an AWS account number, which is no credential; name it as arn:aws:iam::ACCOUNT:root.'
    : null;

const NEAR_MISSES: readonly NearMiss[] = [
  awsKeyId,
  githubToken,
  jsonWebToken,
  serviceAccount,
  kubeconfigFile,
  pemBlock,
  prefixed,
  secretAlone,
  accountNumber,
];

/**
 * Why `recognise` found nothing in the text, in one or two sentences for the person who pasted it. Never repeats more
 * than the first four characters of anything.
 */
export function explainUnrecognised(text: string): string {
  if (text.trim() === '') return 'The text is empty.';
  const start = text.slice(0, LOOKED_AT);
  for (const nearMiss of NEAR_MISSES) {
    const sentence = nearMiss(start);
    if (sentence !== null) return sentence;
  }
  return (
    'No known form of credential: AWS key id, GitHub, GitLab, Slack, npm, PyPI, Vault, Terraform, CircleCI or Buildkite ' +
    'token, JSON Web Token, kubeconfig, Google Cloud service account key, Azure client secret, private key, certificate.'
  );
}
