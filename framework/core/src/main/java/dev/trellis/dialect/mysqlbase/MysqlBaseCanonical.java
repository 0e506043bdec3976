package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.ColumnNameCase;
import dev.trellis.dialect.RejectedExpression;
import dev.trellis.dialect.StandardCanonical;
import dev.trellis.dialect.StoredSpelling;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns a desired schema into the form in which {@link MysqlBaseInspector} would read it back. */
final class MysqlBaseCanonical {
    /** The number of times that the server must store an expression until the spelling no longer changes. */
    private static final int STORED = 3;

    private final MysqlBaseDialect dialect;
    private final MysqlBaseTypes types;

    MysqlBaseCanonical(MysqlBaseDialect dialect) {
        this.dialect = dialect;
        this.types = dialect.types();
    }

    /**
     * Returns a schema in canonical form. If an expression differs from the actual one in more than blanks, quotes and
     * letter case, {@link MysqlBaseNormalization} asks the server how it spells the expression.
     */
    Schema schema(Connection connection, Schema desired, Schema actual, Consumer<RejectedExpression> rejected)
            throws SQLException {
        TableCollations collations = collations(connection, desired);
        List<Table> tables = new ArrayList<>();
        for (Table wanted : ColumnNameCase.adopt(desired, actual, MysqlBaseTokens::lower)
                .tables()
                .values()) {
            Table table = withoutDefaultCollation(table(wanted), collations);
            Optional<Table> known = actual.table(table.name());
            if (known.isPresent()) {
                table = withoutDefaultCollation(
                        spelled(connection, adoptSpelling(table, known.get()), known.get(), rejected), collations);
                String collation = collations.of(table.name());
                table = table.withOptions(
                        new MysqlBaseOptionCanonical(dialect, connection).of(table, known.get(), collation));
            }
            tables.add(table);
        }
        Schema canonical = Schema.of(tables);
        return canonical.withDefinitions(new MysqlBaseDefinitionCanonical(dialect, connection, rejected)
                .of(canonical.withDefinitions(desired.definitions().values()), actual));
    }

    /** Returns the table in the spelling that the server uses after it has stored the table up to {@value #STORED} times. */
    private Table spelled(Connection connection, Table table, Table known, Consumer<RejectedExpression> rejected)
            throws SQLException {
        if (!needsServer(table, known)) {
            return table;
        }
        Table latest = new MysqlBaseNormalization(connection, dialect, rejected).normalize(table);
        Table spelled = latest;
        for (int times = 1; times < STORED && needsServer(spelled, known); times++) {
            latest = new MysqlBaseNormalization(connection, dialect, alreadyReported -> {}).normalize(latest);
            spelled = StoredSpelling.closest(spelled, latest, known);
        }
        return spelled;
    }

    // ---- without the server ----

    /** Returns a table in canonical form, as far as that form is known without the server. */
    Table table(Table table) {
        TableName name = table.name();
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(column(name, column.withNullable(!table.isRequired(column))));
        }
        List<UniqueConstraint> uniques = new ArrayList<>(table.uniques());
        List<Index> indexes = new ArrayList<>();
        for (Index desired : table.indexes()) {
            Index index = index(desired, table);
            if (MysqlBaseKeys.isConstraint(index)) {
                uniques.add(new UniqueConstraint(index.name(), index.columns()));
            } else if (!MysqlBaseKeys.isImplicit(index, table.foreignKeys())) {
                indexes.add(index);
            }
        }
        PrimaryKey key = table.primaryKey();
        return new Table(
                        name,
                        columns,
                        key == null ? null : new PrimaryKey(null, key.columns()),
                        uniques,
                        table.foreignKeys().stream()
                                .map(MysqlBaseCanonical::foreignKey)
                                .toList(),
                        table.checks().stream()
                                .map(check -> new Check(
                                        check.name(), SqlText.of(MysqlBaseTokens.withoutParentheses(sql(check.sql())))))
                                .toList(),
                        indexes,
                        storedComment(table.comment()),
                        null)
                .withOptions(
                        table.options().only(dialect.name(), table.options().of(dialect.name())));
    }

    private Column column(TableName table, Column column) {
        ColumnType type = types.canonical(column.type(), MysqlBaseTypes.enumName(table, column.name()));
        Computed computed = column.computed();
        return new Column(
                column.name(),
                type,
                (computed != null && !dialect.allowsNotNullComputed())
                        || (column.nullable() && column.identity() == null),
                computed != null || column.defaultValue() == null ? null : defaultValue(column.defaultValue(), type),
                storedComment(column.comment()),
                column.collation() == null || !MysqlBaseTypes.isText(type)
                        ? null
                        : MysqlBaseTokens.lower(column.collation()),
                column.identity() == null ? null : Identity.BY_DEFAULT,
                computed == null
                        ? null
                        : new Computed(
                                SqlText.of(MysqlBaseTokens.withoutParentheses(sql(computed.sql()))), computed.stored()),
                UpdateTimestamp.canonical(
                        StandardCanonical.onUpdate(column.onUpdate(), dialect.name()), types.sql(type)),
                null);
    }

    private @Nullable DefaultValue defaultValue(DefaultValue value, ColumnType type) {
        return value instanceof DefaultValue.Literal literal
                ? DefaultValue.literal(types.literal(literal.value(), type))
                : types.readDefault(sql(((DefaultValue.Expression) value).sql()), type);
    }

    private Index index(Index index, Table table) {
        List<Index.Part> parts = index.parts().stream()
                .map(part -> new Index.Part(
                        part.column(),
                        part.expression() == null
                                ? null
                                : SqlText.of(MysqlBaseTokens.withoutParentheses(sql(part.expression()))),
                        part.descending(),
                        Objects.equals(part.nullsFirst(), !part.descending()) ? null : part.nullsFirst(),
                        part.opclass(),
                        part.length() != null && isFullLength(part, table) ? null : part.length()))
                .toList();
        return new Index(
                index.name(),
                parts,
                index.unique(),
                index.where(),
                index.include(),
                MysqlBaseKeys.canonicalMethod(index),
                index.nullsNotDistinct());
    }

    /** Returns whether an index length equals the column's, so that the catalogue omits it. */
    private static boolean isFullLength(Index.Part part, Table table) {
        return part.column() != null
                && table.column(part.column())
                        .map(Column::type)
                        .filter(type -> type instanceof ColumnType.Portable portable
                                && (portable.kind() == Kind.CHAR
                                        || portable.kind() == Kind.STRING
                                        || portable.kind() == Kind.BINARY)
                                && Objects.equals(portable.lengthOrPrecision(), part.length()))
                        .isPresent();
    }

    private static ForeignKey foreignKey(ForeignKey key) {
        return new ForeignKey(
                key.name(),
                key.columns(),
                key.referredTable(),
                key.referredColumns(),
                key.onDelete().withoutRestrict(),
                key.onUpdate().withoutRestrict(),
                null,
                false,
                false);
    }

    private String sql(SqlText text) {
        return dialect.sql(text);
    }

    /** Replaces characters of four bytes by question marks, as the catalogue does; null for an empty comment. */
    private static @Nullable String storedComment(@Nullable String comment) {
        String nonEmpty = StandardCanonical.comment(comment);
        return nonEmpty == null ? null : nonEmpty.replaceAll("[\\x{10000}-\\x{10FFFF}]", "?");
    }

    // ---- collations ----

    /**
     * Returns the collations of the tables; unknown if the schema contains no collation, no table with options, and no native
     * type, which may imply a collation.
     */
    private TableCollations collations(Connection connection, Schema desired) throws SQLException {
        boolean needed = desired.tables().values().stream()
                .anyMatch(table -> !table.options().of(dialect.name()).isEmpty()
                        || table.columns().stream()
                                .anyMatch(column -> column.collation() != null || types.isNative(column.type())));
        return needed ? TableCollations.of(connection, desired) : TableCollations.UNKNOWN;
    }

    /** Removes the collations of columns that equal the table's collation, because the inspector omits such collations. */
    private Table withoutDefaultCollation(Table table, TableCollations collations) {
        Object stated = table.options().of(dialect.name()).get(MysqlBaseTableOptions.COLLATION);
        String tableCollation =
                stated != null ? MysqlBaseTokens.lower(stated.toString()) : collations.orDefault(table.name());
        return tableCollation == null
                ? table
                : table.withColumns(table.columns().stream()
                        .map(column -> tableCollation.equals(column.collation()) ? column.withCollation(null) : column)
                        .toList());
    }

    // ---- the actual spelling ----

    private Table adoptSpelling(Table table, Table known) {
        return table.withColumns(table.columns().stream()
                        .map(column -> known.column(column.name())
                                .map(other -> adoptSpelling(column, other))
                                .orElse(column))
                        .toList())
                .withChecks(table.checks().stream()
                        .map(check -> known.checks().stream()
                                .filter(other -> MysqlBaseTokens.isSame(sql(check.sql()), sql(other.sql())))
                                .findFirst()
                                .map(other -> new Check(check.name(), other.sql()))
                                .orElse(check))
                        .toList())
                .withIndexes(table.indexes().stream()
                        .map(index -> adoptSpelling(index, known))
                        .toList());
    }

    /**
     * Returns the index with the spelling of an index in the database: of the first one that then equals it except for
     * the name, or else of the one with the same name.
     */
    private Index adoptSpelling(Index index, Table known) {
        return known.indexes().stream()
                .map(other -> adoptSpelling(index, other))
                .filter(spelled -> isInAnyName(spelled, known))
                .findFirst()
                .orElseGet(() -> sameNamed(index, known)
                        .map(other -> adoptSpelling(index, other))
                        .orElse(index));
    }

    private static boolean isInAnyName(Index index, Table known) {
        return known.indexes().stream()
                .anyMatch(other -> other.withName(index.name()).equals(index));
    }

    private Index adoptSpelling(Index index, Index known) {
        if (index.parts().size() != known.parts().size()) {
            return index;
        }
        List<Index.Part> parts = new ArrayList<>();
        for (int i = 0; i < index.parts().size(); i++) {
            Index.Part part = index.parts().get(i);
            SqlText desired = part.expression();
            SqlText other = known.parts().get(i).expression();
            parts.add(
                    desired != null && other != null && MysqlBaseTokens.isSame(sql(desired), sql(other))
                            ? part.withExpression(other)
                            : part);
        }
        boolean keepsParser = MysqlBaseKeys.parser(index).isEmpty()
                && MysqlBaseKeys.method(index).equals(MysqlBaseKeys.method(known));
        return index.withParts(parts).withUsing(keepsParser ? known.using() : index.using());
    }

    private static Optional<Index> sameNamed(Index index, Table known) {
        return known.indexes().stream()
                .filter(other -> Objects.equals(other.name(), index.name()))
                .findFirst();
    }

    private Column adoptSpelling(Column column, Column known) {
        Column result = column.withType(MysqlBaseTypes.withReferenceSystem(column.type(), known.type()));
        if (column.defaultValue() instanceof DefaultValue.Expression desired
                && known.defaultValue() instanceof DefaultValue.Expression other
                && MysqlBaseTokens.isSame(sql(desired.sql()), sql(other.sql()))) {
            result = result.withDefault(other);
        }
        Computed desired = column.computed();
        Computed other = known.computed();
        if (desired != null && other != null && MysqlBaseTokens.isSame(sql(desired.sql()), sql(other.sql()))) {
            result = result.withComputed(new Computed(other.sql(), desired.stored()));
        }
        return result;
    }

    /**
     * Returns whether the tables still differ in an expression or type that may only be spelled differently, or may be
     * invalid.
     */
    private boolean needsServer(Table table, Table known) {
        for (Column column : table.columns()) {
            Column other = known.column(column.name()).orElse(null);
            if (other == null
                    ? column.computed() != null || column.defaultValue() instanceof DefaultValue.Expression
                    : ((types.isNative(column.type()) && !column.type().equals(other.type()))
                            || (column.defaultValue() != null
                                    && other.defaultValue() != null
                                    && !column.defaultValue().equals(other.defaultValue()))
                            || (column.computed() != null
                                    && other.computed() != null
                                    && !column.computed().equals(other.computed())))) {
                return true;
            }
        }
        return table.checks().stream()
                        .anyMatch(check -> known.checks().stream()
                                .noneMatch(other -> other.sql().equals(check.sql())))
                || table.indexes().stream()
                        .anyMatch(index -> !MysqlBaseKeys.expressions(index).isEmpty() && !isInAnyName(index, known));
    }
}
