import { beforeAll, describe, expect, it } from 'vitest';
import type { Bundle } from './build-bundle.ts';
import { iamAnalysisFinding } from './testing/ocsf-shape.ts';
import { sarifLog } from './testing/sarif-shape.ts';
import { failed, jsonOf, KEY, smallAnswer, smallBundle, textOf } from './testing/small-bundle.ts';
import { smallSnapshot } from './testing/small-snapshot.ts';

describe('an evidence bundle', () => {
  let bundle: Bundle;
  beforeAll(async () => {
    bundle = await smallBundle();
  });

  it('verifies as written', () => {
    expect(failed(bundle.files)).toEqual([]);
  });

  it('shows what stands at each place that a proof points at', () => {
    const report = textOf(bundle.files.get('data/report.html'));
    expect(report).toContain('allows sts:AssumeRole');
    expect(report).toContain('&quot;Action&quot;: &quot;sts:AssumeRole&quot;');
    const hash = /observations\/<\/span><code>([0-9a-f]{64})\.json#/.exec(report)?.[1];
    expect([...bundle.files.keys()]).toContain(`data/observations/${hash}.json`);
  });

  it('carries the findings of the answer for people and for other programs', () => {
    expect(textOf(bundle.files.get('data/findings.csv'))).toContain('aws-role-open-to-outside-account');
    const sarif = sarifLog.parse(jsonOf(bundle.files.get('data/findings.sarif')));
    const place = sarif.runs[0]?.results[0]?.locations[0]?.physicalLocation?.artifactLocation.uri;
    expect(bundle.files.has(`data/${place}`)).toBe(true);
    const [line = ''] = textOf(bundle.files.get('data/findings.ocsf.ndjson')).split('\n');
    iamAnalysisFinding.parse(JSON.parse(line));
  });

  it('says what each gap could hide', () => {
    const gap = {
      source: 'aws:111122223333',
      operation: 'iam:ListAccessKeys',
      reason: 'AccessDenied',
      kinds: ['authenticates-as' as const],
    };
    return smallBundle({ answer: { unknowns: [gap] } }).then(({ files }) => {
      const report = textOf(files.get('data/report.html'));
      expect(report).toContain('It could hide');
      expect(report).toContain('Whoever holds the credential acts as the principal.');
    });
  });

  it('fails where the proof of a finding points nowhere', async () => {
    const snapshot = smallSnapshot();
    const findings = smallAnswer(snapshot).findings.map((each) => ({
      ...each,
      proof: each.proof.map((step) => ({ ...step, pointer: '/nothing' })),
    }));
    const { files } = await smallBundle({ snapshot, answer: { findings } });
    expect(failed(files)).toEqual(['Proofs', 'Derived again']);
  });

  it('neutralises cells that a spreadsheet would run', () => {
    const csv = textOf(bundle.files.get('data/coverage.csv'));
    expect(csv).toContain(`"'=HYPERLINK(""https://example.com"") is not authorized"`);
  });

  it('shows names from outside as text', async () => {
    const hostile = await smallBundle({
      answer: {
        question: { kind: 'path', title: '<img src=x onerror=alert(1)>\u202egnp', from: null, to: null },
      },
    });
    const report = textOf(hostile.files.get('data/report.html'));
    expect(report).not.toContain('<img');
    expect(report).not.toContain('\u202e');
    expect(report).toContain('&lt;img src=x onerror=alert(1)&gt;\\u{202e}gnp');
  });

  it('says how much a person left out by choice', async () => {
    const { files } = await smallBundle({ answer: { notChosen: { paths: 2, findings: 1 } } });
    const report = textOf(files.get('data/report.html'));
    expect(report).toContain('3 paths were found.');
    expect(report).toContain('2 more paths were found and are not in this bundle');
    expect(report).toContain('1 more finding is not in this bundle');
    const nothing = await smallBundle({
      answer: { paths: [], findings: [], notChosen: { paths: 1, findings: 3 } },
    });
    const rest = textOf(nothing.files.get('data/report.html'));
    expect(rest).toContain('1 more path was found and is not in this bundle');
    expect(rest).toContain('3 more findings are not in this bundle');
    expect(jsonOf(files.get('data/custody.json'))).toMatchObject({
      actions: expect.arrayContaining([expect.objectContaining({ action: 'leave-out', paths: 2 })]),
    });
  });
});

describe('custody.json', () => {
  it('says who collected what with which call, what was denied, and what that hides', async () => {
    const { files } = await smallBundle();
    expect(jsonOf(files.get('data/custody.json'))).toMatchObject({
      tool: 'trustpath 0.0.0',
      build: 'node test',
      operatingSystem: 'test',
      operator: 'Ada Example',
      redactedFrom: null,
      case: null,
      sources: [{ principal: 'arn:aws:iam::111122223333:user/auditor', clockOffsetMs: 120 }],
      clock: { offsetsFromServersMs: { 'aws:111122223333': 120 } },
      calls: [
        {
          operation: 'iam:GetAccountAuthorizationDetails',
          endpoint: 'https://iam.example.com',
          requestId: 'request-1',
          page: 0,
          startedAt: '2026-03-01T10:00:00.000Z',
        },
      ],
      gaps: [{ status: 'denied', hides: [expect.stringContaining('authenticates as')] }],
      documents: { extent: 'proofs', inBundle: 1, inSnapshot: 1, rederived: true },
    });
  });

  it('names the digest that a redacted snapshot was made from', async () => {
    const { files } = await smallBundle({
      snapshot: smallSnapshot({ redactedFrom: `sha256:${'0'.repeat(64)}` }),
    });
    expect(jsonOf(files.get('data/custody.json'))).toMatchObject({
      redactedFrom: `sha256:${'0'.repeat(64)}`,
    });
    expect(failed(files)).toEqual([]);
  });

  it('is signed with the key whose id the signature names', async () => {
    const { files } = await smallBundle();
    expect(jsonOf(files.get('signature.dsse.json'))).toMatchObject({ signatures: [{ keyid: KEY.keyId }] });
  });
});
