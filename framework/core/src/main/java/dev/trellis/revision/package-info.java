/**
 * The revision graph: the revisions, their parents and dependencies, and the plans of upgrades, downgrades and stamps. The
 * package is pure: {@link dev.trellis.revision.RevisionGraph} takes values and returns values, and nothing here accesses a
 * database or a file.
 *
 * <p><b>Terms.</b> <em>Below</em> a revision are its parents ({@code down_revision}), its dependencies ({@code depends_on}),
 * and everything below those; the <em>line</em> of a revision follows {@code down_revision} only. <em>Rows</em> are the
 * identifiers in the version table ({@link dev.trellis.revision.Heads}); the <em>applied</em> revisions are the rows and
 * everything below them. After every step the rows are the applied revisions that are not below another applied revision.
 *
 * <p><b>Order.</b> The graph has one order of execution, computed once by Kahn's algorithm: among the revisions for which
 * everything below is done, the first in load order comes next. Every plan is a part of that order, forwards for upgrades and
 * backwards for downgrades. Revisions above do not influence when a revision comes next. Adding revisions on top therefore
 * never changes the order of the existing ones, and a base schema can grow without changing how an application's history
 * runs on an empty database, provided that the load order of the existing revisions does not change.
 *
 * <p><b>Baselines.</b> A {@linkplain dev.trellis.revision.Replaced baseline} has the identifier of the last revision that it
 * replaces, so rows and dependencies that name this revision are unaffected. A dependency on another replaced revision, or on
 * a label that one of them declared, means the baseline in the order of execution. It does not imply that the baseline is
 * applied, because a database may have the replaced revision only. The baseline therefore keeps a row of its own next to the
 * dependent revision, as the last replaced revision did, and a database without that row is refused.
 *
 * <p><b>Reading the code.</b> {@link dev.trellis.revision.Target} and {@link dev.trellis.revision.Range} parse texts without
 * looking anything up; {@code Lookup} finds the revisions that they name. {@code GraphBuilder} validates headers, {@code
 * Topology} holds the edges, and {@code UpgradePath}, {@code DowngradePath} and {@code StampPath} compute the plans. A
 * revision is its index in load order, and sets are bit sets; every answer takes time linear in revisions and edges, without
 * recursion.
 */
@NullMarked
package dev.trellis.revision;

import org.jspecify.annotations.NullMarked;
