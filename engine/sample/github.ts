import { collectGithub } from '../../collectors/github/collect.ts';
import { ORGANIZATION_LOGIN } from '../../sample/github/larkfield.ts';
import { startSampleOrganization } from '../../sample/github/sample-organization.ts';
import type { SampleSource } from './sample-source.ts';

export const sampleGithub: SampleSource = {
  async collect(writer, { signal, onProgress }) {
    const { baseUrl, token, close } = await startSampleOrganization();
    try {
      const organizations = [ORGANIZATION_LOGIN];
      return await collectGithub(writer, { organizations, baseUrl, token, signal, onProgress });
    } finally {
      await close();
    }
  },
};
