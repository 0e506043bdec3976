/**
 * Real databases for the tests of every module, because what a mock of a database proves is what its author believed.
 *
 * <p>{@link dev.trellis.testbed.TestDatabase#open} gives a new empty database. SQLite and H2 run inside the test;
 * PostgreSQL, MariaDB and MySQL are started from their binaries on Maven Central, once for each JVM and on first use, as
 * root or as anybody else, and end with the JVM however it ends. Their data, and SQLite's files, lie in {@code /dev/shm}
 * where it has 2 GB to spare and nobody says {@code -Dtrellis.testbed.disk=true}: no test asks what a power cut leaves.
 * Nothing of them stays but the unpacked binaries, in one folder of the system's temporary folder.
 *
 * <p>{@code TRELLIS_TEST_POSTGRESQL_URL}, {@code TRELLIS_TEST_MARIADB_URL} and {@code TRELLIS_TEST_MYSQL_URL} name a server
 * to use instead: a JDBC URL with user and password as parameters, of a database from which others may be created.
 * One JVM at a time uses them.
 *
 * <p>MySQL's archive is 550 MB, and a zip, which Maven puts on no class path: a profile fetches it where tests are run, and
 * {@code mysql.properties} says where it lies. Its server needs two libraries that a machine may lack and calls neither as it
 * is started here; stand-ins for them, with their sources, are in the folder {@code linux-x86_64} beside that file. With
 * {@code -Dmaven.test.skip} none of the others is fetched either, if {@code -DskipTests} is said as well.
 *
 * <p>This room imports JDBC drivers and nothing of Trellis, so that every module can use it.
 */
@NullMarked
package dev.trellis.testbed;

import org.jspecify.annotations.NullMarked;
