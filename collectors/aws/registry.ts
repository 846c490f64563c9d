import { iam } from './iam.ts';
import type { Service } from './operation.ts';

/** Every AWS service that is collected. */
export const AWS_SERVICES: readonly Service[] = [iam];
