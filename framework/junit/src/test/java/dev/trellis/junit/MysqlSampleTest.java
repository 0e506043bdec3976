package dev.trellis.junit;

import dev.trellis.testbed.TestDatabase.Kind;

@TrellisTest(setup = Sample.OnMysql.class)
class MysqlSampleTest extends SampleContract {
    MysqlSampleTest() {
        super(Kind.MYSQL);
    }
}
