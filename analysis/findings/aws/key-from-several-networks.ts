import { seenWords } from '../../rules/observed/seen-words.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';

export const keyFromSeveralNetworks: FindingRule = {
  id: 'aws-key-used-from-several-networks',
  title: 'One access key is used from several networks',
  severity: 'medium',
  confidence: 'low',
  techniques: ['T1078.004', 'T1552.001'],
  why: 'A key that works in several places was copied: who did what with it cannot be told apart, and one of the places may be a thief.',
  remediation:
    'Find out whose the networks are. Give each place a role or a key of its own, and delete this key.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
  subject: 'use',
  find(use, _scene, emit) {
    if (use.key === null || use.count <= use.errors) return;
    const networks = [...new Set(use.from.flatMap((address) => networkOf(address) ?? []))].sort();
    if (networks.length < 2) return;
    emit({
      entity: use.key,
      title: `${use.key} was used from ${networks.length} networks`,
      proof: [step(use.ref, `${use.principal} acted with key ${use.key} ${seenWords(use, use.from)}.`)],
      attributes: { networks, principal: use.principal },
    });
  },
};

/** The first 16 bits of an IPv4 address, 32 of an IPv6 one: about what one provider or office has. Null for services. */
function networkOf(address: string): string | null {
  const v4 = /^(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(address);
  if (v4) return `${v4[1]}.0.0/16`;
  const v6 = /^([0-9a-f]{1,4}:[0-9a-f]{1,4}):/i.exec(address);
  return v6 ? `${v6[1]}::/32` : null;
}
