package dev.trellis.script;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a script does.
 *
 * @param upgrade the instructions up; empty for a mere merge point
 * @param downgrade the instructions down, or null when the script has none and cannot be undone
 */
public record Body(List<LocatedOperation> upgrade, @Nullable List<LocatedOperation> downgrade) {
    public Body {
        upgrade = List.copyOf(upgrade);
        downgrade = downgrade == null ? null : List.copyOf(downgrade);
    }
}
