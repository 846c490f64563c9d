import { z } from 'zod';

/**
 * A report as data: what is said, without how it looks. The page, the PDF and the preview in the window are drawn from
 * the same blocks, so that none of them can say something that the others do not.
 */
export const SPAN_STYLES = [
  'code',
  'soft',
  'strong',
  'verb',
  'jewel',
  'foothold',
  'allow',
  'conditional',
  'unknown',
] as const;
export type SpanStyle = (typeof SPAN_STYLES)[number];

const span = z.union([z.string(), z.object({ text: z.string(), as: z.enum(SPAN_STYLES) })]);
const words = z.array(span);

const block = z.discriminatedUnion('block', [
  z.object({ block: z.literal('heading'), text: z.string() }),
  z.object({ block: z.literal('paragraph'), words }),
  /** One relation of a path; what follows it, up to the next hop or heading, belongs to it. */
  z.object({ block: z.literal('hop'), words }),
  z.object({ block: z.literal('list'), ordered: z.boolean(), items: z.array(words) }),
  z.object({ block: z.literal('facts'), rows: z.array(z.tuple([z.string(), words])) }),
  /** `shares` are the widths of the columns as parts of the whole; they sum to 1. */
  z.object({
    block: z.literal('table'),
    header: z.array(z.string()),
    shares: z.array(z.number()),
    rows: z.array(z.array(words)),
  }),
  /** A statement of a policy, a command: kept as it is, line by line. */
  z.object({ block: z.literal('code'), text: z.string() }),
]);

export const report = z.object({
  title: z.string(),
  subtitle: words,
  sections: z.array(z.object({ title: z.string(), blocks: z.array(block) })),
});

export type Span = z.output<typeof span>;
export type Words = z.output<typeof words>;
export type Block = z.output<typeof block>;
export type Report = z.output<typeof report>;
export type Section = Report['sections'][number];
