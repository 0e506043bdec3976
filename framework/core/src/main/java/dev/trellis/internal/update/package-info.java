/**
 * The judgement of an update: the effect of new releases of some branches on the other parties of a database.
 *
 * <p>{@link dev.trellis.internal.update.PluginDescriptor} reads the branches of a jar from a file that the build of the plugin
 * has written, so that no class of the jar is loaded. {@link dev.trellis.internal.update.SchemaReplay} applies scripts to an
 * empty schema. For each operation of a new revision, {@link dev.trellis.internal.update.SchemaChanges} compares the schema
 * before and after it, and returns the changes that may affect another party. {@link
 * dev.trellis.internal.update.PartyReferences} lists what the scripts of the other parties refer to, and {@link
 * dev.trellis.internal.update.Judgement} decides for each party how severe a change is.
 *
 * <p>The rule for everything that is not known: a change is harmless only if its text shows that it is. Raw SQL that Trellis
 * does not understand and Java steps need attention.
 */
@NullMarked
package dev.trellis.internal.update;

import org.jspecify.annotations.NullMarked;
