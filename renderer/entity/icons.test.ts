import { expect, it } from 'vitest';
import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import { ICONS } from './icons.ts';

it('has the icon of every kind of entity', () => {
  const missing = Object.entries(ENTITY_KINDS)
    .filter(([, kind]) => !(kind.icon in ICONS))
    .map(([name, kind]) => `${name}: ${kind.icon}`);
  expect(missing).toEqual([]);
});
