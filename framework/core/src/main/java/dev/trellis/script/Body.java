package dev.trellis.script;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a script.
 *
 * @param upgrade the operations of the upgrade; empty for a merge revision that changes nothing
 * @param downgrade the operations of the downgrade, or null when the script is irreversible
 */
public record Body(List<LocatedOperation> upgrade, @Nullable List<LocatedOperation> downgrade) {
    public Body {
        upgrade = List.copyOf(upgrade);
        downgrade = downgrade == null ? null : List.copyOf(downgrade);
    }
}
