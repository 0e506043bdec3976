package dev.trellis.revision;

/** Which way a step goes. */
public enum Direction {
    UPGRADE,
    DOWNGRADE
}
