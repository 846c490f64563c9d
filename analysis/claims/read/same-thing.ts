import type { Cursor } from '../../observations/cursor.ts';
import { idInOurTerms } from '../ids.ts';
import { textNamed } from './told.ts';

/** Properties that hold an id in a provider's own terms, the surest first. */
const ID_PROPERTIES = ['trustpath_id', 'trustpathid', 'arn', 'aws_arn', 'objectid', 'access_key_id'];

/**
 * The id that a node of another program has here, by what it says of itself: an ARN, an access key's id, a name that
 * GitHub gives once. Null where it says no such thing; what is merely called the same is not taken for the same.
 */
export function sameThing(id: string, kinds: readonly string[], properties: Cursor): string | null {
  for (const name of ID_PROPERTIES) {
    const text = textNamed(properties, [name]);
    const ours = text === null ? null : idInOurTerms(text);
    if (ours !== null) return ours;
  }
  return idInOurTerms(id) ?? onGithub(kinds, properties);
}

function onGithub(kinds: readonly string[], properties: Cursor): string | null {
  if (kinds.includes('GH_Repository')) {
    const full = textNamed(properties, ['full_name']);
    return full !== null && /^[\w.-]+\/[\w.-]+$/.test(full) ? `github://${full}` : null;
  }
  if (kinds.includes('GH_Organization')) {
    const login = textNamed(properties, ['login']);
    return login === null || !/^[\w.-]+$/.test(login) ? null : `github://${login}`;
  }
  if (!kinds.includes('GH_User')) return null;
  const login = textNamed(properties, ['login']);
  const org = textNamed(properties, ['environment_name']);
  return login === null || org === null ? null : `github://${org}/user/${login}`;
}
