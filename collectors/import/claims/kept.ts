import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';

/** The named members of an object, and no others: whole objects of a cluster hold what nobody here needs to keep. */
export function only(value: Json | undefined, names: ReadonlySet<string>): JsonObject {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, Json] => entry[1] !== undefined && names.has(entry[0]),
    ),
  );
}

/** What is kept of vertices and nodes of graphs of a cluster: names, places, and marks of the program. */
export const CLUSTER_PROPERTIES: ReadonlySet<string> = new Set([
  'apiGroup',
  'apiVersion',
  'attack_path',
  'cluster',
  'class',
  'compromised',
  'critical',
  'exposure',
  'hostIpc',
  'hostNetwork',
  'hostPid',
  'image',
  'isNamespaced',
  'kind',
  'mountPath',
  'name',
  'namespace',
  'node',
  'plural',
  'pod',
  'port',
  'privileged',
  'role',
  'roleBinding',
  'runAsUser',
  'runID',
  'serviceAccount',
  'serviceEndpoint',
  'sourcePath',
  'type',
]);
