import type { Answer, AnswerObject } from './protocol/call.ts';

/** Gives a text that looks like a secret for a field, named by operation and place. */
export type Plant = (field: string) => string;

const FREE_TEXT = new Set(['Description', 'description', 'DisplayName', 'SAMLMetadataDocument', 'buildspec']);
/** Secrets that an answer carries rightly, for its caller only. */
const CREDENTIALS = new Set(['SecretAccessKey', 'SessionToken']);
const TAG_LISTS = new Set(['Tags', 'TagSet', 'TagList']);
const SMALL_TAG_LISTS = new Set(['tags', 'tagSet']);
const ENVIRONMENTS = new Set(['environment', 'environmentVariables']);
const POLICIES = new Set([
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'Document',
  'Policy',
  'ResourcePolicy',
  'policyText',
]);

/**
 * The same answer with a secret in every place where people can write what they like, and in members that this API does
 * not have at all but another version might. What the estate is and allows stays the same.
 */
export function plantSecrets(operation: string, answer: AnswerObject, plant: Plant): AnswerObject {
  // S3's answers that are one text: a policy, or a region that stays what it is.
  if (operation === 's3:GetBucketPolicy') return { $: inPolicy(String(answer.$), operation, plant) };
  if (answer.$ !== undefined) return answer;
  return object(answer, operation, plant);
}

function object(members: AnswerObject, place: string, plant: Plant): AnswerObject {
  const planted: Record<string, Answer | undefined> = {};
  for (const [name, value] of Object.entries(members)) {
    planted[name] = value === undefined ? undefined : member(name, value, `${place}/${name}`, plant);
  }
  return {
    ...planted,
    ...('LastModifiedUser' in members ? ofParameter(place, plant) : {}),
    Comment: plant(`${place}/Comment`),
    SecretString: plant(`${place}/SecretString`),
    Environment: { Variables: { DB_PASSWORD: plant(`${place}/Environment/Variables/DB_PASSWORD`) } },
  };
}

function member(name: string, value: Answer, place: string, plant: Plant): Answer {
  if (TAG_LISTS.has(name) && Array.isArray(value)) {
    const items = (value as readonly Answer[]).map((item) => item);
    return [...items, { Key: 'note', Value: plant(`${place}/note`) }];
  }
  if (SMALL_TAG_LISTS.has(name) && Array.isArray(value))
    return [...(value as readonly Answer[]), { key: 'note', value: plant(`${place}/note`) }];
  if (ENVIRONMENTS.has(name) && Array.isArray(value))
    return [...(value as readonly Answer[]), { name: 'DB_PASSWORD', value: plant(`${place}/DB_PASSWORD`) }];
  if (name === 'command' && Array.isArray(value)) return [...(value as readonly Answer[]), plant(place)];
  if (name === 'SecretVersionsToStages') return value;
  if (Array.isArray(value)) {
    return (value as readonly Answer[]).map((item, index) => member('', item, `${place}/${index}`, plant));
  }
  if (value instanceof Date) return value;
  if (typeof value === 'object' && value !== null) return object(value as AnswerObject, place, plant);
  if (typeof value !== 'string') return value;
  if (CREDENTIALS.has(name)) return plant(place);
  if (FREE_TEXT.has(name)) return `${value} ${plant(place)}`;
  if (POLICIES.has(name)) return inPolicy(value, place, plant);
  if (name === 'Content') return inReport(value, place, plant);
  return value;
}

/** Parameter policies and patterns are free text as well, though the estate has none. */
function ofParameter(place: string, plant: Plant): AnswerObject {
  return {
    AllowedPattern: plant(`${place}/AllowedPattern`),
    Policies: [
      {
        PolicyText: plant(`${place}/Policies/0/PolicyText`),
        PolicyType: 'Expiration',
        PolicyStatus: 'Pending',
      },
    ],
  };
}

/** A policy's `Id` and the names of its statements are whatever its author wrote; they decide nothing. */
function inPolicy(text: string, place: string, plant: Plant): string {
  const encoded = text.startsWith('%');
  const document = JSON.parse(encoded ? decodeURIComponent(text) : text) as Record<string, unknown>;
  const statements = Array.isArray(document.Statement)
    ? (document.Statement as Record<string, unknown>[])
    : [];
  const Statement = statements.map((statement, index) =>
    // IAM allows letters and digits only in a Sid; the policies of resources allow any text.
    encoded || typeof statement.Sid !== 'string'
      ? statement
      : { ...statement, Sid: `${statement.Sid} ${plant(`${place}/Statement/${index}/Sid`)}` },
  );
  const planted = JSON.stringify({ ...document, Statement, Id: plant(`${place}/Id`) });
  return encoded ? encodeURIComponent(planted) : planted;
}

/** The credential report in base64, with a column more. */
function inReport(base64: string, place: string, plant: Plant): string {
  const lines = Buffer.from(base64, 'base64').toString('utf8').split('\n');
  const cell = (index: number) => (index === 0 ? 'notes' : oneCell(plant(`${place}/${index}`)));
  return Buffer.from(lines.map((line, index) => `${line},${cell(index)}`).join('\n')).toString('base64');
}

function oneCell(text: string): string {
  return text.replaceAll('\n', '\\n').replaceAll(',', ';');
}
