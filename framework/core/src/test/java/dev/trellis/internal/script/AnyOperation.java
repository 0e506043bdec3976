package dev.trellis.internal.script;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.AlterTableOptions;
import dev.trellis.operation.AttachPartition;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.CreateExcludeConstraint;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateTableComment;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DetachPartition;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.DropEnum;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.DropSchema;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.DropTableComment;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.operation.RunJava;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOption;
import dev.trellis.schema.TableOptions;
import dev.trellis.schema.UniqueConstraint;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Generates every operation with every option, with names and texts that are hard to write in YAML. */
final class AnyOperation {
    private static final List<String> HARD = List.of(
            "null",
            "Null",
            "~",
            "true",
            "FALSE",
            "yes",
            "no",
            "on",
            "y",
            "1",
            "-1",
            "0.10",
            "1e5",
            "97e123456789",
            "0x1f",
            "0o17",
            "1_000",
            ".5",
            ".inf",
            ".NaN",
            "12:30:45",
            "2026-11-20",
            "2026-11-20T12:00:00Z",
            "a: b",
            "a #b",
            "#",
            "- a",
            "-",
            "--",
            "---",
            "...",
            "?",
            "? a",
            ":",
            "a:",
            ":a",
            "&a",
            "*a",
            "!a",
            "!!str",
            "%a",
            "@a",
            "`a",
            "|",
            ">",
            "|-",
            "'",
            "''",
            "\"",
            "\\",
            "it's",
            "say \"x\"",
            "[",
            "]",
            "{",
            "}",
            "[a]",
            "{a: b}",
            ",",
            "a,b",
            "a, b",
            "<<",
            "=",
            "order",
            "select",
            "a.b",
            ".",
            "a b",
            "naïve",
            "Straße",
            "日本語",
            "\u0085",
            "\u2028",
            "\u00a0",
            "\ufeff",
            "\u200b",
            "\ud83d\ude00",
            "tab\there",
            "a\nb",
            "a\n\nb\n",
            "\na",
            "a\n ",
            " lead",
            "trail ",
            "a\r\nb",
            "\u0007",
            "${x}",
            "{{x}}",
            "x'; drop table t; --",
            "update t set a = 1",
            "$$ begin; end $$",
            "one\n  two\n\nthree",
            "-- comment\nselect 1",
            "a\n#b\n",
            "key: |\n  text",
            "%s",
            "c::text");

    private final Random random;
    private int deep;

    AnyOperation(long seed) {
        this.random = new Random(seed);
    }

    private int upTo(int most) {
        return random.nextInt(most + 1);
    }

    private boolean maybe() {
        return random.nextBoolean();
    }

    private <T> T any(List<T> values) {
        return values.get(upTo(values.size() - 1));
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return maybe() ? value.get() : null;
    }

    private <T> List<T> some(int least, Supplier<T> value) {
        List<T> list = new ArrayList<>();
        for (int i = least + upTo(3); i > 0; i--) {
            list.add(value.get());
        }
        return list;
    }

    private <T> List<T> different(Supplier<T> value) {
        return List.copyOf(new LinkedHashSet<>(some(1, value)));
    }

    /** Returns objects of one table, which must have different names. */
    private <T> List<T> differentlyNamed(Supplier<T> value, Function<T, @Nullable String> name) {
        Map<@Nullable String, T> byName = new LinkedHashMap<>();
        some(0, value).forEach(each -> byName.putIfAbsent(name.apply(each), each));
        return List.copyOf(byName.values());
    }

    /** Returns any text, also an empty one. */
    String text() {
        if (maybe()) {
            return HARD.get(random.nextInt(HARD.size()));
        }
        StringBuilder text = new StringBuilder();
        for (int i = upTo(12); i > 0; i--) {
            String piece = maybe() ? HARD.get(random.nextInt(HARD.size())) : Character.toString('a' + upTo(25));
            text.append(piece);
        }
        return text.toString();
    }

    private String name() {
        String name = text();
        return name.isEmpty() ? "x" : name;
    }

    private TableName table() {
        return new TableName(orNull(this::name), name());
    }

    private SqlText sql() {
        if (maybe()) {
            return SqlText.of(text());
        }
        Map<String, String> byDialect = new LinkedHashMap<>();
        for (String dialect : List.of("postgresql", "sqlite", "default")) {
            if (maybe()) {
                byDialect.put(dialect, text());
            }
        }
        return byDialect.isEmpty() ? SqlText.of(text()) : new SqlText(byDialect);
    }

    private ColumnType.Enumeration enumeration() {
        return new ColumnType.Enumeration(table(), different(this::text));
    }

    private ColumnType type() {
        return switch (upTo(5)) {
            case 0 -> enumeration();
            case 1 -> new ColumnType.ByDialect(Map.of("postgresql", name(), "default", name()));
            case 2 -> ColumnType.of(Kind.NUMERIC, 1 + upTo(30), upTo(5));
            case 3 -> ColumnType.of(Kind.STRING, 1 + upTo(300));
            case 4 -> ColumnType.of(Kind.TIMESTAMPTZ);
            default -> ColumnType.of(Kind.UUID);
        };
    }

    private BigDecimal number() {
        return new BigDecimal(List.of("0", "-1", "1.50", "0.00", "1E+3", "12345678901234567890", "1E-20", "-0.5")
                .get(upTo(7)));
    }

    /** Returns a default that a column of the type can have: that of an enumeration is one of its values. */
    private DefaultValue defaultValue(@Nullable ColumnType type) {
        if (type instanceof ColumnType.Enumeration enumeration) {
            return DefaultValue.literal(any(enumeration.values()));
        }
        return switch (upTo(3)) {
            case 0 -> DefaultValue.literal(text());
            case 1 -> DefaultValue.literal(maybe());
            case 2 -> DefaultValue.literal(number());
            default -> new DefaultValue.Expression(sql());
        };
    }

    private Identity identity() {
        return new Identity(maybe(), orNull(() -> (long) upTo(100)), orNull(() -> 1L + upTo(10)));
    }

    private Column column(String name) {
        ColumnType type = type();
        return new Column(
                name,
                type,
                maybe(),
                orNull(() -> defaultValue(type)),
                orNull(this::text),
                orNull(this::name),
                orNull(this::identity),
                orNull(() -> new Computed(sql(), maybe())),
                orNull(this::sql),
                null);
    }

    private ForeignKey foreignKey(List<String> among) {
        List<String> columns = among.isEmpty() ? different(this::name) : subset(among);
        List<String> referred = columns.stream().map(column -> name()).toList();
        boolean deferrable = maybe();
        return new ForeignKey(
                name(),
                columns,
                table(),
                referred,
                any(List.of(ReferentialAction.values())),
                any(List.of(ReferentialAction.values())),
                orNull(() -> ForeignKey.Match.FULL),
                deferrable,
                deferrable && maybe());
    }

    private List<String> subset(List<String> among) {
        return among.subList(0, 1 + upTo(among.size() - 1));
    }

    private Index index(List<String> among) {
        List<Index.Part> parts = some(1, () -> {
            boolean column = maybe();
            return new Index.Part(
                    column ? (among.isEmpty() ? name() : among.get(upTo(among.size() - 1))) : null,
                    column ? null : sql(),
                    maybe(),
                    orNull(this::maybe),
                    orNull(this::name),
                    orNull(() -> 1 + upTo(20)));
        });
        return new Index(
                name(),
                parts,
                maybe(),
                orNull(this::sql),
                maybe() ? List.of() : among.isEmpty() ? different(this::name) : subset(among),
                orNull(this::name),
                maybe());
    }

    private Table wholeTable() {
        List<String> names = different(this::name);
        PrimaryKey key = orNull(() -> new PrimaryKey(name(), subset(names)));
        Set<String> keyed = key == null ? Set.of() : Set.copyOf(key.columns());
        List<Column> columns = names.stream()
                .map(this::column)
                .map(column -> keyed.contains(column.name()) ? column.withNullable(false) : column)
                .toList();
        return new Table(
                        table(),
                        columns,
                        key,
                        differentlyNamed(() -> new UniqueConstraint(name(), subset(names)), UniqueConstraint::name),
                        differentlyNamed(() -> foreignKey(names), ForeignKey::name),
                        differentlyNamed(() -> new Check(name(), sql()), Check::name),
                        differentlyNamed(() -> index(names), Index::name),
                        orNull(this::text),
                        null)
                .withOptions(maybe() ? TableOptions.NONE : tableOptions(names));
    }

    private AlterColumn alterColumn() {
        AlterColumn alter = AlterColumn.of(table(), name()).withNullable(maybe());
        ColumnType type = orNull(this::type);
        alter = type == null ? alter : alter.withType(type);
        alter = maybe() ? alter.withDefault(orNull(() -> defaultValue(type))) : alter;
        alter = maybe() ? alter.withComment(orNull(this::text)) : alter;
        alter = maybe() ? alter.withCollation(orNull(this::name)) : alter;
        alter = maybe() ? alter.withIdentity(orNull(this::identity)) : alter;
        alter = maybe() ? alter.withOnUpdate(orNull(this::sql)) : alter;
        return alter.withRename(orNull(this::name)).withUsing(orNull(this::sql));
    }

    private Map<String, @Nullable Object> row() {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (String column : different(this::name)) {
            row.put(
                    column,
                    switch (upTo(3)) {
                        case 0 -> text();
                        case 1 -> maybe();
                        case 2 -> number();
                        default -> null;
                    });
        }
        return row;
    }

    List<Operation> operations() {
        return some(0, this::operation);
    }

    Operation operation() {
        int kind = upTo(deep > 1 ? 29 : 30);
        return switch (kind) {
            case 0 -> new AddColumn(table(), column(name()));
            case 1 -> alterColumn();
            case 2 -> new AlterEnum(enumeration());
            case 3 -> new BulkInsert(table(), some(0, this::row));
            case 4 -> new CreateCheckConstraint(table(), new Check(name(), sql()));
            case 5 -> new CreateEnum(enumeration());
            case 6 -> new CreateForeignKey(table(), foreignKey(List.of()));
            case 7 -> new CreateIndex(table(), index(List.of()), maybe());
            case 8 -> new CreatePrimaryKey(table(), new PrimaryKey(name(), different(this::name)));
            case 9 -> new CreateTable(wholeTable());
            case 10 -> new CreateTable(maybe() ? wholeTable() : partition());
            case 11 -> new CreateTableComment(table(), text());
            case 12 -> new CreateUniqueConstraint(table(), new UniqueConstraint(name(), different(this::name)));
            case 13 -> new DropColumn(table(), name());
            case 14 -> new DropConstraint(table(), name(), any(List.of(DropConstraint.Type.values())));
            case 15 -> new DropEnum(table());
            case 16 -> new DropIndex(table(), name(), maybe());
            case 17 -> maybe() ? new DropTable(table()) : new DropTableComment(table());
            case 18 -> new ExecuteSql(sql());
            case 19 -> new RenameTable(table(), name());
            case 20 -> new RunJava(text());
            case 21 -> new CreateDefinition(definition(definitionName()));
            case 22 -> replaceDefinition();
            case 23 -> new DropDefinition(definitionName(), maybe());
            case 24 -> alterTableOptions();
            case 25 -> new AttachPartition(table(), table(), bound());
            case 26 -> new DetachPartition(table(), table(), maybe());
            case 27 -> new CreateExcludeConstraint(table(), exclude(List.of()));
            case 28 -> new CreateSchema(name(), maybe());
            case 29 -> new DropSchema(name());
            default -> autocommit();
        };
    }

    private AlterTableOptions alterTableOptions() {
        List<TableName> inherits = orNull(() -> some(0, this::table));
        Map<String, Map<String, @Nullable Object>> options = new LinkedHashMap<>();
        for (String dialect : List.of("postgresql", "sqlite")) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (String option : different(this::name)) {
                values.put(option, orNull(this::optionValue));
            }
            options.put(dialect, values);
        }
        return new AlterTableOptions(table(), inherits, options);
    }

    private Object optionValue() {
        return maybe() ? constant() : new LinkedHashMap<>(Map.of(name(), constant()));
    }

    private Object constant() {
        return switch (upTo(2)) {
            case 0 -> text();
            case 1 -> maybe();
            default -> TableOption.plain(number());
        };
    }

    private PartitionOf.Bound bound() {
        return switch (upTo(4)) {
            case 0 -> new PartitionOf.Range(some(1, this::limit), some(1, this::limit));
            case 1 -> {
                List<@Nullable Object> values = new ArrayList<>(some(1, this::constant));
                values.add(orNull(this::constant));
                yield new PartitionOf.Values(values);
            }
            case 2 -> new PartitionOf.Hash(upTo(9), upTo(9));
            case 3 -> new PartitionOf.Sql(text());
            default -> new PartitionOf.Default();
        };
    }

    private Object limit() {
        return maybe() ? any(List.of(PartitionOf.Limit.values())) : constant();
    }

    private Exclude exclude(List<String> among) {
        List<Exclude.Element> elements = some(1, () -> {
            boolean column = maybe();
            return new Exclude.Element(
                    column ? (among.isEmpty() ? name() : among.get(upTo(among.size() - 1))) : null,
                    column ? null : sql(),
                    orNull(this::name),
                    any(List.of("=", "&&", "-|-")));
        });
        boolean deferrable = maybe();
        return new Exclude(name(), elements, orNull(this::name), orNull(this::sql), deferrable, deferrable && maybe());
    }

    private TableOptions tableOptions(List<String> columns) {
        PartitionBy key = orNull(() -> new PartitionBy(
                any(List.of(PartitionBy.Method.values())),
                some(1, () -> maybe() ? PartitionBy.Part.column(any(columns)) : PartitionBy.Part.expression(sql()))));
        Map<String, Map<String, Object>> options = new LinkedHashMap<>();
        if (maybe()) {
            options.put("sqlite", new LinkedHashMap<>(Map.of(name(), optionValue())));
        }
        return new TableOptions(
                key,
                null,
                maybe() ? List.of() : some(1, this::table),
                differentlyNamed(() -> exclude(columns), Exclude::name),
                options);
    }

    private Table partition() {
        return Table.of(table(), List.of())
                .withOptions(TableOptions.NONE.withPartitionOf(new PartitionOf(table(), bound())));
    }

    private DefinitionName definitionName() {
        DefinitionKind kind = any(List.of(DefinitionKind.values()));
        return kind.isOnTable()
                ? DefinitionName.on(kind, name(), table())
                : new DefinitionName(kind, table(), null, kind.hasArguments() ? orNull(() -> "integer, text") : null);
    }

    private Definition definition(DefinitionName name) {
        return new Definition(name, SqlText.of("select 1 as c" + upTo(9) + "\nfrom t"), orNull(this::text));
    }

    private Operation replaceDefinition() {
        DefinitionName name = definitionName();
        return new ReplaceDefinition(definition(name), orNull(() -> definition(name)));
    }

    private Operation autocommit() {
        deep++;
        Operation operation = new Autocommit(operations().stream()
                .filter(each -> !(each instanceof RunJava) && !(each instanceof Autocommit))
                .toList());
        deep--;
        return operation;
    }
}
