import { sampleAws } from './aws.ts';
import { sampleGithub } from './github.ts';
import { sampleKubernetes } from './kubernetes.ts';
import type { SampleSource } from './sample-source.ts';

/** The systems of the sample estate, in the order in which they are collected. */
export const SAMPLE_SOURCES: readonly SampleSource[] = [sampleAws, sampleKubernetes, sampleGithub];
