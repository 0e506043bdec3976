package dev.trellis.loyalty;

import dev.trellis.junit.TrellisTest;
import dev.trellis.junit.TrellisTests;

/** The branch {@code loyalty} together with the branch {@code retail}, on which it depends. */
@TrellisTest(url = "jdbc:sqlite:")
class MigrationsTest implements TrellisTests {}
