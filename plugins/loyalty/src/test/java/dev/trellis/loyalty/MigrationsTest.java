package dev.trellis.loyalty;

import dev.trellis.junit.TrellisTest;
import dev.trellis.junit.TrellisTests;

/** The branch {@code loyalty} together with the branch {@code retail}, on which it depends. */
@TrellisTest(url = "jdbc:h2:mem:test", user = "sa")
class MigrationsTest implements TrellisTests {}
