package dev.trellis.loyalty;

import dev.trellis.junit.TrellisTest;
import dev.trellis.junit.TrellisTests;

/** Runs the generated tests on the branch {@code loyalty} and the branch {@code retail}, on which it depends. */
@TrellisTest(url = "jdbc:sqlite:")
class MigrationsTest implements TrellisTests {}
