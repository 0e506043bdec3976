package dev.trellis.junit;

import dev.trellis.testbed.TestDatabase.Kind;

@TrellisTest(setup = Sample.OnH2.class)
class H2SampleTest extends SampleContract {
    H2SampleTest() {
        super(Kind.H2);
    }
}
