package dev.trellis.junit;

import dev.trellis.testbed.TestDatabase.Kind;

/** H2 with its defaults, which stores unquoted names in capitals. */
@TrellisTest(url = "jdbc:h2:mem:test", user = "sa", setup = Sample.OnConfiguredServer.class)
class H2InCapitalsSampleTest extends SampleContract {
    H2InCapitalsSampleTest() {
        super(Kind.H2);
    }
}
