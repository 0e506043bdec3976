package @{package};

import dev.trellis.junit.TrellisTest;
import dev.trellis.junit.TrellisTests;

/**
 * Tests of the scripts that the jar will contain: without trellis.yaml, which names the folder of the sources. A test with
 * the parameter DataSource, Connection or Handle receives a migrated database.
 */
@TrellisTest(url = "jdbc:sqlite:")
class MigrationsTest implements TrellisTests {}
