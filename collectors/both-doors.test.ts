import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { Call } from '../schema/records.ts';
import { createSnapshot } from '../schema/snapshot/create.ts';
import { collectAws } from './aws/collect.ts';
import { startLoopbackAws } from './aws/testing/loopback-aws.ts';
import { smallEstate } from './aws/testing/small-estate.ts';
import { importAws } from './import/aws.ts';

/** Answers that no AWS CLI prints (its error says that there is none), or that name nothing by which to know them. */
const NOT_IN_FILES = /^(iam:GenerateCredentialReport|dynamodb:ListTagsOfResource)$/;
const SAYS_NONE = /:null\}$|"TagSet":\[\]|"Policies":\[\]/;

it('a live collection and an import of the same answers record the same observations', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trustpath-doors-'));
  const aws = await startLoopbackAws(smallEstate());
  const options = { createdBy: 'test', createdAt: new Date().toISOString() };
  const live = createSnapshot(join(folder, 'live.trustpath'), options);
  const files = createSnapshot(join(folder, 'files.trustpath'), options);
  try {
    await collectAws(live, {
      endpoint: aws.endpoint,
      regions: ['eu-central-1'],
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-used-by-anyone' },
    });
    const kept: Call[] = [];
    for (const call of live.reader().calls()) {
      const document = call.observation === null ? null : live.reader().document(call.observation);
      if (NOT_IN_FILES.test(call.operation) || SAYS_NONE.test(JSON.stringify(document))) continue;
      kept.push(call);
      const subject = encodeURIComponent(
        String(
          call.parameters.Arn ??
            call.parameters.TargetId ??
            Object.values(call.parameters)[0] ??
            `page-${call.page}`,
        ),
      );
      // Several calls may be about the same cluster; each has a folder of its own, in order.
      const folderName = `${call.operation.replace(':', '-')}/${String(kept.length).padStart(3, '0')}`;
      const path = join(folder, 'export', call.region ?? 'global', folderName, subject);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, JSON.stringify(document, null, 4));
    }
    await importAws(files, [join(folder, 'export')]);
    const told = (calls: Iterable<Call>) =>
      [...calls]
        .map((call) =>
          [call.operation, call.region, call.parameters, call.page, call.observation]
            .map((part) => JSON.stringify(part))
            .join(' '),
        )
        .sort();
    expect(kept.length).toBeGreaterThan(50);
    expect(told(files.reader().calls())).toEqual(told(kept));
  } finally {
    live.close();
    files.close();
    await aws.close();
    rmSync(folder, { recursive: true });
  }
});
