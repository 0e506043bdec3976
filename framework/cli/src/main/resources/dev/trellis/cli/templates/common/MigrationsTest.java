package @{package};

import dev.trellis.junit.TrellisTest;
import dev.trellis.junit.TrellisTests;

/**
 * Tests the scripts on the class path, which the jar will contain. The tests do not read trellis.yaml, because that file
 * names the folder of the sources. A test with the parameter DataSource, Connection or Handle receives a migrated database.
 */
@TrellisTest(url = "jdbc:sqlite:")
class MigrationsTest implements TrellisTests {}
