package dev.trellis.junit;

import dev.trellis.testbed.TestDatabase.Kind;

@TrellisTest(setup = Sample.OnSqlite.class)
class SqliteSampleTest extends SampleContract {
    SqliteSampleTest() {
        super(Kind.SQLITE);
    }
}
