import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { FREE_TEXT_MEMBERS } from '../../secret-members.ts';

/** People write passwords into these, whatever the program; nothing here needs them. */
const FREE_TEXT = new Set([...FREE_TEXT_MEMBERS, 'info', 'query', 'raw', 'value']);
FREE_TEXT.delete('title');

/** `userpassword`, `client_secret`, `api_key`: a text of that name is kept from the snapshot; a flag or a time is not. */
const SECRET_NAME =
  /pass(?:word|wd|phrase)|pwd|secret|token|credential|cookie|authorization|kubeconfig|connection_?string|(?:private|api|access|shared)_?key(?!_?id)/i;

/** Whether a property of a node or an edge of another program may be stored. */
export function mayBeKept(name: string, value: Json | undefined): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (FREE_TEXT.has(plain) || name.startsWith('query_')) return false;
  // Properties are single values or lists of them; what another program nests in one is of no use here.
  if (isJsonObject(value) || (Array.isArray(value) && value.some((each) => typeof each === 'object')))
    return false;
  return !SECRET_NAME.test(name) || typeof value === 'boolean' || typeof value === 'number';
}

/** The properties that may be stored. */
export function keptProperties(properties: Json | undefined): JsonObject {
  if (!isJsonObject(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).filter(
      (entry): entry is [string, Json] => entry[1] !== undefined && mayBeKept(...entry),
    ),
  );
}
