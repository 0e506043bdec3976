package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase;

/**
 * A tool that takes part in a race.
 *
 * @param preparation what happens to a database before the measurement
 * @param start creates the measured process
 * @param maxRounds the largest number of rounds, for tools that take minutes
 */
record Contender(String name, Preparation preparation, Start start, Expectation expectation, int maxRounds) {

    /** Changes a database to the state in which the measured process begins. */
    interface Preparation {
        Preparation NONE = database -> {};

        void of(TestDatabase database) throws Exception;
    }

    /** Creates the process for a database. */
    interface Start {
        ProcessBuilder on(TestDatabase database) throws Exception;
    }

    /**
     * The expected end of the process.
     *
     * @param exitCode the exit code of a successful run
     * @param mayFail whether a failure is a result, as for other tools, rather than a defect of the benchmark
     */
    record Expectation(int exitCode, boolean mayFail) {}

    /** Returns a contender that must succeed: the floor or Trellis. */
    static Contender ours(String name, Preparation preparation, Start start) {
        return new Contender(name, preparation, start, new Expectation(0, false), Integer.MAX_VALUE);
    }

    /** Returns another tool, whose failures are counted. */
    static Contender peer(String name, Preparation preparation, Start start) {
        return new Contender(name, preparation, start, new Expectation(0, true), Integer.MAX_VALUE);
    }

    /** Returns the same contender with the launcher of an earlier build of Trellis. */
    Contender onPreviousBuild(Tools tools) {
        return new Contender(
                name + ", previous build",
                preparation,
                database -> tools.onPreviousBuild(start.on(database)),
                expectation,
                maxRounds);
    }

    Contender withPreparation(Preparation other) {
        return new Contender(name, other, start, expectation, maxRounds);
    }

    Contender withExitCode(int code) {
        return new Contender(name, preparation, start, new Expectation(code, expectation.mayFail()), maxRounds);
    }

    Contender withMaxRounds(int rounds) {
        return new Contender(name, preparation, start, expectation, rounds);
    }
}
