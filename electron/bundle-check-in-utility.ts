/** The verification of a bundle inside an Electron utility process. */
import { asNodeChild } from './as-node-child.ts';

await asNodeChild(() => import('../evidence/verify/bundle-check-entry.ts'));
