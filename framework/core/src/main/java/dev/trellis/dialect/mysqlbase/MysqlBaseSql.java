package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.StandardCanonical;
import dev.trellis.dialect.StandardDdl;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The parts of statements on MariaDB and MySQL: definitions of columns, keys, indexes and tables. */
public abstract class MysqlBaseSql extends StandardDdl {
    /** The name of a collation: {@code binary}, or a name that starts with a character set. */
    private static final Pattern COLLATION = Pattern.compile("(?i)binary|[a-z0-9]+_[a-z0-9_]+");

    private final MysqlBaseDialect dialect;
    private final MysqlBaseTypes types;

    MysqlBaseSql(MysqlBaseDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
        this.dialect = dialect;
        this.types = dialect.types();
    }

    final MysqlBaseDialect dialect() {
        return dialect;
    }

    final MysqlBaseTypes types() {
        return types;
    }

    // ---- statements; ForeignKeyRecreation calls these too, so they are visible in the package ----

    /** Returns an ALTER TABLE without clauses. */
    final MysqlBaseAlterTable alter() {
        return new MysqlBaseAlterTable(this::quote);
    }

    final void emit(TableName table, MysqlBaseAlterTable alter) {
        alterTable(table, alter.sql());
    }

    final String foreignKeyDefinition(TableName table, ForeignKey key) {
        return foreignKey(withReferencedSchema(table, key));
    }

    final List<Table> referring(TableName table) {
        return catalog().referring(table);
    }

    /** Returns a table with its structure at this point; empty if it is not known. */
    protected final Optional<Table> known(TableName table) {
        return catalog().table(table);
    }

    @Override
    protected String type(ColumnType type) {
        if (type instanceof Enumeration enumeration) {
            enumeration.values().forEach(value -> requireStorable(value, "the values of an enumeration"));
        }
        return types.sql(type);
    }

    @Override
    protected String columnDefinition(Table table, Column column) {
        StringBuilder text = new StringBuilder(quote(column.name())).append(' ').append(type(column.type()));
        ColumnType type = types.canonical(column.type(), table.name());
        if (column.collation() != null && (MysqlBaseTypes.isText(type) || types.isNative(column.type()))) {
            text.append(" COLLATE ").append(collation(column.collation()));
        }
        if (column.computed() != null) {
            if (!column.nullable() && !dialect.allowsNotNullComputed()) {
                throw unsupported(
                        "a generated column cannot be NOT NULL",
                        "Omit 'nullable: false', or add the check: " + column.name() + " is not null");
            }
            text.append(' ').append(computed(column.computed())).append(column.nullable() ? "" : " NOT NULL");
        } else {
            if (!column.nullable()) {
                text.append(" NOT NULL");
            } else if (type instanceof ColumnType.Native nativeType
                    && nativeType.sql().startsWith("timestamp")) {
                text.append(" NULL");
            }
            if (column.identity() != null) {
                text.append(' ').append(identity(column.identity()));
            } else if (column.defaultValue() != null) {
                text.append(" DEFAULT ").append(defaultSql(column, column.defaultValue()));
            }
        }
        if (column.onUpdate() != null) {
            String assigned = onUpdate(column, column.onUpdate());
            text.append(assigned.isEmpty() ? "" : " ON UPDATE " + assigned);
        }
        if (column.comment() != null) {
            text.append(" COMMENT ").append(comment(column.comment()));
        }
        return text.toString();
    }

    @Override
    protected String onUpdate(Column column, SqlText sql) {
        SqlText written = StandardCanonical.onUpdate(sql, dialect.name());
        if (written == null) {
            return "";
        }
        String type = types.sql(column.type());
        if (!UpdateTimestamp.isAllowed(type)) {
            throw unsupported(
                    "a column of the type " + column.type() + " has no ON UPDATE",
                    "Remove the clause: on_update_sql: null, or use the type timestamp.");
        }
        return UpdateTimestamp.sql(written, type)
                .orElseThrow(() -> unsupported(
                        "ON UPDATE sets the current time and nothing else", "Write: on_update_sql: current_timestamp"));
    }

    /** Returns a comment as a string literal. */
    protected final String comment(String comment) {
        requireStorable(comment, "comments");
        return literal(comment);
    }

    /** Rejects characters that the catalogue would replace by question marks, because its character set is utf8mb3. */
    private void requireStorable(String text, String what) {
        text.codePoints()
                .filter(Character::isSupplementaryCodePoint)
                .findFirst()
                .ifPresent(character -> {
                    throw unsupported(
                            "it stores no character beyond U+FFFF in " + what,
                            "Remove '" + Character.toString(character) + "'.");
                });
    }

    @Override
    protected String collation(String name) {
        if (!COLLATION.matcher(name).matches()) {
            throw unsupported("it has no collation '" + name + "'", "Use one of its collations, such as utf8mb4_bin.");
        }
        return quote(name);
    }

    @Override
    protected String defaultSql(Column column, DefaultValue value) {
        ColumnType type = types.canonical(column.type(), TableName.of(column.name()));
        return value instanceof DefaultValue.Literal literal
                ? types.constantDefault(literal(types.literal(literal.value(), type)), type)
                : types.expressionDefault(sql(((DefaultValue.Expression) value).sql()), type);
    }

    /** Returns AUTO_INCREMENT. The start value is an option of the table, see {@link #createTable}. */
    @Override
    protected String identity(Identity identity) {
        if (identity.always()) {
            throw unsupported("AUTO_INCREMENT always accepts a value from an INSERT", "Write: identity: true");
        }
        if (identity.increment() != null && identity.increment() != 1) {
            throw unsupported("AUTO_INCREMENT uses the server's step (auto_increment_increment)", "Omit 'increment'.");
        }
        return "AUTO_INCREMENT";
    }

    /** Omits the name, because the name of a primary key is always PRIMARY. */
    @Override
    protected String primaryKey(PrimaryKey key) {
        return "PRIMARY KEY (" + quoteAll(key.columns()) + ")";
    }

    @Override
    protected String foreignKey(ForeignKey key) {
        rejectDeferrable(key);
        if (key.match() != null) {
            throw unsupported("it ignores MATCH", "Omit 'match'.");
        }
        if (key.onDelete() == ReferentialAction.SET_DEFAULT || key.onUpdate() == ReferentialAction.SET_DEFAULT) {
            throw unsupported("InnoDB has no SET DEFAULT", "Use 'set null', or a trigger.");
        }
        return super.foreignKey(key);
    }

    @Override
    protected String indexPart(Index.Part part) {
        if (part.nullsFirst() != null && part.nullsFirst() == part.descending()) {
            throw unsupported("its indexes sort NULLs first, and last in descending order", "Omit 'nulls'.");
        }
        rejectOperatorClass(part);
        return (part.column() != null ? quote(part.column()) : expression(requireExpression(part)))
                + (part.length() == null ? "" : "(" + part.length() + ")")
                + (part.descending() ? " DESC" : "");
    }

    /** Returns an expression as a part of an index. */
    protected abstract String expression(SqlText sql);

    /** Returns an index's definition in CREATE TABLE and ALTER TABLE ... ADD. */
    protected final String index(Index index) {
        return kind(index) + "INDEX " + quote(Identifiers.requireName(index.name(), index)) + " (" + parts(index) + ")"
                + using(index);
    }

    private String parts(Index index) {
        rejectPartialOrCovering(index);
        if (index.nullsNotDistinct()) {
            throw unsupported("its unique indexes treat NULLs as distinct", "Omit 'nulls_not_distinct'.");
        }
        return indexParts(index);
    }

    private String kind(Index index) {
        String method = MysqlBaseKeys.method(index);
        return switch (method) {
            case "" -> index.unique() ? "UNIQUE " : "";
            case "fulltext", "spatial" -> method.equals("fulltext") ? "FULLTEXT " : "SPATIAL ";
            default ->
                throw unsupported(
                        "it has no index method '" + index.using() + "'", "Use btree, hash, fulltext or spatial.");
        };
    }

    private static String using(Index index) {
        String parser = MysqlBaseKeys.parser(index);
        if (!parser.isEmpty()) {
            return " WITH PARSER " + MysqlBaseDialect.quoted(parser);
        }
        return index.using() == null || !MysqlBaseKeys.method(index).isEmpty()
                ? ""
                : " USING " + index.using().toUpperCase(Locale.ROOT);
    }

    @Override
    protected String createIndex(TableName table, Index index, boolean concurrently) {
        return "CREATE " + kind(index) + "INDEX " + quote(Identifiers.requireName(index.name(), index)) + " ON "
                + quote(table) + " (" + parts(index) + ")" + using(index) + (concurrently ? " LOCK=NONE" : "");
    }

    @Override
    protected List<String> tableElements(Table table) {
        if (!table.foreignKeys().isEmpty()) {
            requireForeignKeys(table);
        }
        List<String> elements = super.tableElements(withReferencedSchemas(table));
        table.indexes().forEach(index -> elements.add(index(index)));
        return elements;
    }

    @Override
    protected String tableOptions(Table table) {
        rejectPartitions(table.options());
        rejectInheritance(table.options().inherits());
        Map<String, Object> options = options(table);
        List<String> clauses = new ArrayList<>(MysqlBaseTableOptions.clauses(options, () -> ""));
        for (Column column : table.columns()) {
            if (column.identity() != null
                    && column.identity().start() != null
                    && !options.containsKey(MysqlBaseTableOptions.AUTO_INCREMENT)) {
                clauses.add("AUTO_INCREMENT = " + column.identity().start());
            }
        }
        if (table.comment() != null) {
            clauses.add("COMMENT = " + comment(table.comment()));
        }
        if (Boolean.TRUE.equals(options.get(MysqlBaseTableOptions.SYSTEM_VERSIONING))) {
            clauses.add("WITH SYSTEM VERSIONING");
        }
        Object partitions = options.get(MysqlBaseTableOptions.PARTITION_BY);
        if (partitions != null) {
            clauses.add("PARTITION BY " + optionSql(partitions));
        }
        return clauses.isEmpty() ? "" : " " + String.join(" ", clauses);
    }

    /** Returns the value of a table option as SQL for this database. */
    final String optionSql(Object value) {
        return value instanceof SqlText text ? sql(text) : value.toString();
    }

    /** Returns the options of a table that are stated for this database. */
    final Map<String, Object> options(Table table) {
        return table.options().of(dialect.name());
    }

    /** Rejects a foreign key of a table whose engine accepts the key and then ignores it. */
    final void requireForeignKeys(Table table) {
        Map<String, Object> options = options(table);
        if (!MysqlBaseTableOptions.hasForeignKeys(options)) {
            throw unsupported(
                    "the engine " + options.get(MysqlBaseTableOptions.ENGINE) + " ignores foreign keys",
                    "Write 'engine: InnoDB', or omit the foreign keys of the table.");
        }
    }

    /** Rejects a foreign key to a table whose engine has no foreign keys. */
    final void requireReferable(Table table) {
        Map<String, Object> options = options(table);
        if (!MysqlBaseTableOptions.hasForeignKeys(options)) {
            throw unsupported(
                    "the engine " + options.get(MysqlBaseTableOptions.ENGINE) + " of the referred table '"
                            + table.name() + "' has no foreign keys",
                    "Change the engine of that table first: alter_table_options: {table: " + table.name()
                            + ", options: {" + dialect.name() + ": {engine: InnoDB}}}");
        }
    }
}
