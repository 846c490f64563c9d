import type { Category } from '../../schema/redaction-categories.ts';
import type { Replaceable } from './data-keys.ts';

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const HOST = /(?<![\w.@/-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?![\w-])|(?<=:\/\/)[\w.-]+/gi;
const IMAGE_FIELD = /image|repositoryuri/i;
const REGISTRY = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?=\/)/;
const TEXT_FIELD =
  /^(?:description|message|body|comment|note|reason|run|script|contents?|text|bio|user_?data)$/i;
const PATH = /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)/;
const REPOSITORY_FIELD =
  /^(?:full_?name|name_?with_?owner|repo|repository|repository_?name|owner|login|org|organi[sz]ation)$/i;
const REPOSITORY =
  /github:\/\/[\w.-]+(?:\/[\w.-]+)?|repo:[\w.-]+\/[\w.*-]+|github\.com\/[\w.-]+(?:\/[\w.-]+)?/g;

export interface Part {
  readonly category: Category;
  readonly text: string;
}

/** What sorts of thing a value names, part by part. What fits nothing else is a name. */
export function categorised({ value, field, tagged }: Replaceable): Part[] {
  const parts: Part[] = [];
  let rest = value;
  const take = (category: Category, pattern: RegExp) => {
    rest = rest.replace(pattern, (text) => {
      parts.push({ category, text });
      return ' ';
    });
  };
  take('emails', EMAIL);
  take('repositories', REPOSITORY);
  if (IMAGE_FIELD.test(field)) take('registries', REGISTRY);
  take('hosts', HOST);
  parts.push({ category: categoryOf(rest, field, tagged), text: rest });
  return parts;
}

function categoryOf(text: string, field: string, tagged: boolean): Category {
  if (tagged) return 'tags';
  if (TEXT_FIELD.test(field) || text.trim().split(/\s+/).length > 5) return 'text';
  if (REPOSITORY_FIELD.test(field)) return 'repositories';
  return PATH.test(text) ? 'paths' : 'names';
}
