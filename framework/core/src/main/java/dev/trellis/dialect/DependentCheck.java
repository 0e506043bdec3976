package dev.trellis.dialect;

import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import java.util.Set;

/**
 * Asks the catalogue for the definitions that an operation affects, so that the catalogue can refuse the operation if a
 * definition belongs to another branch. Without this question, some databases would leave an invalid view behind.
 */
final class DependentCheck {
    private DependentCheck() {}

    /**
     * Asks about an operation that drops, renames or converts a table or column.
     *
     * @throws dev.trellis.error.TrellisException if a definition belongs to another branch than the scripts that are being
     *     compiled
     */
    static void require(Catalog catalog, Operation operation) {
        if (operation instanceof DropTable drop) {
            catalog.dependents(drop.table(), Set.of());
        } else if (operation instanceof RenameTable rename) {
            catalog.dependents(rename.table(), Set.of());
        } else if (operation instanceof DropColumn drop) {
            catalog.dependents(drop.table(), Set.of(drop.column()));
        } else if (operation instanceof AlterColumn alter && (alter.type() != null || alter.rename() != null)) {
            catalog.dependents(alter.table(), Set.of(alter.column()));
        }
    }
}
