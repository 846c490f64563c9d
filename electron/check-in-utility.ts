/** The snapshot check inside an Electron utility process. */
import { asNodeChild } from './as-node-child.ts';

await asNodeChild(() => import('../schema/snapshot/snapshot-check-entry.ts'));
