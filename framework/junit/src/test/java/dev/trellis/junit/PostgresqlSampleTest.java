package dev.trellis.junit;

import dev.trellis.testbed.TestDatabase.Kind;

@TrellisTest(setup = Sample.OnPostgresql.class)
class PostgresqlSampleTest extends SampleContract {
    PostgresqlSampleTest() {
        super(Kind.POSTGRESQL);
    }
}
