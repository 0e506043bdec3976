package dev.trellis.retail;

import dev.trellis.junit.TrellisTest;
import dev.trellis.junit.TrellisTests;

/** Runs the generated tests on the branch {@code retail}. */
@TrellisTest(url = "jdbc:sqlite:")
class MigrationsTest implements TrellisTests {}
