import type { Json, JsonObject } from '../../schema/json.ts';

/** Attributes as one level: tags become `tag:NAME`, what is not known is left out. */
export function flat(attributes: Readonly<Record<string, Json | undefined>>): JsonObject {
  const out: Record<string, Json> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null) continue;
    if (Array.isArray(value)) {
      if (value.length > 0) out[name] = value;
    } else if (typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) if (inner !== undefined) out[`tag:${key}`] = inner;
    } else out[name] = value;
  }
  return out;
}
