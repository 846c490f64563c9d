import { expect, it } from 'vitest';
import { TrustpathError } from '../../schema/errors.ts';
import { withoutText } from './ask.ts';

const secret = `ghp_${'x'.repeat(36)}`;

it('does not repeat a pasted secret in a failure', () => {
  const failure = new TrustpathError('entity-not-found', `No entity matches "${secret}".`, {
    details: { text: secret },
  });
  const shown = withoutText(failure, `${secret}\n`);
  expect(shown.code).toBe('entity-not-found');
  expect(JSON.stringify([shown.message, shown.details])).not.toContain(secret);
});

it('leaves a failure about a name as it is', () => {
  const failure = new TrustpathError('entity-not-found', 'No entity matches "deployer".');
  expect(withoutText(failure, 'deployer')).toBe(failure);
});
