package dev.trellis.adopt.flyway;

import org.jspecify.annotations.Nullable;

/**
 * A migration with the revision that it has become.
 *
 * @param file the file
 * @param id the identifier of the revision
 * @param checksum the checksum that Flyway computes for the file; null if it computes none
 */
record FlywayMigration(
        MigrationFile file, String id, @Nullable Integer checksum) {}
