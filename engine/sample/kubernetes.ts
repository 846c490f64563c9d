import { collectKubernetes } from '../../collectors/kubernetes/collect.ts';
import { startSampleCluster } from '../../sample/kubernetes/server.ts';
import type { SampleSource } from './sample-source.ts';

export const sampleKubernetes: SampleSource = {
  async collect(writer, { signal, onProgress }) {
    const cluster = await startSampleCluster();
    try {
      return await collectKubernetes(writer, { kubeconfigText: cluster.kubeconfig, signal, onProgress });
    } finally {
      await cluster.close();
    }
  },
};
