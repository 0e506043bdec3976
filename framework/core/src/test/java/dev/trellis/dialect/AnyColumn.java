package dev.trellis.dialect;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Creates random columns, types, defaults and conditions that the dialect supports. */
final class AnyColumn {
    static final List<String> NAMES = List.of(
            "a", "b", "c", "Order", "it's", "x y", "say \"x\"", "käufer", "[q]", "select", "b`t", "a;b", "--", "%s");

    static final List<String> TEXTS =
            List.of("plain", "it's", "say \"x\"", "back\\slash", "käufer; drop", "a -- b", "100%");

    private static final List<List<String>> FAMILIES = List.of(
            List.of("integer", "bigint", "smallint", "numeric(10,2)", "numeric(6)", "double", "real"),
            List.of("text", "string(20)", "string(40)", "char(3)"),
            List.of("boolean"),
            List.of("date", "timestamp", "timestamp(3)"),
            List.of("timestamptz"),
            List.of("time"),
            List.of("uuid"),
            List.of("json"),
            List.of("binary(8)", "blob"),
            List.of("enum(mood: a, bcd)"));

    private final Dialect dialect;
    private final Random random;

    AnyColumn(Dialect dialect, Random random) {
        this.dialect = dialect;
        this.random = random;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    ColumnType type() {
        return ColumnType.parse(pick(random.nextBoolean() ? pick(FAMILIES) : FAMILIES.get(random.nextInt(2))));
    }

    /** Returns a type of the same family, whose values are valid wherever those of the given type are. */
    ColumnType similarType(ColumnType type) {
        return FAMILIES.stream()
                .filter(family ->
                        family.stream().anyMatch(word -> ColumnType.parse(word).equals(type)))
                .findFirst()
                .map(family -> ColumnType.parse(pick(family)))
                .orElse(type);
    }

    /** Returns whether an empty column can change its type so; MariaDB rejects some changes even then. */
    boolean canBecome(ColumnType from, ColumnType to) {
        boolean uuid = from.toString().equals("uuid") || to.toString().equals("uuid");
        return !dialect.name().equals("mariadb") || !uuid || isText(from) || isText(to);
    }

    Column named(String name) {
        ColumnType type = type();
        boolean nullable = random.nextBoolean();
        Column column = Column.of(name, type)
                .withNullable(nullable)
                .withDefault(!nullable || random.nextBoolean() ? defaultValue(type) : null);
        if (isText(type) && random.nextInt(5) == 0) {
            column = column.withCollation(collation());
        }
        return dialect.capabilities().comments() && random.nextInt(4) == 0 ? column.withComment(pick(TEXTS)) : column;
    }

    /** Returns a default that is valid for the type. */
    DefaultValue defaultValue(ColumnType type) {
        if (type instanceof Enumeration enumeration) {
            return DefaultValue.literal(enumeration.values().get(0));
        }
        Kind kind = ((Portable) type).kind();
        boolean literal = random.nextInt(3) > 0;
        return switch (kind) {
            case BOOLEAN -> DefaultValue.literal(random.nextBoolean());
            case SMALLINT, INTEGER, BIGINT -> literal ? number("-7") : DefaultValue.sql("1 + 2");
            case NUMERIC, REAL, DOUBLE -> literal ? number("-1.50") : DefaultValue.sql("abs(-3)");
            case CHAR -> DefaultValue.literal("'\\\"");
            case STRING, TEXT -> literal ? DefaultValue.literal(pick(TEXTS)) : DefaultValue.sql("lower('A')");
            case BINARY, BLOB -> DefaultValue.literal("abcdefgh");
            case DATE -> literal ? DefaultValue.literal("2026-11-20") : DefaultValue.sql("CURRENT_DATE");
            case TIME -> DefaultValue.literal("12:30:45");
            case TIMESTAMP ->
                literal ? DefaultValue.literal("2026-11-20 12:30:45") : DefaultValue.sql("CURRENT_TIMESTAMP");
            case TIMESTAMPTZ -> DefaultValue.sql("CURRENT_TIMESTAMP");
            case UUID -> DefaultValue.literal("6f1c8a52-6a43-4a2f-9d80-3f4f2b3e6a11");
            case JSON -> DefaultValue.literal("{\"a\": [1, \"it's\"]}");
        };
    }

    private static DefaultValue number(String text) {
        return DefaultValue.literal(new BigDecimal(text));
    }

    boolean isText(ColumnType type) {
        return type instanceof Portable portable && portable.kind().isText();
    }

    private static boolean isNumber(ColumnType type) {
        return type instanceof Portable portable && portable.kind().isNumber();
    }

    @Nullable
    String collation() {
        return switch (dialect.name()) {
            case "postgresql" -> "C";
            case "mariadb", "mysql" -> "utf8mb4_bin";
            case "sqlite" -> "NOCASE";
            default -> null;
        };
    }

    /** Returns the conversion of old values to the type if the dialect needs one; otherwise null. */
    @Nullable
    SqlText using(String column, ColumnType type) {
        return dialect.name().equals("postgresql")
                        && type instanceof Portable portable
                        && portable.kind() == Kind.BOOLEAN
                ? SqlText.of(dialect.quote(column) + " is null")
                : null;
    }

    boolean isIndexable(Column column) {
        if (column.computed() != null || !(column.type() instanceof Portable portable)) {
            return false;
        }
        return switch (portable.kind()) {
            case JSON, BLOB, TEXT -> false;
            default -> true;
        };
    }

    /** Returns a condition that every row meets. */
    SqlText condition(Column column) {
        String name = dialect.quote(column.name());
        if (isText(column.type())) {
            return SqlText.of(name + " <> 'never; it''s'");
        }
        return SqlText.of(isNumber(column.type()) ? name + " > -100" : name + " is not null or " + name + " is null");
    }

    /** Returns an operation that adds a column computed from this one; none for types without a suitable expression. */
    List<Operation> computed(TableName table, Column from, String name) {
        String column = dialect.quote(from.name());
        boolean stored = random.nextBoolean();
        boolean padded = from.type() instanceof Portable portable && portable.kind() == Kind.CHAR;
        if (isText(from.type()) && !padded) { // MariaDB pads CHAR depending on a session setting
            String concat = "concat(" + column + ", 'x')";
            SqlText sql = new SqlText(Map.of("mariadb", concat, "mysql", concat, "default", column + " || 'x'"));
            return List.of(new AddColumn(
                    table, Column.of(name, ColumnType.parse("text")).withComputed(new Computed(sql, stored))));
        }
        return isNumber(from.type())
                ? List.of(new AddColumn(
                        table,
                        Column.of(name, ColumnType.parse("double"))
                                .withComputed(new Computed(SqlText.of(column + " * 2"), stored))))
                : List.of();
    }

    /** Returns the enumeration with a value added or the last value removed. */
    Enumeration changedEnumeration(Enumeration type) {
        List<String> values = new ArrayList<>(type.values());
        String first = values.get(0);
        switch (random.nextInt(3)) {
            case 0 -> values.add(1, "v" + values.size());
            case 1 -> values.add("it's " + values.size());
            default -> {
                if (values.size() > 2) {
                    values.remove(values.size() - 1);
                } else {
                    values.add(0, "v" + values.size());
                }
            }
        }
        return new Enumeration(type.name(), values.contains(first) ? values : type.values());
    }
}
