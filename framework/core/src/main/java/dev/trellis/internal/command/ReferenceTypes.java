package dev.trellis.internal.command;

import dev.trellis.UsageException;
import dev.trellis.dialect.Dialect;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the type of each column of a foreign key with the type of the referred column. A database refuses a foreign key
 * between different types with a message that names neither type. On MySQL and MariaDB the error occurs in the middle of a
 * run.
 */
final class ReferenceTypes {
    private static final Set<String> UUID_TYPES = Set.of("binary(16)", "char(36)");

    private ReferenceTypes() {}

    /**
     * Checks the foreign keys of the models that do not exist yet.
     *
     * @param actual contains the existing foreign keys, and the tables without a model
     * @throws UsageException {@code mismatched_types}
     */
    static void require(Schema desired, Schema actual, Dialect dialect) {
        for (Table table : desired.tables().values()) {
            if (!table.foreignKeys().isEmpty()) {
                Table existing = actual.tables().get(table.name());
                for (ForeignKey key : table.foreignKeys()) {
                    if (existing == null || !contains(existing, key)) {
                        desired.table(key.referredTable())
                                .or(() -> actual.table(key.referredTable()))
                                .ifPresent(referred -> require(table, key, referred, dialect));
                    }
                }
            }
        }
    }

    private static boolean contains(Table existing, ForeignKey key) {
        for (ForeignKey other : existing.foreignKeys()) {
            if (other.columns().equals(key.columns()) && other.referredTable().equals(key.referredTable())) {
                return true;
            }
        }
        return false;
    }

    private static void require(Table table, ForeignKey key, Table referred, Dialect dialect) {
        Table from = dialect.canonical(table);
        Table to = dialect.canonical(referred);
        for (int i = 0; i < key.columns().size(); i++) {
            Optional<Column> column = from.column(key.columns().get(i));
            Optional<Column> keyColumn = to.column(key.referredColumns().get(i));
            if (column.isPresent() && keyColumn.isPresent()) {
                ColumnType type = column.get().type();
                ColumnType keyType = keyColumn.get().type();
                if (!dialect.canReference(type, keyType)) {
                    throw UsageException.mismatchedTypes(
                            dialect.name(),
                            table.name() + "." + column.get().name() + " (" + type + ")",
                            referred.name() + "." + keyColumn.get().name() + " (" + keyType + ")",
                            isBinaryUuid(type, keyType));
                }
            }
        }
    }

    /** Returns whether one column holds the bytes of a UUID and the other one its text, as on MySQL. */
    private static boolean isBinaryUuid(ColumnType column, ColumnType key) {
        return !column.equals(key) && UUID_TYPES.contains(column.toString()) && UUID_TYPES.contains(key.toString());
    }
}
