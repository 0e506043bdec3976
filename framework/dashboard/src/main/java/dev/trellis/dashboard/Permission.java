package dev.trellis.dashboard;

/** What the users of a dashboard may do. */
public enum Permission {
    /** Users see the state of the databases and change nothing. */
    READ,
    /** The user who has the one-time token of the dashboard may also start upgrades. */
    UPGRADE
}
