import type { EntityRecord } from '../../schema/contract.ts';
import { formatUtc } from './format-time.ts';

export interface ShownAttribute {
  readonly label: string;
  readonly values: readonly string[];
}

type Value = EntityRecord['attributes'][string];
const MOST = 40;

/** `lastUsedRegion` as `Last used region`; what is not written that way (a tag's name) stays as it is. */
export function attributeLabel(key: string): string {
  if (!/^[a-z]+([A-Z][a-z0-9]*)*$/.test(key)) return key;
  const words = key.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(value: Value): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? '';
  return /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value) ? formatUtc(value) : value;
}

/** An entity's attributes as labels and texts; lists one value a line. */
export function shownAttributes(attributes: EntityRecord['attributes']): readonly ShownAttribute[] {
  return Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== '')
    .slice(0, MOST)
    .map(([key, value]) => ({
      label: attributeLabel(key),
      values: Array.isArray(value) ? value.map(textOf) : [textOf(value)],
    }));
}
