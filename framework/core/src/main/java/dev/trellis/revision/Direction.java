package dev.trellis.revision;

/** The direction of a step. */
public enum Direction {
    UPGRADE,
    DOWNGRADE
}
