/**
 * Whether a text may be, or hold, a credential. Asked before anything is shown, so it errs on the side of hiding:
 * well-known beginnings, key material, and long runs without the separators that names and ARNs have.
 */
export function looksSecret(text: string): boolean {
  if (KNOWN.test(text) || holdsBareKey(text)) return true;
  return text.split(/[\s:/@,;="'()[\]{}<>]+/).some((run) => run.length >= 28 && isRandom(run));
}

const KNOWN =
  /(?:^|[^A-Z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{6}|gh[pousr]_|github_pat_|(?:^|[^\w-])eyJ[\w-]{6}|-----BEGIN|aws_secret|client-key-data|client-certificate-data|"private_key"|xox[abeprs]-|xapp-|npm_\w{8}|pypi-AgE|hv[sb]\.|gl(?:pat|rt|cbt|dt)-|\.atlasv1\.|CCIPAT_|bkua_|\dQ~/i;

/** Forty characters of base64 on their own, as the secret part of an AWS key is: upper and lower case and digits. */
function holdsBareKey(text: string): boolean {
  const runs = text.match(/(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g) ?? [];
  return runs.some((run) => /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run));
}

/**
 * A stretch of letters and digits both, as random text has: long names are words joined by hyphens, some with a number
 * or a short suffix from CloudFormation or IAM Identity Center.
 */
function isRandom(run: string): boolean {
  if (/^[0-9a-f-]{36}$/i.test(run) || /^AWSReservedSSO_[\w+=,.@-]+_[0-9a-f]{16}$/.test(run)) return false;
  return run.split(/[-_.]/).some((part) => part.length >= 14 && /\d/.test(part) && /[a-z]/i.test(part));
}
