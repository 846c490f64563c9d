/** The version that files and bundles name as their maker. Kept equal to package.json by a test. */
export const VERSION = 'trustpath 0.1.0';
