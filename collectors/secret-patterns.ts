/**
 * What secrets look like in text, by type. Sources: the providers' own published token formats. AWS access key
 * ids are no secrets and are never matched: they are how a leaked key is traced to its owner.
 */
export interface SecretPattern {
  readonly type: string;
  /** Global; where it has a group named `secret`, only that group is replaced, else the whole match. */
  readonly pattern: RegExp;
}

/**
 * May occur in any string, and are so distinctive that they never hit an identifier. Imported files are hostile input:
 * nothing here may take more than linear time.
 */
export const TOKEN_PATTERNS: readonly SecretPattern[] = [
  {
    type: 'private-key',
    // Up to the end of the text where the closing line was cut off.
    pattern:
      /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  { type: 'github-token', pattern: /\bgh[pour]_[0-9A-Za-z]{36,255}/g },
  { type: 'github-token', pattern: /\bghs_[A-Za-z0-9._-]{36,}/g },
  { type: 'github-token', pattern: /\bgithub_pat_\w{22,255}/g },
  { type: 'jwt', pattern: /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/g },
  // The same inside a longer word, where the header is kept short so that no text takes long to look through.
  { type: 'jwt', pattern: /eyJ[\w-]{8,600}\.eyJ[\w-]{8,}\.[\w-]*/g },
  { type: 'slack-token', pattern: /\bxox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{10,}/g },
  { type: 'slack-token', pattern: /\bxapp-\d-[A-Za-z0-9-]{10,}/g },
  {
    type: 'slack-webhook',
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/(?<secret>[A-Za-z0-9/_-]{20,})/g,
  },
  { type: 'vault-token', pattern: /\bhv[sbr]\.[\w-]{20,}/g },
  { type: 'npm-token', pattern: /\bnpm_\w{36}/g },
  { type: 'pypi-token', pattern: /\bpypi-AgE[\w-]{20,}/g },
  {
    type: 'gitlab-token',
    pattern: /\bgl(?:pat|rt|rtr|cbt|dt|ptt|ft|soat|agent|imt|oas|ffct)-[\w-]{20,}(?:\.[\w.]{9,})?/g,
  },
  { type: 'azure-client-secret', pattern: /(?<![\w~.-])[\w~.]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/g },
  { type: 'terraform-token', pattern: /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}/g },
  { type: 'circleci-token', pattern: /\bCCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40}/g },
  { type: 'buildkite-token', pattern: /\bbkua_[0-9a-f]{40}/g },
  { type: 'docker-token', pattern: /\bdckr_(?:pat|oat)_[\w-]{20,}/g },
  { type: 'google-api-key', pattern: /\bAIza[\w-]{35}/g },
  { type: 'stripe-key', pattern: /\b[sr]k_(?:live|test)_[0-9A-Za-z]{20,}/g },
  // A key in PEM that was put into base64 once more, as kubeconfigs and secrets hold it.
  {
    type: 'private-key',
    pattern:
      /LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BEU0EgUFJJVkFUR|BFTkNSWVBURUQgUFJJVkFUR|BPUEVOU1NIIFBSSVZBVE|BQR1AgUFJJVkFUR)[A-Za-z0-9+/=_-]*/g,
  },
  { type: 'private-key', pattern: /PuTTY-User-Key-File-\d[\s\S]*?(?:Private-(?:MAC|Hash): \w+|$)/g },
  { type: 'age-key', pattern: /\bAGE-SECRET-KEY-1[A-Z0-9]{40,}/g },
  { type: 'google-token', pattern: /\bya29\.[\w-]{20,}/g },
  { type: 'google-client-secret', pattern: /\bGOCSPX-[\w-]{20,}/g },
  { type: 'sendgrid-key', pattern: /\bSG\.[\w-]{16,32}\.[\w-]{32,64}/g },
  { type: 'model-api-key', pattern: /\bsk-(?:proj|svcacct|admin|ant-[a-z]{2,8}\d\d)-[\w-]{20,}/g },
  { type: 'model-api-key', pattern: /\bhf_[A-Za-z0-9]{30,}/g },
  { type: 'digitalocean-token', pattern: /\bdo[opr]_v1_[0-9a-f]{64}/g },
  { type: 'mailgun-key', pattern: /\bkey-[0-9a-f]{32}\b/g },
  {
    type: 'webhook',
    pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{5,25}\/(?<secret>[\w-]{40,})/g,
  },
  {
    type: 'webhook',
    pattern: /webhook\.office\.com\/webhookb2\/(?<secret>[\w@-]{1,160}\/IncomingWebhook\/[\w/-]{20,200})/g,
  },
  // Starts of a session token: base64 of a fixed protocol-buffer header.
  {
    type: 'aws-session-token',
    pattern: /\b(?:IQoJb3JpZ2luX2Vj|FwoGZXIvYXdzE|FQoGZXIvYXdzE)[A-Za-z0-9+/=]{80,}/g,
  },
  {
    type: 'aws-secret-key',
    pattern:
      /(?:secret[\s_-]*access[\s_-]*key|aws[\s_-]*secret(?:[\s_-]*key)?|secret[\s_-]*key)["'\\\s:=>-]{1,12}(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/gi,
  },
  {
    type: 'url-password',
    pattern: /\b[a-z][a-z0-9+.-]{0,15}:\/\/[^\s/:@"'<>]{0,128}:(?<secret>[^\s/:@"'<>$[\]{}]{3,256})@/gi,
  },
  {
    type: 'url-password',
    pattern: /%3A%2F%2F[\w.~-]{0,64}%3A(?<secret>[\w.~!*+-]{3,256})%40/gi,
  },
  // A token where a URL has its user: long, of letters and digits mixed. Ids of SSH keys at AWS stand there too.
  {
    type: 'url-token',
    pattern:
      /:\/\/(?=[A-Za-z_~-]{0,64}\d)(?=[\d_~-]{0,64}[A-Za-z])(?!A[A-Z]{3}[A-Z0-9]{16,18}@)(?<secret>[\w~-]{20,255})@/g,
  },
  // Signatures and tokens in signed addresses: of S3 and of Azure's shared access.
  {
    type: 'signed-url',
    pattern: /(?:X-Amz-(?:Signature|Security-Token)|[?&;]sig)(?:=|%3D)(?<secret>[\w%+/=.~-]{16,})/gi,
  },
  {
    type: 'connection-key',
    pattern:
      /(?:AccountKey|SharedAccessKey|SharedSecretValue)\s{0,4}=\s{0,4}(?<secret>[A-Za-z0-9+/=_-]{20,})/gi,
  },
  // Headers, with their marks of JSON around them or without.
  {
    type: 'authorization',
    pattern:
      /authorization\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?(?:[a-z][\w-]{1,20}\s{1,4})?(?<secret>(?=[\w.~+/=:-]{0,64}\d)[\w.~+/=:-]{8,})/gi,
  },
  {
    type: 'authorization',
    pattern: /\b(?:bearer|basic|negotiate)\s{1,4}(?<secret>(?=[A-Za-z.~+/=_-]{0,64}\d)[\w.~+/=-]{16,})/gi,
  },
  {
    type: 'cookie',
    pattern: /\bcookie\\?["']?\s{0,4}:\s{0,4}\\?["']?(?<secret>[\w.-]{1,80}=[^\r\n"'\\[\]]{6,})/gi,
  },
  {
    type: 'registry-auth',
    pattern: /\bauth\\?["']\s{0,4}:\s{0,4}\\?["'](?<secret>[A-Za-z0-9+/]{12,}={0,2})/g,
  },
  // What is handed to a program on its command line.
  {
    type: 'argument',
    pattern:
      /--?(?:password|passwd|passphrase|pass|pwd|secret|token|api-?key|auth-?token|access-?token|client-secret)[ \t]{1,4}\\?["']?(?<secret>[^\s"'\\;,&|<>[\]{}$-][^\s"'\\;,&|<>[\]{}]{5,})/gi,
  },
  {
    type: 'argument',
    pattern:
      /\b(?:login|sshpass)\b[^\r\n|;&]{0,200}?[ \t]-p[ \t]{0,4}\\?["']?(?<secret>[^\s"'\\;,&|<>[\]{}$-][^\s"'\\;,&|<>[\]{}]{5,})/g,
  },
  {
    type: 'argument',
    pattern:
      /\b(?:curl|wget|https?)\b[^\r\n|;]{0,200}?[ \t](?:-u|--user)[ \t=]{0,4}\\?["']?[\w.@+%-]{0,80}:(?<secret>[^\s"'\\;,&|<>[\]{}$]{4,})/g,
  },
  // A label, then "=", or ":" as in JSON, or ": " and what is no word. A bare colon is left alone: ARNs are full of them.
  {
    type: 'labelled-secret',
    pattern:
      /(?:password|passwd|passphrase|pwd|(?<![a-z])pass)(?:\s{0,4}=\s{0,4}|\\?["']\s{0,4}[:=]\s{0,4}|\s{0,4}:\s{1,4}(?=[^\s"']{0,256}[\d!@#$%^*_]))\\?["']?(?<secret>[^\s"'\\;,&<>[\]{}]{6,})/gi,
  },
  {
    type: 'labelled-secret',
    pattern:
      /(?:secret|api[_-]?key|(?:access|auth|api|bearer|refresh)[_-]?token)(?:\s{0,4}=\s{0,4}|\\?["']\s{0,4}[:=]\s{0,4}|\s{0,4}:\s{1,4}(?=[^\s"']{0,256}\d))\\?["']?(?<secret>[^\s"'\\;,&<>[\]{}]{8,})/gi,
  },
  // Labels that also stand before what is no secret: only what mixes letters and digits and is long.
  {
    type: 'labelled-secret',
    pattern:
      /(?:token|credentials?|(?:encryption|signing|private|master|shared|account|access|auth|deploy|license)[_-]?key)(?:\s{0,4}=\s{0,4}|\\?["']\s{0,4}[:=]\s{0,4}|\s{0,4}:\s{1,4})\\?["']?(?!A[KS]IA[A-Z2-7]{16})(?<secret>(?=[^\d\s"']{0,64}\d)(?=[^A-Za-z\s"']{0,64}[A-Za-z])[A-Za-z0-9+/_.=~-]{16,})/gi,
  },
];

/** One cheap look that tells whether any of the patterns above can match at all. */
const HINT =
  /PRIVATE KEY|LS0tLS1CRUdJTi|PuTTY-User|AGE-SECRET|ya29\.|GOCSPX-|SG\.|sk-|hf_|do[opr]_v1_|key-|gh[pours]_|github_pat_|eyJ|xox[a-z]|xapp-|webhook|hooks\.slack|hv[sbr]\.|npm_|pypi-|gl[a-z]{2,5}-|Q~|atlasv1|CCIPAT_|bkua_|dckr_|AIza|[sr]k_(?:live|test)_|IQoJb3|F[wQ]oGZXI|secret|pass|pwd|(?:api|access|account|encryption|signing|private|master|shared|auth|deploy|license)[_-]?key|token|credential|signature|sig(?:=|%3D)|authorization|bearer|basic|negotiate|cookie|auth["'\\]|\blogin\b|(?:-u|--user)[ \t=]|%3A%2F%2F|:\/\/[^\s/]{0,255}@/i;

export function mayHoldToken(text: string): boolean {
  return HINT.test(text);
}

const FORTY = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;

/**
 * Runs of exactly 40 characters that look like an AWS secret access key: base64 that changes between upper case,
 * lower case, digit and sign as often as chance does (about 25 times in 40), and of which about half is no word. Words,
 * camel case names, hashes in hexadecimal and paths do not. Only for free text: identifiers are never judged by this.
 */
export function awsSecretKeys(text: string): readonly string[] {
  if (text.length < 40) return [];
  return (text.match(FORTY) ?? []).filter(looksRandom);
}

function looksRandom(text: string): boolean {
  if (!/[A-Z]/.test(text) || !/[a-z]/.test(text) || !/\d/.test(text)) return false;
  let changes = 0;
  for (let i = 1; i < text.length; i++)
    if (characterClass(text, i) !== characterClass(text, i - 1)) changes++;
  const outsideWords = text.replace(/[A-Z][a-z]+|[a-z]{2,}/g, '').length;
  return changes >= 15 && outsideWords >= 9 && new Set(text).size >= 18;
}

function characterClass(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 97) return 0;
  if (code >= 65) return 1;
  return code >= 48 ? 2 : 3;
}
