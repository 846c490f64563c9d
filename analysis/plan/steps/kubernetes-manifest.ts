import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { commandLine, shellWord } from '../../containment/shell.ts';
import { parseId } from '../../kubernetes/ids.ts';
import { kindWord } from '../../kubernetes/read/item.ts';

/** Members that the API server sets; a manifest that is applied must not bring them. */
const OF_THE_SERVER = [
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'generation',
  'managedFields',
  'selfLink',
];

/** An object as a person would apply it. `kind` and `apiVersion` where items of a list do not say them. */
export function manifest(value: Json | null, apiVersion: string, kind: string): JsonObject | null {
  if (!isJsonObject(value)) return null;
  const { status: _, ...rest } = value;
  const metadata = isJsonObject(value.metadata)
    ? Object.fromEntries(Object.entries(value.metadata).filter(([name]) => !OF_THE_SERVER.includes(name)))
    : {};
  return { apiVersion, kind, ...rest, metadata } as JsonObject;
}

/** `rolebinding NAME --namespace NS`, as kubectl takes an object by its id. */
export function objectWords(id: string): string {
  const { kind, rest } = parseId(id) ?? { kind: null, rest: id };
  const [first = '', ...others] = rest.split('/');
  return others.length === 0
    ? `${kind} ${shellWord(first)}`
    : commandLine(`${kind} ${shellWord(others.join('/'))}`, [['namespace', first]]);
}

export function fileOf(id: string): string {
  const { kind, rest } = parseId(id) ?? { kind: 'object', rest: id };
  return `${kindWord(kind ?? 'object')}-${rest.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}.json`;
}

/** What a subject may do now, asked of the API server as that subject. */
export function canI(subject: string): string {
  const { kind, rest } = parseId(subject) ?? { kind: null, rest: subject };
  const [namespace = '', name = ''] = rest.split('/');
  if (kind === 'serviceaccount')
    return commandLine('kubectl auth can-i --list', [
      ['as', `system:serviceaccount:${namespace}:${name}`],
      ['namespace', namespace],
    ]);
  if (kind === 'group')
    return commandLine('kubectl auth can-i --list', [
      ['as', 'SOMEONE'],
      ['as-group', rest],
    ]);
  return commandLine('kubectl auth can-i --list', [['as', rest]]);
}

/** A JSON patch that first asks that what it changes is still what was observed. */
export function patchCommand(id: string, operations: readonly JsonObject[]): string {
  return `kubectl patch ${objectWords(id)} --type json --patch ${shellWord(JSON.stringify(operations))}`;
}

export function dryRun(command: string): string {
  return `${command} --dry-run=server`;
}
