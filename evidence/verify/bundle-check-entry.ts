/** The process that verifies a bundle. Started by `verifyInChild`. */
import { serveCheck } from '../../schema/serve-check.ts';
import { answerBundleJob } from './answer-bundle-job.ts';

serveCheck(answerBundleJob);
