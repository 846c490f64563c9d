import { isJsonObject, type Json } from '../../schema/json.ts';
import { type Desk, sendUnlessPointless } from './desk.ts';
import type { Resource } from './resource.ts';

/**
 * The kind in another version of its group, where the server serves one (`batch/v1beta1` before 1.21), or null where it
 * serves none: then there are no such objects. Discovery is open to everybody who is authenticated.
 */
export async function servedVersion(desk: Desk, resource: Resource): Promise<Resource | null> {
  if (resource.group === '') return null;
  const group = await sendUnlessPointless(desk, { method: 'GET', path: `/apis/${resource.group}` });
  if (!group.ok) return null;
  for (const version of members(group.answer.document, 'versions')) {
    const name = isJsonObject(version) ? version.version : undefined;
    if (typeof name !== 'string' || name === resource.version) continue;
    const served = await sendUnlessPointless(desk, {
      method: 'GET',
      path: `/apis/${resource.group}/${name}`,
    });
    if (!served.ok) continue;
    const found = members(served.answer.document, 'resources').some(
      (one) => isJsonObject(one) && one.name === resource.resource,
    );
    if (found) return { ...resource, version: name };
  }
  return null;
}

function members(document: Json, name: string): readonly Json[] {
  const list = isJsonObject(document) ? document[name] : undefined;
  return Array.isArray(list) ? list : [];
}
