import type { Plant } from '../plant.ts';

/** Members whose text people write as they like; what the organization is and allows stays the same. */
const FREE_TEXT = new Set(['description', 'title', 'message', 'bio', 'company']);

/**
 * The same answer with a secret in every place where people can write what they like, in the values of variables, in
 * workflow files, and in members that this API does not have but another version might.
 */
export function plantInGithub(place: string, value: unknown, plant: Plant): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => plantInGithub(`${place}/${index}`, item, plant));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]): [string, unknown] => {
    const at = `${place}/${name}`;
    if (typeof member !== 'string') return [name, plantInGithub(at, member, plant)];
    // The value of a variable is a secret whatever it looks like.
    if (name === 'value') return [name, plant(`${at}/DB_PASSWORD`)];
    if (name === 'text') return [name, inFile(at, member, plant)];
    return [name, FREE_TEXT.has(name) ? `${member} ${plant(at)}` : member];
  });
  return {
    ...Object.fromEntries(members),
    comment: plant(`${place}/comment`),
    secret_value: plant(`${place}/SecretString`),
  };
}

/** In a comment, as the value of a name that says what it is, and in a command. */
function inFile(place: string, text: string, plant: Plant): string {
  const oneLine = (value: string) => value.replaceAll('\n', '\\n');
  return [
    `# ${oneLine(plant(`${place}/comment`))}`,
    text,
    `# env:`,
    `#   x: 1`,
    `x-note: "${oneLine(plant(`${place}/note`)).replaceAll('"', '')}"`,
    `x-env:`,
    `  DB_PASSWORD: ${oneLine(plant(`${place}/DB_PASSWORD`))}`,
  ].join('\n');
}
