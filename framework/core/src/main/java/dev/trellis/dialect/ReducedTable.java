package dev.trellis.dialect;

import dev.trellis.internal.sql.DefinitionText;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Definition;
import dev.trellis.schema.TableName;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table that an operation drops or renames, or whose column it drops, renames or converts, so that a view of the table may
 * become invalid.
 *
 * @param column the column; null for the whole table
 */
public record ReducedTable(TableName table, @Nullable String column) {

    /** Returns the tables that an operation reduces. */
    public static Stream<ReducedTable> of(Operation operation) {
        if (operation instanceof DropTable drop) {
            return Stream.of(new ReducedTable(drop.table(), null));
        }
        if (operation instanceof RenameTable rename) {
            return Stream.of(new ReducedTable(rename.table(), null));
        }
        if (operation instanceof DropColumn drop) {
            return Stream.of(new ReducedTable(drop.table(), drop.column()));
        }
        if (operation instanceof AlterColumn alter && (alter.type() != null || alter.rename() != null)) {
            return Stream.of(new ReducedTable(alter.table(), alter.column()));
        }
        return operation instanceof Autocommit autocommit
                ? autocommit.operations().stream().flatMap(ReducedTable::of)
                : Stream.of();
    }

    /**
     * Returns whether a view or another definition may depend on the table or column: its SQL contains the name of the table
     * and the name of the column or an asterisk. A function does not depend on a table, because databases look up the names
     * in a function when the function runs; a trigger of a dropped table is dropped with it.
     */
    public boolean isUsedBy(Definition definition, Dialect dialect) {
        String sql = definition.sql().in(dialect.name());
        if (sql == null) {
            return false;
        }
        Set<String> words = DefinitionText.words(sql, dialect.syntax());
        boolean isColumn = column == null || words.contains(folded(column)) || sql.contains("*");
        return switch (definition.kind()) {
            case VIEW, MATERIALIZED_VIEW -> words.contains(folded(table.name())) && isColumn;
            case TRIGGER, POLICY -> definition.name().isOn(table) && column != null && words.contains(folded(column));
            case EXTENSION, DOMAIN, SEQUENCE, FUNCTION, PROCEDURE -> false;
        };
    }

    /** Returns the column in the form of {@link Catalog#requireOwnDependents}: empty for the whole table. */
    Set<String> columns() {
        return column == null ? Set.of() : Set.of(column);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
