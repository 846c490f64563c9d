import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../schema/report.ts';
import { type ReadPdf, readPdf } from '../testing/pdf-pages.ts';
import { reportPdf } from './report-pdf.ts';

const long = 'arn:aws:iam::111122223333:role/'.repeat(12);
const REPORT: Report = {
  title: 'What example-key reaches \u202egnp.\u{1f600} \u4f8b',
  subtitle: ['Evidence bundle ', { text: 'urn:sha256:00', as: 'code' }],
  sections: [
    {
      title: 'Answer',
      blocks: [
        { block: 'paragraph', words: ['One path was found. ', { text: 'allow', as: 'allow' }] },
        { block: 'facts', rows: [['Owner', [{ text: long, as: 'code' }]]] },
        { block: 'list', ordered: false, items: [['first'], [{ text: 'second', as: 'jewel' }]] },
        {
          block: 'table',
          header: ['Path', 'Reaches'],
          shares: [0.2, 0.8],
          rows: Array.from({ length: 90 }, (_, index) => [
            [`${index}`],
            [{ text: `row-${index}`, as: 'strong' }],
          ]),
        },
      ],
    },
    {
      title: 'Paths',
      blocks: [
        { block: 'heading', text: 'Path 1' },
        { block: 'hop', words: [{ text: 'can assume', as: 'verb' }, ' deploy'] },
        { block: 'code', text: JSON.stringify({ Action: 'sts:AssumeRole', Resource: long }, null, 2) },
      ],
    },
  ],
};
const OPTIONS = { id: 'urn:sha256:00', date: '2026-03-01T10:00:00.000Z' };

describe('report.pdf', () => {
  let bytes: Uint8Array;
  let pdf: ReadPdf;
  beforeAll(async () => {
    bytes = await reportPdf(REPORT, OPTIONS);
    pdf = await readPdf(bytes);
  });
  const all = () => pdf.pages.map(({ text }) => text).join('\n');

  it('holds every word of the report, long identifiers broken and not cut', () => {
    for (let row = 0; row < 90; row++) expect(all()).toContain(`row-${row}`);
    expect(all().replaceAll('\n', '')).toContain(long);
    expect(all()).toContain('can assume');
  });

  it('writes what its fonts cannot show, and what is invisible, as code points', () => {
    expect(all().replaceAll('\n', '')).toContain('\\u{202e}gnp.');
    expect(all().replaceAll('\n', '')).toContain('\\u{4f8b}');
    expect(all()).not.toContain('\u202e');
  });

  it('numbers its pages, and has an outline and tags', () => {
    expect(pdf.pages.length).toBeGreaterThan(2);
    for (const [index, { text }] of pdf.pages.entries())
      expect(text).toContain(`${index + 1} / ${pdf.pages.length}`);
    expect(pdf.outline.map(({ title, items }) => [title, items.map((item) => item.title)])).toEqual([
      ['Answer', []],
      ['Paths', ['Path 1']],
    ]);
    expect(pdf.marked).toBe(true);
    expect(pdf.roles.slice(0, 6)).toEqual(['Root', 'Document', 'H1', 'P', 'Sect', 'H2']);
    expect(pdf.roles).toEqual(expect.arrayContaining(['Table', 'TR', 'TH', 'TD', 'L', 'LI', 'LBody']));
  });

  it('embeds its fonts and uses none of the reader', () => {
    const raw = Buffer.from(bytes).toString('latin1');
    expect(raw.match(/\/FontFile2/g)?.length).toBe(3);
    expect(raw).not.toContain('/Helvetica');
    expect(raw).not.toContain('/Type1');
  });

  it('draws on each page, inside its margins', async () => {
    for (const page of pdf.pages) {
      const ink = await page.ink();
      expect(ink).toBeGreaterThan(0.002);
      expect(ink).toBeLessThan(0.5);
    }
    for (const { right } of pdf.pages.flatMap(({ places }) => places))
      expect(right).toBeLessThan(595.28 - 50);
  });

  it('is the same to the byte each time, and bears the date it is given', async () => {
    expect(Buffer.compare(Buffer.from(await reportPdf(REPORT, OPTIONS)), Buffer.from(bytes))).toBe(0);
    expect(pdf.info.CreationDate).toBe('D:20260301100000Z');
    expect(pdf.info.ModDate).toBe('D:20260301100000Z');
  });
});
