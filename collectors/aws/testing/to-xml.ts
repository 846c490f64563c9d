import { isJsonObject, type Json } from '../../../schema/json.ts';

/**
 * JSON as AWS's XML: members become elements, the items of a list `member` elements, or as they are called; those of a map
 * are a list called `entry`.
 */
export function toXml(value: Json | undefined, item = 'member'): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => `<${item}>${toXml(one, item)}</${item}>`).join('');
  if (isJsonObject(value))
    return Object.entries(value)
      .map(([name, member]) =>
        name === 'entry' && Array.isArray(member)
          ? toXml(member, name)
          : `<${name}>${toXml(member, item)}</${name}>`,
      )
      .join('');
  return String(value).replace(
    /[&<>]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign,
  );
}
