package dev.trellis.dashboard;

/** The permission of the users of a dashboard. */
public enum Permission {
    /** Users see the state of the databases and change nothing. */
    READ,
    /** The user who has the one-time token of the dashboard may also start upgrades. */
    UPGRADE
}
