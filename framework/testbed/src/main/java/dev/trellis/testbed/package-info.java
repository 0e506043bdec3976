/**
 * Real databases for the tests of every module, and rules about imports. A mock of a database would only confirm the
 * assumptions of its author.
 *
 * <p>{@link dev.trellis.testbed.TestDatabase#open} creates an empty database. SQLite and H2 run inside the test. PostgreSQL,
 * MariaDB and MySQL are started from the binaries on Maven Central, once per JVM and on first use, also when the tests run
 * as root, and end with the JVM even if it is killed. Their data and the files of SQLite are in {@code /dev/shm} if it has
 * 2 GB to spare and {@code -Dtrellis.testbed.disk=true} is not set, because no test depends on a power failure. Only the
 * unpacked binaries and the initial data of the servers remain, in a folder of the system's temporary folder.
 *
 * <p>{@code TRELLIS_TEST_POSTGRESQL_URL}, {@code TRELLIS_TEST_MARIADB_URL} and {@code TRELLIS_TEST_MYSQL_URL} name a server
 * to use instead: a JDBC URL, with user and password as parameters, of a database from which others can be created. One
 * JVM at a time uses these servers.
 *
 * <p>MySQL's archive has 550 MB and is a zip, which Maven does not put on a class path: a profile downloads it if tests are
 * run, and {@code mysql.properties} contains its path. The server is linked to two libraries that a machine may lack. With
 * the options of the tests, the server does not call these libraries, so the folder {@code linux-x86_64} next to
 * {@code mysql.properties} contains stand-ins with their sources. {@code -Dmaven.test.skip} together with
 * {@code -DskipTests} avoids the download of all servers.
 *
 * <p>{@link dev.trellis.testbed.ImportRules} checks the imports between the packages of a module. {@link
 * dev.trellis.testbed.DriverConnection}, {@link dev.trellis.testbed.ApplicationLoader} and {@link dev.trellis.testbed.Leaks}
 * are for tests that bypass checks, and for tests of several applications in one JVM.
 *
 * <p>The module uses JDBC drivers and nothing of Trellis, so that every module can use it.
 */
@NullMarked
package dev.trellis.testbed;

import org.jspecify.annotations.NullMarked;
