import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainUnrecognised } from './recognise.ts';

describe('why a text is no credential', () => {
  it.each([
    ['', /empty/],
    ['AKIA6RVFFB77RE7OLMK', /AKIA… *\) but has 19 characters/],
    ['akia6rvffb77re7olmki', /lower-case/],
    ['AKIA6RVFFB01RE7OLMKI', /digit that no key id has/],
    ['AKIA777777777OLMKIAA', /13 digits/],
    ['AKIA************LMKI', /masked/],
    [`ghp_${'a'.repeat(35)}`, /ghp_….*has 35 characters.*36 are expected/],
    [`github_pat_${'a'.repeat(10)}`, /has 10 characters.*82/],
    ['eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0', /has 2 parts/],
    ['{"type":"service_account"', /Google Cloud/],
    ['kind: Config\nusers: [', /kubeconfig/],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE', /without its end/],
    ['xoxb-short', /xoxb…/],
    ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', /secret alone does not say whose/],
    ['111122223333', /account number/],
    ['hello', /No known form/],
  ])('%j', (text, says) => {
    expect(explainUnrecognised(text)).toMatch(says);
  });

  it('never repeats more than four characters of the text', () => {
    const prefixes = [
      'AKIA',
      'ghp_',
      'github_pat_',
      'eyJhbGci',
      'xoxb-',
      'npm_',
      'hvs.',
      'glpat-',
      '',
      'kind: Config ',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...prefixes),
        fc.string({ minLength: 8, maxLength: 60, unit: fc.constantFrom(...'0189QXZqxz') }),
        (prefix, body) => {
          const said = explainUnrecognised(prefix + body);
          for (let i = 0; i + 5 <= body.length; i++) expect(said).not.toContain(body.slice(i, i + 5));
        },
      ),
    );
  });
});
