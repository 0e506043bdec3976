package dev.trellis.dialect.h2;

import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.ObjectKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads how the catalogue defines what a statement creates, changes or drops. Only H2 itself can resolve a name in a
 * statement, so the definition is the whole catalogue, which H2 keeps in memory.
 */
final class H2Definition {
    private static final Set<ObjectKind> KINDS =
            EnumSet.of(ObjectKind.TABLE, ObjectKind.INDEX, ObjectKind.VIEW, ObjectKind.TRIGGER, ObjectKind.SEQUENCE);
    private static final String ALL = """
            SELECT 'c', table_schema, table_name, column_name, ordinal_position, data_type, character_maximum_length,
                   numeric_precision, numeric_scale, datetime_precision, is_nullable, column_default, is_identity,
                   generation_expression, collation_name, remarks FROM information_schema.columns
            WHERE table_schema <> 'INFORMATION_SCHEMA' ORDER BY 2, 3, 5;
            SELECT 't', table_schema, table_name, table_type, remarks FROM information_schema.tables
            WHERE table_schema <> 'INFORMATION_SCHEMA' ORDER BY 2, 3;
            SELECT 'i', table_schema, table_name, index_schema, index_name, index_type_name FROM information_schema.indexes
            WHERE table_schema <> 'INFORMATION_SCHEMA' ORDER BY 2, 3, 4, 5;
            SELECT 'k', constraint_schema, constraint_name, constraint_type, table_schema, table_name
            FROM information_schema.table_constraints ORDER BY 2, 3;
            SELECT 'u', constraint_schema, constraint_name, column_name, ordinal_position
            FROM information_schema.key_column_usage ORDER BY 2, 3, 5;
            SELECT 'x', constraint_schema, constraint_name, check_clause FROM information_schema.check_constraints
            ORDER BY 2, 3;
            SELECT 'r', constraint_schema, constraint_name, unique_constraint_name, update_rule, delete_rule
            FROM information_schema.referential_constraints ORDER BY 2, 3;
            SELECT 'v', table_schema, table_name, view_definition FROM information_schema.views ORDER BY 2, 3;
            SELECT 'g', trigger_schema, trigger_name, java_class, event_object_table, action_timing, event_manipulation
            FROM information_schema.triggers ORDER BY 2, 3;
            SELECT 's', sequence_schema, sequence_name, data_type, start_value, increment, minimum_value, maximum_value
            FROM information_schema.sequences ORDER BY 2, 3""";

    private H2Definition() {}

    static @Nullable String of(Connection connection, DatabaseObject object) throws SQLException {
        if (!KINDS.contains(object.kind())) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement()) {
            for (String query : ALL.split(";", -1)) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        for (int i = 1; i <= columns; i++) {
                            text.append(rows.getString(i)).append('\t');
                        }
                        text.append('\n');
                    }
                }
            }
        }
        return text.toString();
    }
}
