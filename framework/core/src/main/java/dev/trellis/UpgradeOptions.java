package dev.trellis;

/**
 * Permissions and restrictions for {@link Trellis#upgrade} that a user states explicitly.
 *
 * @param adopt whether to create Trellis's tables in a database that carries the history of another migration tool; if
 *     false, such a database is refused with {@code foreign_history}
 * @param acceptChanged whether to accept scripts that have changed since they were applied, and to record their present
 *     checksums; if false, changed scripts are refused with {@code changed_script}
 * @param locked whether to run only the scripts in the lock file, in its order; other scripts are refused with {@code
 *     not_locked}
 */
public record UpgradeOptions(boolean adopt, boolean acceptChanged, boolean locked) {
    /** States nothing. */
    public static final UpgradeOptions NONE = new UpgradeOptions(false, false);

    /** Creates options without a lock file. */
    public UpgradeOptions(boolean adopt, boolean acceptChanged) {
        this(adopt, acceptChanged, false);
    }
}
