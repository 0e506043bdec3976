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
 * Reads the catalogue's entry of the object that a statement creates, changes or drops. Only H2 itself can resolve a
 * name in a statement, so the entry is the whole catalogue, which H2 keeps in memory.
 */
final class H2CatalogEntry {
    private static final Set<ObjectKind> KINDS = EnumSet.of(
            ObjectKind.TABLE,
            ObjectKind.INDEX,
            ObjectKind.VIEW,
            ObjectKind.TRIGGER,
            ObjectKind.SCHEMA,
            ObjectKind.SEQUENCE,
            ObjectKind.DOMAIN);
    private static final String ALL = """
            SELECT 'c', TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH,
                   NUMERIC_PRECISION, NUMERIC_SCALE, DATETIME_PRECISION, IS_NULLABLE, COLUMN_DEFAULT, IS_IDENTITY,
                   GENERATION_EXPRESSION, COLLATION_NAME, REMARKS FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' ORDER BY 2, 3, 5;
            SELECT 't', TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, REMARKS FROM INFORMATION_SCHEMA.TABLES
            WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' ORDER BY 2, 3;
            SELECT 'i', TABLE_SCHEMA, TABLE_NAME, INDEX_SCHEMA, INDEX_NAME, INDEX_TYPE_NAME FROM INFORMATION_SCHEMA.INDEXES
            WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' ORDER BY 2, 3, 4, 5;
            SELECT 'k', CONSTRAINT_SCHEMA, CONSTRAINT_NAME, CONSTRAINT_TYPE, TABLE_SCHEMA, TABLE_NAME
            FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS ORDER BY 2, 3;
            SELECT 'u', CONSTRAINT_SCHEMA, CONSTRAINT_NAME, COLUMN_NAME, ORDINAL_POSITION
            FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE ORDER BY 2, 3, 5;
            SELECT 'x', CONSTRAINT_SCHEMA, CONSTRAINT_NAME, CHECK_CLAUSE FROM INFORMATION_SCHEMA.CHECK_CONSTRAINTS
            ORDER BY 2, 3;
            SELECT 'r', CONSTRAINT_SCHEMA, CONSTRAINT_NAME, UNIQUE_CONSTRAINT_NAME, UPDATE_RULE, DELETE_RULE
            FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS ORDER BY 2, 3;
            SELECT 'v', TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION FROM INFORMATION_SCHEMA.VIEWS ORDER BY 2, 3;
            SELECT 'g', TRIGGER_SCHEMA, TRIGGER_NAME, JAVA_CLASS, EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION
            FROM INFORMATION_SCHEMA.TRIGGERS ORDER BY 2, 3;
            SELECT 's', SEQUENCE_SCHEMA, SEQUENCE_NAME, DATA_TYPE, START_VALUE, INCREMENT, MINIMUM_VALUE, MAXIMUM_VALUE,
                   CACHE, CYCLE_OPTION, REMARKS FROM INFORMATION_SCHEMA.SEQUENCES ORDER BY 2, 3;
            SELECT 'd', DOMAIN_SCHEMA, DOMAIN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE,
                   DOMAIN_DEFAULT, REMARKS FROM INFORMATION_SCHEMA.DOMAINS ORDER BY 2, 3;
            SELECT 'n', SCHEMA_NAME, SCHEMA_OWNER, REMARKS FROM INFORMATION_SCHEMA.SCHEMATA ORDER BY 2""";

    private H2CatalogEntry() {}

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
