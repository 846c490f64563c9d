import { z } from 'zod';
import { inventoryRow } from '../inventory.ts';
import { INVENTORY_FILTER_NAMES, INVENTORY_SORTS } from '../inventory-list.ts';
import { entityKind, handle, path, progress, text } from './shapes.ts';

const DECIDED = ['owner', 'environment', 'tier'] as const;
const value = z.union([z.string(), z.number()]).nullable();

/** Requests about machine identities as the programme sees them. Marks of the case that is bound count. */
export const INVENTORY_CHANNELS = {
  inventory: {
    input: z.object({ handle }),
    output: z.object({
      rows: z.array(inventoryRow),
      /** Of the snapshot: calls that gave nothing or not all, so that identities may be missing. */
      gaps: z.number().int(),
    }),
    progress,
  },
  /** A page of them, narrowed and sorted; what is not known of the column sorted by stands last. */
  'inventory.list': {
    input: z.object({
      handle,
      /** Part of a name, identifier or owner. */
      match: text.optional(),
      kind: entityKind.optional(),
      only: z.array(z.enum(INVENTORY_FILTER_NAMES)).optional(),
      /** Those behind a measure of the snapshot, by its id. */
      behind: text.optional(),
      sort: z.object({ by: z.enum(INVENTORY_SORTS), descending: z.boolean() }).optional(),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(10_000),
    }),
    output: z.object({
      rows: z.array(inventoryRow),
      /** How many fit. */
      total: z.number().int(),
      /** How many more might: it is not known. */
      unsure: z.number().int(),
      /** How many there are of each kind, whatever was asked for. */
      kinds: z.array(z.object({ kind: entityKind, count: z.number().int() })),
      gaps: z.number().int(),
    }),
  },
  /** The same as a file for a spreadsheet or for version control. */
  'inventory.export': {
    input: z.object({ handle, format: z.enum(['csv', 'yaml']) }),
    output: z.object({ text: z.string(), rows: z.number().int() }),
  },
  /** What such a file says of owner, environment and tier that is not so yet, or the file is refused whole. */
  'inventory.preview': {
    input: z.object({ handle, path }),
    output: z.object({
      /** Identities that the file has. */
      rows: z.number().int(),
      changes: z.array(
        z.object({
          entity: z.string(),
          kind: entityKind,
          name: z.string(),
          mark: z.enum(DECIDED),
          /** Null: the case says nothing. */
          before: value,
          after: value,
        }),
      ),
    }),
  },
  /** Takes owner, environment and tier from such a file into the case, as one action, or refuses it whole. */
  'inventory.apply': {
    input: z.object({ handle, case: handle, path }),
    output: z.object({
      /** Marks that were set or taken back; what the case said already is not said again. */
      marks: z.number().int(),
      entities: z.number().int(),
    }),
  },
} as const;
