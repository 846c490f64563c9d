import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBundle } from '../evidence/read-bundle.ts';
import { iamAnalysisFinding } from '../evidence/testing/ocsf-shape.ts';
import { opengraphExtensionShape, opengraphPayload } from '../evidence/testing/opengraph-shape.ts';
import { readPdf } from '../evidence/testing/pdf-pages.ts';
import { sarifLog } from '../evidence/testing/sarif-shape.ts';
import type { Input } from '../schema/contract.ts';
import { createEngine, type Engine } from './engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-sample-evidence-'));
let engine: Engine;
let handle: string;
let keyId: string;
beforeAll(async () => {
  engine = createEngine();
  const file = join(folder, 'sample.trustpath');
  ({ leakedKeyId: keyId } = await engine.request('sample.create', { out: file }));
  ({ handle } = await engine.request('snapshot.open', { path: file }));
}, 60_000);
afterAll(() => engine.close());

describe('evidence of the sample, with three systems in it', () => {
  const questions: readonly (readonly [string, () => Input<'evidence.preview'>['question']])[] = [
    ['trace', () => ({ kind: 'trace', text: keyId })],
    ['exposure', () => ({ kind: 'exposure', to: 'k8s://larkfield-prod' })],
    ['findings', () => ({ kind: 'findings' })],
  ];

  it.each(questions)(
    '%s: is derived again, and reads as other programs expect it',
    async (name, question) => {
      const out = join(folder, name);
      await engine.request('evidence.write', { handle, question: question(), out });
      const verified = await engine.request('evidence.verify', { path: out });
      expect(verified.checks.filter(({ ok }) => !ok)).toEqual([]);
      expect(verified.checks.find((check) => check.name === 'Derived again')?.state).toBe('passed');

      const files = await readBundle(out);
      const text = (file: string) => new TextDecoder().decode(files.get(`data/${file}`));
      const graph = opengraphPayload.parse(JSON.parse(text('graph.opengraph.json')));
      const extension = opengraphExtensionShape.parse(JSON.parse(text('graph.opengraph-extension.json')));
      const declared = new Set(
        [...extension.node_kinds, ...extension.relationship_kinds].map((kind) => kind.name),
      );
      expect(graph.graph.nodes.length).toBeGreaterThan(10);
      for (const { kinds } of graph.graph.nodes) for (const kind of kinds) expect(declared).toContain(kind);
      for (const { kind } of graph.graph.edges) expect(declared).toContain(kind);
      const found = sarifLog.parse(JSON.parse(text('findings.sarif'))).runs[0]?.results ?? [];
      const events = text('findings.ocsf.ndjson').split('\n').filter(Boolean);
      for (const event of events) iamAnalysisFinding.parse(JSON.parse(event));
      expect(events).toHaveLength(found.length);
      for (const { locations } of found)
        expect(files.has(`data/${locations[0]?.physicalLocation?.artifactLocation.uri}`)).toBe(true);
    },
    60_000,
  );

  it('says the same on paper as on the page', async () => {
    const files = await readBundle(join(folder, 'trace'));
    const { pages, outline, info } = await readPdf(files.get('data/report.pdf')!);
    const packed = (words: string) => words.replace(/\s/g, '');
    const onPaper = pages
      .map(({ text }, index) => {
        const footer = packed(`${info.Title}${index + 1}/${pages.length}`);
        expect(packed(text).endsWith(footer)).toBe(true);
        return packed(text).slice(0, -footer.length);
      })
      .join('');
    const page = new TextDecoder().decode(files.get('data/report.html'));
    const headings = [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map((match) => match[1]);
    expect(outline.map(({ title }) => title)).toEqual(headings);
    const said = [...page.matchAll(/<p>([^<]{20,})<\/p>/g)].map((match) => match[1] ?? '');
    expect(said.length).toBeGreaterThan(20);
    const plain = (html: string) =>
      html
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&');
    expect(said.filter((sentence) => !onPaper.includes(packed(plain(sentence))))).toEqual([]);
  }, 60_000);
});
