import { describe, expect, it } from 'vitest';
import type { Standing } from '../../analysis/exceptions/excepted.ts';
import type { Finding } from '../../analysis/findings/finding-rule.ts';
import { FINDING_RULES } from '../../analysis/findings/registry.ts';
import { iamAnalysisFinding } from '../testing/ocsf-shape.ts';
import { sarifLog } from '../testing/sarif-shape.ts';
import type { FindingContext } from './finding-context.ts';
import { FINDING_FILES } from './write-findings.ts';

const ROLE = 'arn:aws:iam::111122223333:role/open';
const OBSERVATION = `sha256:${'a1'.repeat(32)}` as const;

const open: Finding = {
  id: `aws-role-trusts-anyone:${ROLE}`,
  rule: 'aws-role-trusts-anyone',
  title: '=Role open‮ can be assumed by anyone',
  severity: 'critical',
  confidence: 'high',
  entity: ROLE,
  techniques: ['T1199', 'T1078.004'],
  proof: [
    { observation: OBSERVATION, pointer: '/Statement/0', says: 'The trust policy, "open", admits anyone.' },
  ],
  remediation: 'Name who needs the role.',
  conditions: ['sts:ExternalId is "example"'],
  attributes: { asOf: '2026-03-01T10:00:00.000Z' },
};
const about = (kind: 'aws-role' | 'aws-s3-bucket') => ({
  id: ROLE,
  kind,
  name: 'open',
  source: 'aws:111122223333',
  collected: true,
  tier: null,
  attributes: {},
  evidence: null,
});
const context = (
  findings: readonly Finding[],
  kind: 'aws-role' | 'aws-s3-bucket' = 'aws-role',
): FindingContext => ({
  findings,
  rules: FINDING_RULES,
  tool: 'trustpath 0.1.0',
  sealedAt: '2026-03-01T10:00:00.000Z',
  digest: 'sha256:00',
  entity: () => about(kind),
});

describe('findings.sarif', () => {
  const log = sarifLog.parse(JSON.parse(FINDING_FILES.sarif.write(context([open]))));
  const [run] = log.runs;

  it('names each rule once, and results by it', () => {
    const [result] = run?.results ?? [];
    expect(run?.tool.driver.rules.map((rule) => rule.id)).toEqual([open.rule]);
    expect(run?.tool.driver.rules[result?.ruleIndex ?? -1]?.id).toBe(result?.ruleId);
    expect(result).toMatchObject({
      level: 'error',
      properties: { severity: 'critical', confidence: 'high' },
    });
  });

  it('points at the document of the proof as the bundle names it, and keeps the place in words', () => {
    const [result] = run?.results ?? [];
    expect(result?.locations[0]?.physicalLocation?.artifactLocation.uri).toBe(
      `observations/${'a1'.repeat(32)}.json`,
    );
    expect(result?.relatedLocations[0]?.message.text).toContain('/Statement/0');
  });

  it('shows what would reverse a line', () => {
    expect(run?.results[0]?.message.text).toContain('\\u{202e}');
  });

  it('has the same fingerprint in every run', () => {
    const again = sarifLog.parse(
      JSON.parse(FINDING_FILES.sarif.write(context([{ ...open, title: 'other' }]))),
    );
    expect(again.runs[0]?.results[0]?.partialFingerprints).toEqual(run?.results[0]?.partialFingerprints);
  });

  it('is a log without results where nothing was found', () => {
    expect(sarifLog.parse(JSON.parse(FINDING_FILES.sarif.write(context([])))).runs[0]?.results).toEqual([]);
  });
});

describe('findings.ocsf.ndjson', () => {
  const lines = FINDING_FILES.ocsf
    .write(context([open, { ...open, id: 'other', severity: 'low' }]))
    .trimEnd()
    .split('\n');
  const events = lines.map((line) => iamAnalysisFinding.parse(JSON.parse(line)));

  it('is one event a line, at the time of sealing', () => {
    expect(events.map((event) => [event.severity_id, event.time])).toEqual([
      [5, Date.parse('2026-03-01T10:00:00.000Z')],
      [2, Date.parse('2026-03-01T10:00:00.000Z')],
    ]);
  });

  it('says techniques with the version of ATT&CK, parents and their parts apart', () => {
    expect(events[0]?.finding_info.attacks).toEqual([
      { version: '17', technique: { uid: 'T1199' } },
      { version: '17', technique: { uid: 'T1078' }, sub_technique: { uid: 'T1078.004' } },
    ]);
  });

  it('is about an identity where the entity acts, and about a resource otherwise', () => {
    expect(events[0]?.user?.uid).toBe(ROLE);
    const [line = ''] = FINDING_FILES.ocsf.write(context([open], 'aws-s3-bucket')).split('\n');
    const event = iamAnalysisFinding.parse(JSON.parse(line));
    expect(event.user).toBeUndefined();
    expect(event.resources?.[0]?.uid).toBe(ROLE);
  });
});

describe('findings.csv', () => {
  it('is a line a finding, and what a spreadsheet would run is text', () => {
    const [header, line, ...rest] = FINDING_FILES.csv.write(context([open])).split('\r\n');
    expect(header).toMatch(/^severity,confidence,rule,title,entity/);
    expect(line).toContain(",'=Role open");
    expect(line).toContain(`${OBSERVATION}#/Statement/0`);
    expect(rest).toEqual(['']);
  });
});

describe('findings that an exception of the case covers', () => {
  const standing: Standing = {
    id: 'x1',
    live: true,
    daysLeft: 30,
    exception: {
      scope: { of: 'finding', finding: open.id },
      reason: '=Vendor moves in summer.',
      owner: 'Platform',
      approver: 'R. Okafor',
      control: 'Denied outside the office.',
      granted: '2026-03-01T10:00:00.000Z',
      expires: '2026-12-31',
    },
  };
  const SAYS =
    'Accepted until 2026-12-31 by R. Okafor; Platform answers for it. Why: =Vendor moves in summer. Meanwhile: Denied outside the office.';
  const excepted: FindingContext = {
    ...context([open, { ...open, id: 'other' }]),
    exceptionOf: ({ id }) => (id === open.id ? standing : null),
  };

  it('are suppressed in SARIF, and the others are said not to be', () => {
    const { runs } = sarifLog.parse(JSON.parse(FINDING_FILES.sarif.write(excepted)));
    expect(runs[0]?.results.map(({ suppressions }) => suppressions)).toEqual([
      [
        {
          kind: 'external',
          status: 'accepted',
          justification: SAYS,
          properties: {
            exception: 'x1',
            owner: 'Platform',
            approver: 'R. Okafor',
            granted: '2026-03-01T10:00:00.000Z',
            expires: '2026-12-31',
          },
        },
      ],
      [],
    ]);
  });

  it('have the status and the comment of OCSF', () => {
    const lines = FINDING_FILES.ocsf.write(excepted).trimEnd().split('\n');
    const [first, second] = lines.map((line) => iamAnalysisFinding.parse(JSON.parse(line)));
    expect(first).toMatchObject({
      status_id: 3,
      status: 'Suppressed',
      comment: SAYS,
      unmapped: { exception: 'x1', excepted_until: '2026-12-31' },
    });
    expect(second).toMatchObject({ status_id: 1, status: 'New' });
    expect(second?.comment).toBeUndefined();
  });

  it('have two columns of CSV, which are not there where no case was looked at', () => {
    const [header = '', first = '', second = ''] = FINDING_FILES.csv.write(excepted).split('\r\n');
    expect(header.endsWith(',id,excepted until,exception')).toBe(true);
    expect(first.endsWith(`,${open.id},2026-12-31,${SAYS}`)).toBe(true);
    expect(second.endsWith(',other,,')).toBe(true);
    expect(FINDING_FILES.csv.write(context([open]))).not.toContain('except');
  });
});
