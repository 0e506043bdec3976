/**
 * Real databases for the tests of every module, because what a mock of a database proves is what its author believed.
 *
 * <p>{@link dev.trellis.testbed.TestDatabase#open} gives a new empty database. SQLite and H2 run inside the test;
 * PostgreSQL and MariaDB are started from their binaries on Maven Central, once for each JVM and on first use, as root
 * or as anybody else, and end with the JVM however it ends. Nothing of them stays but the unpacked binaries, in one
 * folder of the system's temporary folder.
 *
 * <p>{@code TRELLIS_TEST_POSTGRESQL_URL} and {@code TRELLIS_TEST_MARIADB_URL} name a server to use instead: a JDBC URL with
 * user and password as parameters, of a database from which others may be created.
 *
 * <p>This room imports JDBC drivers and nothing of Trellis, so that every module can use it.
 */
@NullMarked
package dev.trellis.testbed;

import org.jspecify.annotations.NullMarked;
