/**
 * The revision graph: which revisions there are, what each stands on, and what an upgrade, a downgrade or a stamp would
 * therefore do. Pure: values in, values out; it imports {@link dev.trellis.error} and the JDK.
 *
 * <p>The words. <em>Below</em> a revision are its {@code down_revision}s and what it depends on, and so on down; the
 * <em>line below</em> is the same through {@code down_revision} only. <em>Rows</em> are the identifiers in the version
 * table ({@link dev.trellis.revision.Heads}); the <em>applied</em> revisions are the rows and everything below them.
 * After every step the rows are the applied revisions that no other applied revision has below it: that sentence is the
 * whole of the bookkeeping.
 *
 * <p><b>Order.</b> The graph has one order, computed once by Kahn's algorithm: of the revisions whose below is done, the
 * one that was loaded first comes next. Every plan is a part of that order, upgrades forwards and downgrades backwards.
 * Whether a revision is available, and which available one was loaded first, depends on nothing that is on top; so
 * adding revisions on top never changes the order among those that were there, and a base schema can grow without
 * changing how an application's history runs on a fresh database. This holds as long as the load order of the old
 * revisions among themselves stays as it is.
 *
 * <p>Inside, a revision is its index in the load order and sets are bit sets; every answer is linear in revisions and
 * edges, and nothing recurses. Text is read by {@link dev.trellis.revision.Target} and
 * {@link dev.trellis.revision.Range} without looking anything up.
 */
@NullMarked
package dev.trellis.revision;

import org.jspecify.annotations.NullMarked;
