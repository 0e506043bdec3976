/**
 * Migrates many databases and schemas with the same scripts.
 *
 * <p>{@link dev.trellis.fleet.Fleet} reads the <b>targets</b> from the configuration, and selects some of them by label,
 * wave or slice. The targets run wave by wave. A scheduler passes them to a limited number of threads, and limits the
 * number of targets of each server. Each thread keeps one connection, so that the schemas of a database share it.
 *
 * <p>The scripts are read, parsed and compiled once, and an upgrade is planned once for each distinct starting point. For
 * the schemas of one database, one query reads all version tables, and another one compares all histories; a schema that has
 * nothing to do needs no statement of its own.
 *
 * <p>A fleet stores nothing: the version table, the history and the journal of each target are the truth. A run that was
 * stopped is started again with the same arguments. A {@link dev.trellis.fleet.FleetListener} receives each result when it
 * is complete, so that memory does not grow with reports.
 */
@NullMarked
package dev.trellis.fleet;

import org.jspecify.annotations.NullMarked;
