import { type Cursor, field, flag, items, refOf, text } from '../../observations/cursor.ts';
import { exposedSecretId } from '../ids.ts';
import type { ExposedSecretFact, FoundCredential } from './facts.ts';

/** Findings of secret scanners, as the importer left them: without anything secret. */
export function readSecrets(document: Cursor, source: string): readonly ExposedSecretFact[] {
  const scanner = text(document, 'scanner') ?? 'a scanner';
  return [...items(field(document, 'findings'))].flatMap((item): ExposedSecretFact[] => {
    const rule = text(item, 'rule');
    const fingerprint = text(item, 'fingerprint');
    if (rule === null || fingerprint === null) return [];
    const line = field(item, 'line').value;
    return [
      {
        id: exposedSecretId(scanner, fingerprint),
        source,
        scanner,
        rule,
        repository: text(item, 'repository'),
        bucket: bucketOf(text(item, 'bucket')),
        file: text(item, 'file'),
        line: typeof line === 'number' ? line : null,
        commit: text(item, 'commit'),
        verified: flag(item, 'verified'),
        owner: text(item, 'owner'),
        credentials: [...items(field(item, 'recognised'))].flatMap(credentialOf),
        ref: refOf(item),
      },
    ];
  });
}

function bucketOf(name: string | null): string | null {
  return name === null ? null : `arn:aws:s3:::${name}`;
}

function credentialOf(at: Cursor): readonly FoundCredential[] {
  const type = text(at, 'type');
  if (type === null) return [];
  const facts = Object.fromEntries(
    [...items(field(at, 'facts'))].flatMap((fact) => {
      const label = text(fact, 'label');
      const told = text(fact, 'told');
      return label === null || told === null ? [] : [[label, told] as const];
    }),
  );
  return [
    { type, label: text(at, 'label') ?? type, identifier: text(at, 'identifier'), facts, ref: refOf(at) },
  ];
}
