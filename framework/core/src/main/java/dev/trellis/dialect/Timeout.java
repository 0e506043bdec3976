package dev.trellis.dialect;

/** A timeout that the configuration sets on a connection. */
public enum Timeout {
    /** The time that one statement may take. */
    STATEMENT("statement_timeout"),
    /** The time that a statement may wait for a lock. */
    LOCK_WAIT("lock_wait_timeout");

    private final String key;

    Timeout(String key) {
        this.key = key;
    }

    /** Returns the timeout's key in the configuration, {@code statement_timeout}. */
    public String key() {
        return key;
    }
}
