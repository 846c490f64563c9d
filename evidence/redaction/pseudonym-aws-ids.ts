import { accountOfAwsId } from '../../analysis/credentials/aws-account-id.ts';
import type { KeyedLetters } from './keyed-letters.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * The pseudonym of an access key id or a principal's unique id. Ids of the new format carry their account in the nine
 * characters behind the prefix: the pseudonym carries the account's pseudonym, so whose a pasted id is still comes out.
 */
export function pseudonymAwsId(
  letters: KeyedLetters,
  ofAccount: (account: string) => string,
): (id: string) => string {
  const shuffled = (id: string, from: number) =>
    Array.from(id.slice(from), (character, index) => {
      const symbol = BASE32.indexOf(character);
      return BASE32[letters.permute('base32', id.slice(0, from + index), symbol)];
    }).join('');

  return (id) => {
    const prefix = id.slice(0, 4);
    const decoded = accountOfAwsId(id);
    if (decoded.kind !== 'account') {
      // The first character behind the prefix says which format it is: it stays.
      return prefix + id[4] + shuffled(id, 5);
    }
    const low = BASE32.indexOf(id[12] ?? 'A') % 16;
    let number = 2 ** 44 + Number(ofAccount(decoded.account)) * 16 + low;
    let head = '';
    for (let place = 0; place < 9; place++) {
      head = BASE32[number % 32] + head;
      number = Math.floor(number / 32);
    }
    return prefix + head + shuffled(id, 13);
  };
}
