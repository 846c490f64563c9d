/**
 * What stands as the reason of each operation until it is asked, with the status `skipped`: so that a collection that is
 * killed says by itself what it did not come to.
 */
export const NOT_REACHED = 'the collection ended before this was asked';
