/**
 * Reads projects of Alembic. {@link dev.trellis.adopt.alembic.AlembicSettings} reads {@code alembic.ini} or
 * {@code pyproject.toml}, {@link dev.trellis.adopt.alembic.VersionFolders} finds the scripts, and
 * {@link dev.trellis.adopt.alembic.AlembicHeaderReader} reads their headers: module-level assignments of literals, without running
 * Python. Identifiers, labels, dependencies and messages stay the same.
 *
 * <p>The changes of a script are a program, which only Python can run. They come from one of two sources that the user creates
 * with their own Python: {@link dev.trellis.adopt.alembic.OfflineSql} reads the output of {@code alembic upgrade --sql}, and
 * {@link dev.trellis.adopt.alembic.Recording} the file that the script of
 * {@link dev.trellis.adopt.alembic.RecorderScript} writes. A script without either is a gap.
 *
 * <p>{@link dev.trellis.adopt.alembic.BranchAssignment} decides which branch a revision belongs to, and
 * {@link dev.trellis.adopt.alembic.VersionRows} reads the table {@code alembic_version}.
 */
@NullMarked
package dev.trellis.adopt.alembic;

import org.jspecify.annotations.NullMarked;
