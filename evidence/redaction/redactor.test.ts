import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountIdFromAwsId } from '../../analysis/credentials/aws-account-id.ts';
import { REPLACE_ALL, redactionPolicy } from '../../schema/redaction-policy.ts';
import { residueScan } from './residue.ts';
import { redactorFor } from './testing/redactor-for.ts';

const KEY = Buffer.alloc(32, 7);
const ADDRESS = fc.ipV4();

describe('pseudonyms', () => {
  const redactor = redactorFor(KEY, []);

  it.each([
    'iam:PassRole',
    's3:Get*',
    'aws:PrincipalArn',
    'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    'system:masters',
    'system:serviceaccount:kube-system:coredns',
    'lambda.amazonaws.com',
    'https://token.actions.githubusercontent.com',
    'sts.amazonaws.com',
    '2026-11-20T10:00:00.000Z',
    '0.0.0.0/0',
    '169.254.169.254',
    'actions/checkout@v4',
    'eu-central-1',
  ])('leave %s, which is everybody’s', (text) => {
    expect(redactor.text(text)).toBe(text);
  });

  it.each([
    [
      'arn:aws:iam::111122223333:role/team/Billing-Export',
      /^arn:aws:iam::\d{12}:role\/team\/[A-Z][a-z]{6}-[A-Z][a-z]{5}$/,
    ],
    ['larkfield-invoices.s3.amazonaws.com', /^[a-z]{9}-[a-z]{8}\.s3\.amazonaws\.com$/],
    ['amara.okafor@example.com', /^[a-z]{5}\.[a-z]{6}@[a-z]{7}\.com$/],
    ['repo:larkfield/handbook:ref:refs/heads/autumn', /^repo:[a-z]{9}\/[a-z]{8}:ref:refs\/heads\/[a-z]{6}$/],
    ['ghcr.io/larkfield/shop:v1.4', /^ghcr\.io\/[a-z]{9}\/[a-z]{4}:v1\.4$/],
    ['i-0b5f2d9c417ae8360', /^i-[0-9a-f]{17}$/],
    [
      '9f3c2b1a-0000-4000-8000-00000000cafe',
      /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    ],
    ['ip-10-20-1-11.eu-central-1.compute.internal', /^ip-10(-\d{1,3}){3}\.eu-central-1\.compute\.internal$/],
    ['2001:db8:17::5', /^2001:[0-9a-f:]+$/],
    ['Zürich', /^[A-Z][a-z]{10}$/],
  ])('keep the form of %s', (text, form) => {
    const changed = redactor.text(text);
    expect(changed).toMatch(form);
    expect(changed).not.toBe(text);
  });

  it('put the pseudonym of the account into ids that carry one', () => {
    for (const id of ['AKIARTX3GSDSWTM2UWRG', 'AROARTX3GSDSXVUFEBFBZ']) {
      const account = accountIdFromAwsId(id) ?? '';
      expect(account).toMatch(/^\d{12}$/);
      const changed = redactor.text(id);
      expect(changed).not.toBe(id);
      expect(accountIdFromAwsId(changed)).toBe(redactor.text(account));
    }
  });

  it('are the same for a number and its digits, and for a word in other capitals', () => {
    const document = redactor.document({
      repository_id: 76543210,
      text: 'repository_id:76543210',
      size: 76543210,
    });
    expect(document).toEqual({
      repository_id: Number(redactor.text('76543210')),
      text: `repository_id:${redactor.text('76543210')}`,
      size: 76543210,
    });
    expect(redactor.text('LARKFIELD')).toBe(redactor.text('larkfield').toUpperCase());
  });

  it('end also where what stands before a wildcard leaves the rest nowhere to go', () => {
    // Under some keys p becomes v, and every digit behind it makes a version, which stays.
    for (let number = 0; number < 100; number++) {
      const ended = redactorFor(Buffer.alloc(32, number), ['p*', 'p1']).text('p1');
      expect(ended).toMatch(/^[a-z]\d$/);
    }
  });

  it('replace keys that people chose, and leave names of fields', () => {
    const document = redactor.document({
      metadata: { labels: { squadron: 'x9' }, generateName: 'a' },
      unheardOf: { squadronMembers: 1 },
    });
    expect(JSON.stringify(document)).not.toMatch(/squadron/i);
    expect(Object.keys(document as object)).toContain('metadata');
    expect(Object.keys((document as { metadata: object }).metadata)).toEqual(['labels', 'generateName']);
  });

  it('keep an address in exactly the blocks in which it was, and private ones private', () => {
    fc.assert(
      fc.property(ADDRESS, ADDRESS, fc.integer({ min: 8, max: 32 }), (address, other, length) => {
        const block = `${networkOf(other, length)}/${length}`;
        const [changed, changedBlock] = [redactor.text(address), redactor.text(block)];
        expect(isIn(changed, changedBlock)).toBe(isIn(address, block));
        expect(isPrivate(changed)).toBe(isPrivate(address));
        // A block's own address is the first of it.
        expect(networkOf(changedBlock.split('/')[0] ?? '', length)).toBe(changedBlock.split('/')[0]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a policy', () => {
  const documents = [
    { tags: { owner: 'okafor' }, RoleName: 'okafor-exports', name: 'exports', Account: '111122223333' },
  ];
  const of = (policy: object) => redactorFor(KEY, documents, redactionPolicy.parse(policy));

  it('leaves what it does not replace, unless it stands in what it replaces too', () => {
    const redactor = of({ replace: ['tags', 'accounts'] });
    expect(redactor.text('exports')).toBe('exports');
    expect(redactor.text('okafor-exports')).toMatch(/^[a-z]{6}-exports$/);
    expect(redactor.text('okafor-exports')).not.toContain('okafor');
    expect(redactor.text('111122223333')).not.toBe('111122223333');
  });

  it('keeps and hides single words', () => {
    const redactor = of({ keep: ['Okafor'], hide: ['role'] });
    expect(redactor.text('okafor-role')).toMatch(/^okafor-[a-z]{4}$/);
    expect(redactor.text('okafor-role')).not.toContain('role');
  });

  it('replaces everything where it says nothing', () => {
    expect(redactionPolicy.parse({})).toEqual(REPLACE_ALL);
  });
});

describe('the search for what is left', () => {
  const look = (text: string, originals = ['larkfield', 'okafor', '192.0.2.17', 'aria']) => {
    const scan = residueScan({ originals, shortest: 5, explained: (run) => run === 'okaforsson' });
    scan.look(text, 'here');
    return scan.found().map(({ found, encoding }) => `${found} ${encoding}`);
  };

  it('finds words in any capitals, inside words, in base64 at any alignment and between escapes', () => {
    expect(look('the LarkField estate')).toEqual(['larkfield plain']);
    expect(look('mylarkfieldbucket')).toEqual(['larkfield plain']);
    expect(look('%2Fokafor%2F')).toEqual(['okafor plain']);
    expect(look('from 192.0.2.17 on')).toEqual(['192.0.2.17 plain']);
    for (const before of ['', 'x', 'xy']) {
      expect(look(`"${Buffer.from(`${before}larkfield and more`).toString('base64')}"`)).toEqual([
        'larkfield base64',
      ]);
    }
  });

  it('finds nothing in what is known to be a pseudonym, in short words and in names of actions', () => {
    expect(look('okaforsson aria s3:GetLarkfield')).toEqual([]);
  });
});

const bitsOf = (address: string) => address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
const shiftOf = (length: number) => 2 ** (32 - length);

function networkOf(address: string, length: number): string {
  const bits = Math.floor(bitsOf(address) / shiftOf(length)) * shiftOf(length);
  return [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join('.');
}

function isIn(address: string, block: string): boolean {
  const [network = '', length = '32'] = block.split('/');
  return networkOf(address, Number(length)) === networkOf(network, Number(length));
}

function isPrivate(address: string): boolean {
  const [a, b = 0] = address.split('.').map(Number);
  return a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168);
}
