/**
 * Reads projects of Flyway. {@link dev.trellis.adopt.flyway.FlywayConfigurationReader} reads the settings,
 * {@link dev.trellis.adopt.flyway.MigrationFiles} finds the files, {@link dev.trellis.adopt.flyway.ScriptConverter} converts
 * versioned and {@link dev.trellis.adopt.flyway.RepeatableConverter} repeatable migrations, and
 * {@link dev.trellis.adopt.flyway.SchemaHistory} reads the table {@code flyway_schema_history}.
 *
 * <p>The versioned migrations become a chain in the order of their versions. It begins with the newest baseline migration
 * ({@code B}), if there is one, as on a new database of Flyway. The repeatable migrations follow in the order of their
 * descriptions, as Flyway runs them. An undo migration becomes the downgrade of the revision with its version.
 *
 * <p>The rules follow Flyway 13, and its documentation where the community edition ignores a kind of file.
 */
@NullMarked
package dev.trellis.adopt.flyway;

import org.jspecify.annotations.NullMarked;
