/**
 * The records that Trellis keeps in the database.
 *
 * <p>The {@linkplain dev.trellis.internal.state.VersionTable version table} has one row for each head: the newest applied
 * revision of each line of development. It is the only record that decides what is applied, and Alembic can read it.
 *
 * <p>The {@linkplain dev.trellis.internal.state.HistoryTable history table} has one row for each attempt at a revision:
 * who ran it, when, for how long, with which outcome and error. An entry also keeps the text of the script and two
 * hashes. The hash of the text shows quickly which scripts may have changed since they were applied; the {@linkplain
 * dev.trellis.internal.state.Checksum checksum} of the parsed script ignores comments and white space and decides. The
 * text itself serves to show a diff, to downgrade a revision whose script has been removed ({@link
 * dev.trellis.internal.state.HistoryScripts}), and to compare an edited script with the part of it that has been run.
 *
 * <p>On a database that commits DDL implicitly, the row of a revision that is being run also holds the journal; the
 * package {@code dev.trellis.internal.journal} explains and writes those columns.
 *
 * <p>{@link dev.trellis.internal.state.MigrationState} reads both tables with one query each into a {@link
 * dev.trellis.internal.state.DatabaseState}, from which plans are computed.
 */
@NullMarked
package dev.trellis.internal.state;

import org.jspecify.annotations.NullMarked;
