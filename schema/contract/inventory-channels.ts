import { z } from 'zod';
import { inventoryRow } from '../inventory.ts';
import { handle, path, progress } from './shapes.ts';

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
  /** The same as a file for a spreadsheet or for version control. */
  'inventory.export': {
    input: z.object({ handle, format: z.enum(['csv', 'yaml']) }),
    output: z.object({ text: z.string(), rows: z.number().int() }),
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
