/** The six parts of an Amazon Resource Name (IAM User Guide, "Identify AWS resources with ARNs"). */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

export function parseArn(text: string): Arn | null {
  const parts = text.split(':');
  if (parts.length < 6 || parts[0] !== 'arn') return null;
  const [, partition = '', service = '', region = '', account = '', ...rest] = parts;
  return { partition, service, region, account, resource: rest.join(':') };
}

export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** The ARN by which the account itself is named; it stands for an administrator of the account. */
export function accountRoot(account: string, partition = 'aws'): string {
  return `arn:${partition}:iam::${account}:root`;
}

/** The same ARN in the given account, where the ARN's own is not an account id (anonymised dumps). */
export function inAccount(arn: string, account: string | null): string {
  const parts = arn.split(':');
  if (account === null || parts.length < 6 || parts[0] !== 'arn' || isAccountId(parts[4] ?? '')) return arn;
  parts[4] = account;
  return parts.join(':');
}

/** The role ARN a role session belongs to. The path of the role is not in a session's ARN. */
export function sessionParts(arn: string): { account: string; role: string; session: string } | null {
  const parsed = parseArn(arn);
  if (parsed?.service !== 'sts') return null;
  const match = /^assumed-role\/([^/]+)\/(.+)$/.exec(parsed.resource);
  return match ? { account: parsed.account, role: match[1] as string, session: match[2] as string } : null;
}
