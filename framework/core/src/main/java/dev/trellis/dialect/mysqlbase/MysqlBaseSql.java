package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** How MariaDB and MySQL say the pieces of operations: columns, keys, indexes, tables. */
public abstract class MysqlBaseSql extends StandardDdl {
    /** A character set and what comes after it. */
    private static final Pattern COLLATION = Pattern.compile("(?i)binary|[a-z0-9]+_[a-z0-9_]+");

    private final MysqlBaseDialect dialect;
    private final MysqlBaseTypes types;

    protected MysqlBaseSql(MysqlBaseDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
        this.dialect = dialect;
        this.types = dialect.types();
    }

    String name(String name) {
        return quote(name);
    }

    String names(List<String> columns) {
        return quoteAll(columns);
    }

    String foreignKeySql(ForeignKey key) {
        return foreignKey(key);
    }

    void alter(TableName table, String change) {
        alterTable(table, change);
    }

    Catalog known() {
        return catalog();
    }

    final MysqlBaseTypes types() {
        return types;
    }

    protected final Optional<Table> known(TableName table) {
        return catalog().table(table);
    }

    @Override
    protected String type(ColumnType type) {
        if (type instanceof Enumeration enumeration) {
            enumeration.values().forEach(value -> requireKept(value, "the values of an enumeration"));
        }
        return types.sql(type);
    }

    @Override
    protected String columnDefinition(Table table, Column column) {
        StringBuilder text = new StringBuilder(quote(column.name())).append(' ').append(type(column.type()));
        ColumnType type = types.canonical(column.type(), table.name());
        if (column.collation() != null && (MysqlBaseTypes.isText(type) || types.isOwn(column.type()))) {
            text.append(" COLLATE ").append(collation(column.collation()));
        }
        if (column.computed() != null) {
            if (!column.nullable() && !dialect.requiresComputed()) {
                throw unsupported(
                        "a generated column cannot be NOT NULL",
                        "leave 'nullable: false' out, or say it as a check: " + column.name() + " is not null");
            }
            text.append(' ').append(computed(column.computed())).append(column.nullable() ? "" : " NOT NULL");
        } else {
            if (!column.nullable()) {
                text.append(" NOT NULL");
            } else if (type instanceof ColumnType.Native found && found.sql().startsWith("timestamp")) {
                text.append(" NULL");
            }
            if (column.identity() != null) {
                text.append(' ').append(identity(column.identity()));
            } else if (column.defaultValue() != null) {
                text.append(" DEFAULT ").append(defaultSql(column, column.defaultValue()));
            }
        }
        if (column.comment() != null) {
            text.append(" COMMENT ").append(comment(column.comment()));
        }
        return text.toString();
    }

    protected final String comment(String comment) {
        requireKept(comment, "comments");
        return literal(comment);
    }

    /** The catalogue's own character set is utf8mb3: it would put question marks in the place of other characters. */
    private void requireKept(String text, String what) {
        text.codePoints()
                .filter(Character::isSupplementaryCodePoint)
                .findFirst()
                .ifPresent(character -> {
                    throw unsupported(
                            "it keeps no character beyond U+FFFF in " + what,
                            "leave '" + Character.toString(character) + "' out");
                });
    }

    @Override
    protected String collation(String name) {
        if (!COLLATION.matcher(name).matches()) {
            throw unsupported("it has no collation '" + name + "'", "name one of its own, such as utf8mb4_bin");
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

    /** Where it begins is said behind the table's parentheses. */
    @Override
    protected String identity(Identity identity) {
        if (identity.always()) {
            throw unsupported("AUTO_INCREMENT always takes a value that an INSERT brings", "write 'identity: true'");
        }
        if (identity.increment() != null && identity.increment() != 1) {
            throw unsupported(
                    "the step of AUTO_INCREMENT is the server's (auto_increment_increment)", "leave 'increment' out");
        }
        return "AUTO_INCREMENT";
    }

    /** A primary key is called PRIMARY, whatever else it is called. */
    @Override
    protected String primaryKey(PrimaryKey key) {
        return "PRIMARY KEY (" + quoteAll(key.columns()) + ")";
    }

    @Override
    protected String foreignKey(ForeignKey key) {
        refuseDeferrable(key);
        if (key.match() != null) {
            throw unsupported("it ignores MATCH", "leave 'match' out");
        }
        if (key.onDelete() == ReferentialAction.SET_DEFAULT || key.onUpdate() == ReferentialAction.SET_DEFAULT) {
            throw unsupported("InnoDB has no SET DEFAULT", "use 'set null', or a trigger");
        }
        return super.foreignKey(key);
    }

    @Override
    protected String indexPart(Index.Part part) {
        if (part.nullsFirst() != null && part.nullsFirst() == part.descending()) {
            throw unsupported("its indexes have NULLs first, and last in descending order", "leave 'nulls' out");
        }
        refuseOperatorClass(part);
        return (part.expression() == null ? quote(String.valueOf(part.column())) : expression(part.expression()))
                + (part.length() == null ? "" : "(" + part.length() + ")")
                + (part.descending() ? " DESC" : "");
    }

    /** An expression as a part of an index. */
    protected abstract String expression(SqlText sql);

    /** From UNIQUE or INDEX on, as CREATE TABLE and ALTER TABLE ... ADD say it. */
    protected final String index(Index index) {
        return kind(index) + "INDEX " + quote(String.valueOf(index.name())) + " (" + parts(index) + ")" + using(index);
    }

    private String parts(Index index) {
        refusePartialOrCovering(index);
        if (index.nullsNotDistinct()) {
            throw unsupported("its unique indexes take NULLs for different", "leave 'nulls_not_distinct' out");
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
                        "it has no index method '" + index.using() + "'", "use btree, hash, fulltext or spatial");
        };
    }

    private static String using(Index index) {
        return index.using() == null || !MysqlBaseKeys.method(index).isEmpty()
                ? ""
                : " USING " + index.using().toUpperCase(Locale.ROOT);
    }

    @Override
    protected String createIndex(TableName table, Index index, boolean concurrently) {
        return "CREATE " + kind(index) + "INDEX " + quote(String.valueOf(index.name())) + " ON " + quote(table) + " ("
                + parts(index) + ")" + using(index) + (concurrently ? " LOCK=NONE" : "");
    }

    @Override
    protected List<String> tableElements(Table table) {
        table.foreignKeys().forEach(key -> requireReferencedSchema(table.name(), key));
        List<String> elements = super.tableElements(table);
        table.indexes().forEach(index -> elements.add(index(index)));
        return elements;
    }

    @Override
    protected String createTable(Table table) {
        StringBuilder text = new StringBuilder(super.createTable(table));
        for (Column column : table.columns()) {
            if (column.identity() != null && column.identity().start() != null) {
                text.append(" AUTO_INCREMENT = ").append(column.identity().start());
            }
        }
        if (table.comment() != null) {
            text.append(" COMMENT = ").append(comment(table.comment()));
        }
        return text.toString();
    }
}
