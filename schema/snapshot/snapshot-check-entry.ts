/** The process that checks a snapshot. Started by `checkSnapshotInChild`. */
import { serveCheck } from '../serve-check.ts';
import { answerCheckJob } from './answer-check-job.ts';

serveCheck(answerCheckJob);
