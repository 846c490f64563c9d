import { createHash } from 'node:crypto';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../schema/json.ts';
import {
  ENVIRONMENT_MEMBERS,
  FREE_TEXT_MEMBERS,
  SECRET_MEMBERS,
  SECRET_TEXT_MEMBERS,
} from './secret-members.ts';
import { awsSecretKeys, mayHoldToken, TOKEN_PATTERNS } from './secret-patterns.ts';

/**
 * Redaction at the boundary: what a provider or a file says passes through here before anything stores, shows or logs it.
 * Names stay, secret values become `[redacted:TYPE]`. Pure, and idempotent: redacting twice changes nothing more.
 */
export interface Redacted<T> {
  readonly value: T;
  /** How many values were replaced. */
  readonly redactions: number;
}

export interface RedactedDocument extends Redacted<Json> {
  /** `sha256:…` of the canonical JSON before redaction; null where nothing was replaced. */
  readonly originalSha256: string | null;
}

/** Redacts a document. `known` are secrets of the session itself, replaced wherever they occur. */
export function redactDocument(document: Json, known: readonly string[] = []): RedactedDocument {
  const count = { redactions: 0 };
  const value = visit(document, { name: '', freeText: false, known, count });
  return {
    value,
    redactions: count.redactions,
    originalSha256:
      count.redactions === 0
        ? null
        : `sha256:${createHash('sha256').update(canonicalJson(document)).digest('hex')}`,
  };
}

/** Redacts a message or any other text that people may see. */
export function redactText(text: string, known: readonly string[] = []): string {
  return redactString(text, true, known).value;
}

interface Visit {
  /** Name of the member being looked at, lower-case letters and digits only. */
  readonly name: string;
  readonly freeText: boolean;
  readonly known: readonly string[];
  readonly count: { redactions: number };
}

function visit(value: Json, at: Visit): Json {
  const type =
    SECRET_MEMBERS.get(at.name) ?? (isJsonObject(value) ? undefined : SECRET_TEXT_MEMBERS.get(at.name));
  if (type !== undefined && carriesValue(value)) return replaceWhole(value, type, at);
  if (ENVIRONMENT_MEMBERS.has(at.name)) return redactEnvironment(value, at);
  if (typeof value === 'string') {
    const redacted = redactString(value, at.freeText, at.known);
    at.count.redactions += redacted.redactions;
    return redacted.value;
  }
  if (Array.isArray(value)) return value.map((item) => visit(item, at));
  if (!isJsonObject(value)) return value;
  const pairType = secretPair(value);
  return mapMembers(
    value,
    (key, member) => {
      const name = normalised(key);
      const inner: Visit = {
        ...at,
        name,
        freeText: FREE_TEXT_MEMBERS.has(name) || (at.freeText && at.name === 'tags'),
      };
      if (pairType !== null && (name === 'value' || name === 'parametervalue') && carriesValue(member))
        return replaceWhole(member, pairType, inner);
      return visit(member, name === 'tags' ? { ...inner, freeText: true } : inner);
    },
    at,
  );
}

/** Keys are names and stay, but for a key that holds a token itself. */
function mapMembers(value: JsonObject, map: (key: string, member: Json) => Json, at: Visit): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      if (member === undefined) return [];
      const name = redactString(key, false, at.known);
      at.count.redactions += name.redactions;
      return [[name.value, map(key, member)]];
    }),
  );
}

function replaceWhole(value: Json, type: string, at: Visit): Json {
  if (isRedacted(value)) return value;
  at.count.redactions++;
  return `[redacted:${type}]`;
}

/** `{NAME: value}`, `{Variables: {NAME: value}}` or `[{name, value}]`: every value goes, every name stays. */
function redactEnvironment(value: Json, at: Visit): Json {
  if (Array.isArray(value))
    return value.map((item) =>
      isJsonObject(item)
        ? mapMembers(
            item,
            (key, member) =>
              normalised(key) === 'value' && carriesValue(member)
                ? replaceWhole(member, 'environment-value', at)
                : visit(member, { ...at, name: normalised(key), freeText: false }),
            at,
          )
        : visit(item, { ...at, name: '' }),
    );
  if (!isJsonObject(value)) return visit(value, { ...at, name: '', freeText: true });
  if (at.name === 'environment')
    return mapMembers(
      value,
      (key, member) => visit(member, { ...at, name: normalised(key), freeText: true }),
      at,
    );
  return mapMembers(
    value,
    (_key, member) => (carriesValue(member) ? replaceWhole(member, 'environment-value', at) : member),
    at,
  );
}

function redactString(text: string, freeText: boolean, known: readonly string[]): Redacted<string> {
  let value = text;
  let redactions = 0;
  for (const secret of known) {
    if (secret.length < 8 || !value.includes(secret)) continue;
    redactions += value.split(secret).length - 1;
    value = value.replaceAll(secret, '[redacted:session-credential]');
  }
  if (mayHoldToken(value)) {
    for (const { type, pattern } of TOKEN_PATTERNS) {
      value = value.replace(pattern, (match: string, ...rest: unknown[]) => {
        const groups = rest.at(-1) as { secret?: string } | string;
        const secret = typeof groups === 'object' ? groups.secret : undefined;
        redactions++;
        if (secret === undefined) return `[redacted:${type}]`;
        const at = match.lastIndexOf(secret);
        return `${match.slice(0, at)}[redacted:${type}]${match.slice(at + secret.length)}`;
      });
    }
  }
  if (freeText) {
    for (const secret of awsSecretKeys(value)) {
      redactions++;
      value = value.replace(secret, () => '[redacted:aws-secret-key]');
    }
  }
  return { value, redactions };
}

function isRedacted(value: Json): boolean {
  return typeof value === 'string' && /^\[redacted:[a-z0-9-]+\]$/.test(value);
}

/** Null, true and false tell that there is a secret, not what it is; an empty list or text holds none. */
function carriesValue(value: Json): boolean {
  return (
    value !== null &&
    typeof value !== 'boolean' &&
    value !== '' &&
    !(Array.isArray(value) && value.length === 0)
  );
}

function normalised(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

const SECRET_NAME =
  /(?:^|[^a-z])(?:pass(?:word|wd|phrase)?|pwd|secret|secret[\s_-]?key|(?:secret[\s_-]?)?access[\s_-]?key|api[\s_-]?key|(?:access|auth|api|bearer)?[\s_-]?token|(?:private|account|shared|signing|encryption)[\s_-]?key|cookie|credentials?)$/i;

/**
 * A pair of a name and a value (a tag, a stack's parameter, a stored parameter) whose name or type says that the value is
 * secret: answers the type of redaction, else null. ARNs and short flags (`true`, `prod`) are values that
 * conditions turn on and no secrets.
 */
function secretPair(value: JsonObject): string | null {
  const name = value.Key ?? value.key ?? value.Name ?? value.name ?? value.ParameterKey;
  const content = value.Value ?? value.value ?? value.ParameterValue;
  if (typeof content !== 'string' || typeof name !== 'string') return null;
  const type = value.Type ?? value.type;
  if ('ParameterKey' in value || type === 'SecureString') return 'parameter-value';
  if ((type === 'String' || type === 'StringList') && ('Version' in value || 'DataType' in value))
    return 'parameter-value';
  const separated = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  if (!SECRET_NAME.test(separated) || content.length < 8 || /^arn:/.test(content)) return null;
  return 'named-secret';
}
