import { TrustpathError } from '../schema/errors.ts';
import type { HostRequest, KeyReport } from '../schema/host-contract.ts';
import type { OwnKey } from './signing-key.ts';

/** The signing key of the host's key store, which the engine's own process cannot reach. It is not kept here. */
export function createHostKey(send: (message: HostRequest) => void): {
  readonly own: OwnKey;
  readonly receive: (report: KeyReport) => void;
} {
  const waiting = new Map<number, (report: KeyReport) => void>();
  let last = 0;
  return {
    own: {
      kept: 'the key store of this system',
      async read() {
        const wish = ++last;
        const report = await new Promise<KeyReport>((resolve) => {
          waiting.set(wish, resolve);
          send({ type: 'key-wanted', wish });
        });
        if ('pem' in report) return report.pem;
        throw new TrustpathError('input-unreadable', report.problem);
      },
    },
    receive(report) {
      waiting.get(report.wish)?.(report);
      waiting.delete(report.wish);
    },
  };
}
