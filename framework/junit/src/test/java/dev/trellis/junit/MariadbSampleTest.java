package dev.trellis.junit;

import dev.trellis.testbed.TestDatabase.Kind;

@TrellisTest(setup = Sample.OnMariadb.class)
class MariadbSampleTest extends SampleContract {
    MariadbSampleTest() {
        super(Kind.MARIADB);
    }
}
