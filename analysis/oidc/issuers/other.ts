import { dangerous, loose, type Pins, safe } from '../judgement.ts';
import { isExact, literalStart } from '../text-pattern.ts';
import type { Issuer } from './issuer.ts';

/** An issuer whose subjects are not known here: only that a subject pinned in full is one identity. */
export const otherIssuer: Issuer = {
  id: 'other',
  title: 'OIDC issuer',
  is: () => true,
  awsClaims: [],
  subjectStart: '',
  judge(pins: Pins) {
    const sub = pins.get('sub');
    if (sub === undefined || literalStart(sub) === '')
      return dangerous('Every subject of the issuer is admitted.');
    if (isExact(sub)) return safe('One subject of the issuer.');
    return loose('Every subject of the issuer that begins so is admitted.');
  },
  references: ['https://openid.net/specs/openid-connect-core-1_0.html#IDToken'],
};
