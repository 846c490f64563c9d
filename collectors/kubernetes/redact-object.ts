import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';

/**
 * What of a Kubernetes object may go further: everything but the values of secrets, config maps, environments, commands
 * and the copies of whole objects that tools leave in annotations. Names of keys and variables stay. What only takes
 * room (managed fields, the images of a node, the schemas of a custom resource) goes too, without being counted.
 */
export interface RedactedObject {
  readonly value: JsonObject;
  /** How many values were replaced. */
  readonly redactions: number;
}

/** Annotations that hold a whole object, secrets and all. */
const COPIES: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'kapp.k14s.io/original',
  'banzaicloud.com/last-applied',
  'objectset.rio.cattle.io/applied',
]);
/** Other tools have annotations of their own for it: whatever reads like an object in JSON or YAML is taken for one. */
const LIKE_OBJECT =
  /^\s*[[{][\s\S]*"(?:kind|spec|data|stringData|env|containers|template|values)"\s*:|^(?:kind|apiVersion|spec|data|stringData):(?:\s|$)/m;
/** What a container runs and is told takes passwords as arguments. */
const COMMANDS: ReadonlySet<string> = new Set(['command', 'args']);

/** The config map by which EKS maps AWS principals to users and groups: no secret, and the only one that is read. */
export function isAwsAuth(metadata: Json | undefined): boolean {
  return isJsonObject(metadata) && metadata.name === 'aws-auth' && metadata.namespace === 'kube-system';
}

/** Answers a copy; `kind` where the object itself, as an item of a list, does not say it. */
export function redactObject(object: JsonObject, kind: string): RedactedObject {
  const count = { redactions: 0 };
  const value = mapMembers(object, (key, member) => {
    if (key === 'metadata' && isJsonObject(member)) return redactMetadata(member, count);
    if (kind === 'Secret' && (key === 'data' || key === 'stringData')) return keysOnly(member, count);
    if (kind === 'ConfigMap' && (key === 'data' || key === 'binaryData'))
      return isAwsAuth(object.metadata) && key === 'data'
        ? keysOnly(member, count, ['mapRoles', 'mapUsers', 'mapAccounts'])
        : keysOnly(member, count);
    if (kind === 'CustomResourceDefinition') return namesOfDefinition(key, member);
    if (kind === 'Node' && key === 'status' && isJsonObject(member)) return without(member, 'images');
    return visit(member, count);
  });
  return { value, redactions: count.redactions };
}

type Count = { redactions: number };

function redactMetadata(metadata: JsonObject, count: Count): JsonObject {
  return mapMembers(without(metadata, 'managedFields'), (key, member) =>
    key === 'annotations' && isJsonObject(member)
      ? mapMembers(member, (name, text) =>
          COPIES.has(name) || (typeof text === 'string' && LIKE_OBJECT.test(text))
            ? replaced(text, 'copy-of-object', count)
            : text,
        )
      : member,
  );
}

/** Each key with `null` for its value. */
function keysOnly(data: Json, count: Count, kept: readonly string[] = []): Json {
  if (!isJsonObject(data)) return data === null ? null : replaced(data, 'secret-value', count);
  return mapMembers(data, (key, value) => {
    if (kept.includes(key)) return value;
    if (value !== null) count.redactions++;
    return null;
  });
}

/** Values of `env` and whatever is run, at any depth: pod templates also stand in kinds that nobody here knows. */
function visit(value: Json, count: Count): Json {
  if (Array.isArray(value)) return value.map((item) => visit(item, count));
  if (!isJsonObject(value)) return value;
  return mapMembers(value, (key, member) => {
    if (key === 'metadata' && isJsonObject(member)) return redactMetadata(member, count);
    if (key === 'env' && Array.isArray(member))
      return member.map((variable: Json) =>
        isJsonObject(variable) && variable.value !== undefined
          ? { ...variable, value: replaced(variable.value, 'environment-value', count) }
          : variable,
      );
    if (COMMANDS.has(key) && (Array.isArray(member) || typeof member === 'string'))
      return member.length === 0 ? member : replaced(member, 'commands', count);
    // What a program wrote before it ended.
    if (key === 'terminated' && isJsonObject(member) && member.message !== undefined)
      return { ...member, message: replaced(member.message, 'termination-message', count) };
    // The headers of a probe may carry a token.
    if (key === 'httpHeaders' && Array.isArray(member))
      return member.map((header: Json) =>
        isJsonObject(header) && header.value !== undefined
          ? { ...header, value: replaced(header.value, 'header-value', count) }
          : header,
      );
    return visit(member, count);
  });
}

/** The group, the scope and the names that a definition adds; not its schemas, which may be a megabyte. */
function namesOfDefinition(key: string, member: Json): Json | undefined {
  if (key === 'status') return undefined;
  if (key !== 'spec' || !isJsonObject(member)) return member;
  const versions = Array.isArray(member.versions)
    ? member.versions.map((version: Json) =>
        isJsonObject(version)
          ? { name: version.name, served: version.served, storage: version.storage }
          : version,
      )
    : undefined;
  return { group: member.group, scope: member.scope, names: member.names, versions };
}

function replaced(value: Json, type: string, count: Count): Json {
  const marker = `[redacted:${type}]`;
  if (value === '' || value === null || value === marker) return value;
  count.redactions++;
  return marker;
}

function without(object: JsonObject, name: string): JsonObject {
  if (!(name in object)) return object;
  const { [name]: _dropped, ...rest } = object;
  return rest;
}

function mapMembers(object: JsonObject, map: (key: string, member: Json) => Json | undefined): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, member]) => {
      const mapped = member === undefined ? undefined : map(key, member);
      return mapped === undefined ? [] : [[key, mapped]];
    }),
  );
}
