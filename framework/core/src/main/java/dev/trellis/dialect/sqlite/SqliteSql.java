package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.StandardDdl;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compiles the parts of SQLite's statements, and refuses what SQLite does not support. */
abstract class SqliteSql extends StandardDdl {
    static final String NO_SCHEMAS = "Omit 'schema': a SQLite file is one schema.";
    private static final Set<String> COLLATIONS = Set.of("binary", "nocase", "rtrim");

    private final SqliteDialect dialect;

    SqliteSql(SqliteDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
        this.dialect = dialect;
    }

    @Override
    protected String quote(TableName table) {
        requireNoSchema(table);
        return quote(table.name());
    }

    final void requireNoSchema(TableName name) {
        if (name.schema() != null) {
            throw unsupported("SQLite has no schemas", NO_SCHEMAS);
        }
    }

    @Override
    protected String type(ColumnType type) {
        return SqliteTypes.sql(type);
    }

    @Override
    protected String defaultSql(Column column, DefaultValue value) {
        String expression = value instanceof DefaultValue.Expression sql ? sql(sql.sql()) : "";
        return SqliteDefaults.sql(column.type(), value, dialect, expression);
    }

    @Override
    protected String createTable(Table table) {
        return SqliteTableOptions.virtual(table)
                .map(module -> "CREATE VIRTUAL TABLE " + quote(table.name()) + " USING " + module)
                .orElseGet(() -> super.createTable(table));
    }

    @Override
    protected String tableOptions(Table table) {
        rejectPartitions(table.options());
        rejectInheritance(table.options().inherits());
        return SqliteTableOptions.tail(
                SqliteTableOptions.has(table, SqliteTableOptions.STRICT),
                SqliteTableOptions.has(table, SqliteTableOptions.WITHOUT_ROWID));
    }

    @Override
    protected List<String> tableElements(Table table) {
        List<String> elements = super.tableElements(table);
        PrimaryKey key = table.primaryKey();
        boolean isCounted = SqliteTableOptions.has(table, SqliteTableOptions.AUTOINCREMENT);
        if (isCounted) {
            if (key == null || !canCount(table, key)) {
                throw autoincrementUnsupported();
            }
            String plain = primaryKey(key);
            elements.replaceAll(element -> element.equals(plain) ? autoincrement(key) : element);
        }
        return elements;
    }

    /** Returns whether SQLite can number the rows of a table with this primary key. */
    static boolean canCount(Table table, PrimaryKey key) {
        return key.columns().size() == 1
                && table.column(key.columns().get(0))
                        .filter(SqliteTypes::isRowid)
                        .isPresent();
    }

    /** Returns the error for AUTOINCREMENT without a column that SQLite counts. */
    final DialectException autoincrementUnsupported() {
        return unsupported(
                "AUTOINCREMENT needs an INTEGER column that is the whole primary key",
                "Give the column 'identity: true' and make it the primary key, or omit 'autoincrement'.");
    }

    /** Returns a primary key's definition with AUTOINCREMENT. */
    final String autoincrement(PrimaryKey key) {
        return constraint(key.name()) + "PRIMARY KEY (" + quoteAll(key.columns()) + " AUTOINCREMENT)";
    }

    /** Returns the error for a column of a STRICT table whose type has no counterpart there. */
    final DialectException strictTypeMissing(String column, ColumnType type) {
        return unsupported(
                "a STRICT table has no type for column '" + column + "' of the type " + type,
                "Name one of its types INTEGER, REAL, TEXT, BLOB and ANY: type: {sqlite: real, default: " + '"' + type
                        + "\"}");
    }

    @Override
    protected String columnDefinition(Table table, Column written) {
        boolean isStrict = SqliteTableOptions.has(table, SqliteTableOptions.STRICT);
        Column column = !isStrict
                ? written
                : SqliteTableOptions.strict(written)
                        .orElseThrow(() -> strictTypeMissing(written.name(), written.type()));
        Identity identity = column.identity();
        if (identity == null) {
            return super.columnDefinition(table, column);
        }
        requireIdentity(table, column.name(), identity);
        return super.columnDefinition(
                table, column.withIdentity(null).withType(ColumnType.of(ColumnType.Kind.INTEGER)));
    }

    /**
     * Rejects an identity that SQLite does not support: it must start at 1, increase by 1, and be the only column of the
     * primary key.
     */
    final void requireIdentity(Table table, String column, Identity identity) {
        if (SqliteTableOptions.has(table, SqliteTableOptions.WITHOUT_ROWID)) {
            throw unsupported(
                    "SQLite numbers no rows of a table WITHOUT ROWID", "Omit 'without_rowid', or omit 'identity'.");
        }
        if (!SqliteCanonical.isOnlyKey(table, column)) {
            throw identityOutsideKey();
        }
        boolean custom = (identity.start() != null && identity.start() != 1)
                || (identity.increment() != null && identity.increment() != 1);
        if (custom) {
            throw unsupported(
                    "SQLite counts from 1 in steps of 1",
                    "Omit 'start' and 'increment', or insert a row with the first number.");
        }
    }

    final DialectException identityOutsideKey() {
        return unsupported(
                "SQLite generates numbers only for a column that is the whole primary key",
                "Make it the primary key in the next operation, or omit 'identity'.");
    }

    @Override
    protected String collation(String name) {
        if (!COLLATIONS.contains(name.toLowerCase(Locale.ROOT))) {
            throw unsupported("SQLite has no collation '" + name + "'", "Use BINARY, NOCASE or RTRIM.");
        }
        return quote(name);
    }

    @Override
    protected String foreignKey(ForeignKey key) {
        if (key.match() != null) {
            throw unsupported(
                    "SQLite ignores MATCH " + key.match(),
                    "Omit 'match', and add a CHECK that the columns are NULL together.");
        }
        return super.foreignKey(key);
    }

    @Override
    protected String indexPart(Index.Part part) {
        if (part.opclass() != null) {
            throw unsupported("SQLite has no operator classes", "Omit 'opclass'.");
        }
        if (part.nullsFirst() != null && part.nullsFirst() == part.descending()) {
            throw unsupported(
                    "SQLite's indexes have NULLs first in ascending and last in descending order", "Omit 'nulls'.");
        }
        return super.indexPart(new Index.Part(part.column(), part.expression(), part.descending(), null, null, null));
    }

    @Override
    protected String createIndex(TableName table, Index index, boolean concurrently) {
        String method = index.using();
        if (method != null && !method.equalsIgnoreCase("btree")) {
            throw unsupported("SQLite's indexes are B-trees, not " + method, "Omit 'using'.");
        }
        if (!index.include().isEmpty()) {
            throw unsupported("it has no indexes with INCLUDE columns", "Add them to 'columns', or omit 'include'.");
        }
        if (index.nullsNotDistinct()) {
            throw unsupported(
                    "in SQLite NULLs are always distinct",
                    "Omit 'nulls_not_distinct', or index an expression such as coalesce(...).");
        }
        return super.createIndex(table, index, concurrently);
    }

    /** Emits nothing, because SQLite stores no comments; only checks the table's name. */
    @Override
    protected void comment(TableName table, @Nullable String comment) {
        quote(table);
    }

    @Override
    protected void comment(TableName table, Column column, @Nullable String comment) {}
}
