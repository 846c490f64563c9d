/** The six parts of an Amazon Resource Name; the last keeps any further colons (IAM User Guide, "Identify AWS resources with ARNs"). */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

export function splitArn(text: string): Arn | null {
  if (!text.startsWith('arn:')) return null;
  const parts = arnSegments(text);
  if (parts === null) return null;
  const [, partition, service, region, account, resource] = parts as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return { partition, service, region, account, resource };
}

/** The six colon-delimited components, or null where there are fewer. */
export function arnSegments(text: string): readonly string[] | null {
  const segments: string[] = [];
  let from = 0;
  for (let index = 0; index < 5; index += 1) {
    const colon = text.indexOf(':', from);
    if (colon < 0) return null;
    segments.push(text.slice(from, colon));
    from = colon + 1;
  }
  segments.push(text.slice(from));
  return segments;
}

export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}
