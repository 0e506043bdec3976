package dev.trellis;

/**
 * Permissions for {@link Trellis#upgrade} that a user grants explicitly.
 *
 * @param adopt whether to create Trellis's tables in a database that carries the history of another migration tool; if
 *     false, such a database is refused with {@code foreign_history}
 * @param acceptChanged whether to accept scripts that have changed since they were applied, and to record their present
 *     checksums; if false, changed scripts are refused with {@code changed_script}
 */
public record UpgradeOptions(boolean adopt, boolean acceptChanged) {
    /** Grants nothing. */
    public static final UpgradeOptions NONE = new UpgradeOptions(false, false);
}
