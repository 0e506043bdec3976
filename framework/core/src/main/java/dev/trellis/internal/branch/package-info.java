/**
 * Loads the scripts of all branches and builds the revision graph. {@link dev.trellis.internal.branch.BranchConfiguration}
 * merges the branches of plugins with the settings of the configuration; {@link dev.trellis.internal.branch.Branches} loads
 * their scripts. A problem in one script does not hide the problems in other scripts: all problems are reported at once.
 *
 * <p><b>Load order.</b> Branches are loaded in a fixed order: protected branches first, then the others, each group sorted
 * by label; within a branch, revisions are sorted by identifier. Dependencies leave open in which order independent
 * revisions run. Of the revisions that may run next, the graph takes the one that was loaded first, so the load order
 * decides. The load order depends only on labels, identifiers and protection, not on the file system, the class path or the
 * order of plugins. Therefore a further branch or revision never changes the order in which the existing revisions run on a
 * fresh database, and every installation runs them in the same order. If an existing branch becomes protected, its place in
 * the order changes.
 */
@NullMarked
package dev.trellis.internal.branch;

import org.jspecify.annotations.NullMarked;
