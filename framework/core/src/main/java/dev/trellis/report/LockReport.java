package dev.trellis.report;

import java.util.List;

/**
 * A lock file and its differences from the scripts.
 *
 * @param file the path of the lock file
 * @param revisions the number of the scripts' revisions
 * @param differences the differences, in the order of a fresh database; empty if the file matches the scripts
 */
public record LockReport(String file, int revisions, List<Difference> differences) {
    public LockReport {
        differences = List.copyOf(differences);
    }

    /**
     * A difference of one revision.
     *
     * @param kind the kind of the difference
     * @param revision the identifier
     * @param branch the label of its branch
     */
    public record Difference(Kind kind, String revision, String branch) {
        /** Returns the difference as a line: {@code added a1b2 of branch 'app'}. */
        @Override
        public String toString() {
            return kind.word + " " + revision + " of branch '" + branch + "'";
        }
    }

    /** The kinds of difference between a lock file and the scripts. */
    public enum Kind {
        /** The lock file lacks the revision. */
        ADDED("added"),
        /** Only the lock file has the revision. */
        MISSING("missing"),
        /** The script has another checksum or branch than in the lock file. */
        CHANGED("changed"),
        /** A fresh database runs the revision at another point than in the lock file. */
        MOVED("moved");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Returns the word that stands for the kind on the command line. */
        @Override
        public String toString() {
            return word;
        }
    }
}
