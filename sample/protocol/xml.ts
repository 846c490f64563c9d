import type { Answer, AnswerObject } from './call.ts';

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Members as elements. The items of a list are elements called `item` inside the list's own. */
function elements(answer: AnswerObject, item: (list: string) => string): string {
  return Object.entries(answer)
    .map(([name, value]) => element(name, value, item))
    .join('');
}

function element(name: string, value: Answer | undefined, item: (list: string) => string): string {
  if (value === undefined || value === null) return '';
  return `<${name}>${content(name, value, item)}</${name}>`;
}

function content(name: string, value: Answer, item: (list: string) => string): string {
  if (Array.isArray(value)) {
    return value.map((one: Answer) => `<${item(name)}>${content(name, one, item)}</${item(name)}>`).join('');
  }
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  if (typeof value === 'object' && value !== null) return elements(value as AnswerObject, item);
  return escapeXml(String(value));
}

const NAMESPACES: Readonly<Record<string, string>> = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  autoscaling: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
  rds: 'http://rds.amazonaws.com/doc/2014-10-31/',
  sns: 'http://sns.amazonaws.com/doc/2010-03-31/',
  cloudformation: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
};

/** The AWS query protocol's answer (Smithy, "AWS query protocol"). */
export function queryAnswer(operation: string, answer: AnswerObject, requestId: string): string {
  const [service = '', action = ''] = operation.split(':');
  // The items of a map are entries.
  const result = elements(answer, (list) => (list === 'Attributes' ? 'entry' : 'member'));
  return `<${action}Response xmlns="${NAMESPACES[service] ?? ''}"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;
}

export function queryError(operation: string, code: string, message: string, requestId: string): string {
  const [service = ''] = operation.split(':');
  return `<ErrorResponse xmlns="${NAMESPACES[service] ?? ''}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}

/** EC2's own form of it: no element around the result, and lists of `item` (Smithy, "AWS EC2 query protocol"). */
export function ec2Answer(operation: string, answer: AnswerObject, requestId: string): string {
  const [, action = ''] = operation.split(':');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${requestId}</requestId>${elements(answer, () => 'item')}</${action}Response>`;
}

export function ec2Error(code: string, message: string, requestId: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`;
}

/** What S3 calls the items of its lists. */
const S3_ITEMS: Readonly<Record<string, string>> = {
  Buckets: 'Bucket',
  TagSet: 'Tag',
  AccessControlList: 'Grant',
};

/** S3's answer: its root element is named for the shape, and a member `$` is the text of the root itself. */
export function s3Answer(root: string, answer: AnswerObject): string {
  const inner =
    typeof answer.$ === 'string'
      ? escapeXml(answer.$)
      : elements(answer, (list) => S3_ITEMS[list] ?? 'member');
  const xml = `<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${root}>`;
  // The kind of a grantee is an attribute.
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml.replaceAll('<Grantee>', '<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser">')}`;
}

export function s3Error(code: string, message: string, resource: string, requestId: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message><Resource>${escapeXml(resource)}</Resource><RequestId>${requestId}</RequestId><HostId>${requestId}</HostId></Error>`;
}
