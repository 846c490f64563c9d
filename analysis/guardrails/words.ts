import type { Json } from '../../schema/json.ts';

/** JSON as people read it in a repository. */
export function jsonFile(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The part of a file's or folder's name that comes from outside. */
export function slug(text: string): string {
  return (
    text
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[-.]+|[-.]+$/g, '')
      .slice(0, 80) || 'x'
  );
}
