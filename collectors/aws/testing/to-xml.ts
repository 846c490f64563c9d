import { isJsonObject, type Json } from '../../../schema/json.ts';

/** JSON as AWS's XML: members become elements, the items of a list `member` elements, unless the list says otherwise. */
export function toXml(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => `<member>${toXml(item)}</member>`).join('');
  if (isJsonObject(value))
    return Object.entries(value)
      .map(([name, member]) => `<${name}>${toXml(member)}</${name}>`)
      .join('');
  return String(value).replace(
    /[&<>]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign,
  );
}
