import { describe, expect, it } from 'vitest';
import { searchWords } from './search-words.ts';

describe('what is typed to find an entity', () => {
  it('is looked for in names and ids, whatever its kind', () => {
    expect(searchWords('  payments  api ')).toEqual({ match: 'payments api', kinds: null });
    expect(searchWords('arn:aws:iam::111122223333:role/kind')).toMatchObject({ kinds: null });
  });

  it('may say the kind, by a part of its name or label', () => {
    const { match, kinds } = searchWords('kind:aws-role deploy');
    expect(match).toBe('deploy');
    expect(kinds).toContain('aws-role');
    expect(kinds).not.toContain('aws-user');
    expect(searchWords('deploy kind:"access key"')).toEqual({ match: 'deploy', kinds: ['aws-access-key'] });
    expect(searchWords('kind:aws-user kind:aws-group').kinds).toEqual(
      expect.arrayContaining(['aws-user', 'aws-group']),
    );
  });

  it('finds nothing in a kind that does not exist, rather than everything', () => {
    expect(searchWords('kind:unicorn deploy')).toEqual({ match: 'deploy', kinds: [] });
    expect(searchWords('kind: deploy')).toEqual({ match: 'deploy', kinds: null });
  });
});
