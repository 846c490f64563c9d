import { collectAws } from '../../collectors/aws/collect.ts';
import { startSampleEstate } from '../../sample/server.ts';
import type { SampleSource } from './sample-source.ts';

export const sampleAws: SampleSource = {
  async collect(writer, { signal, onProgress }) {
    const estate = await startSampleEstate();
    try {
      const { endpoint, credentials, region } = estate;
      return await collectAws(writer, { endpoint, credentials, regions: [region], signal, onProgress });
    } finally {
      await estate.close();
    }
  },
};
