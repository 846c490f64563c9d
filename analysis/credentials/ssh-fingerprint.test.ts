import { describe, expect, it } from 'vitest';
import { fingerprintOfPublicKey } from './ssh-fingerprint.ts';

describe('the fingerprint of a public key', () => {
  // GitHub publishes this key of its own together with its fingerprint ("GitHub's SSH key fingerprints").
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
  const fingerprint = 'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU';

  it('is the one that ssh-keygen prints, with or without a comment', () => {
    expect(fingerprintOfPublicKey(key)).toBe(fingerprint);
    expect(fingerprintOfPublicKey(`${key} build@example.com\n`)).toBe(fingerprint);
  });

  it('is none where the text is no key, or says another type than it holds', () => {
    for (const text of [
      '',
      'ssh-ed25519',
      'ssh-ed25519 AAAA',
      `# ${key}`,
      key.replace('ssh-ed25519', 'ssh-rsa'),
    ])
      expect(fingerprintOfPublicKey(text), text).toBeNull();
  });
});
