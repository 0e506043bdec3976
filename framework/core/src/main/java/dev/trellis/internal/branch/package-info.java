/**
 * Loads the scripts of all branches and builds the revision graph. A fault in one script does not hide the faults in
 * others: all are reported at once.
 */
@NullMarked
package dev.trellis.internal.branch;

import org.jspecify.annotations.NullMarked;
