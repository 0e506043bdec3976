package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase;
import java.util.Set;

/**
 * One of those that are timed.
 *
 * @param prepare what it needs of a database before it is timed
 * @param timed the process that is timed
 * @param good the exit codes of a run that went well
 * @param most how many rounds it takes part in at most, for those that take minutes
 * @param mayFail whether a failure is a result, as for the peers, instead of a defect of the bench
 */
record Contender(String name, Preparation prepare, Start timed, Set<Integer> good, int most, boolean mayFail) {

    /** Brings a database to where the timed process begins. */
    interface Preparation {
        Preparation NONE = database -> {};

        void of(TestDatabase database) throws Exception;
    }

    /** The process for a database. */
    interface Start {
        ProcessBuilder on(TestDatabase database) throws Exception;
    }

    static Contender ours(String name, Preparation prepare, Start timed) {
        return new Contender(name, prepare, timed, Set.of(0), Integer.MAX_VALUE, false);
    }

    static Contender peer(String name, Preparation prepare, Start timed) {
        return new Contender(name, prepare, timed, Set.of(0), Integer.MAX_VALUE, true);
    }

    /** Returns the same contender with the launcher of an earlier build of Trellis. */
    Contender onPreviousBuild(Tools tools) {
        return new Contender(
                name + ", previous build",
                prepare,
                database -> tools.onPreviousBuild(timed.on(database)),
                good,
                most,
                mayFail);
    }

    /** The same, where this exit code says what it should. */
    Contender exiting(int code) {
        return new Contender(name, prepare, timed, Set.of(code), most, mayFail);
    }

    /** The same, for so many rounds. */
    Contender atMost(int rounds) {
        return new Contender(name, prepare, timed, good, rounds, mayFail);
    }
}
