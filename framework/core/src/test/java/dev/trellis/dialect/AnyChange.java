package dev.trellis.dialect;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateTableComment;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropEnum;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.DropTableComment;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Chooses the next operations of a random sequence. */
final class AnyChange {
    private final Dialect dialect;
    private final Random random;
    private final AnyColumn columns;
    private final AnySchema state;
    private int counter;

    AnyChange(Dialect dialect, Random random, AnyColumn columns, AnySchema state) {
        this.dialect = dialect;
        this.random = random;
        this.columns = columns;
        this.state = state;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String fresh(String prefix) {
        return prefix + ++counter;
    }

    /** Returns operations that belong together; none if the chosen change is not possible in the current schema. */
    List<Operation> next() {
        Table table = pick(List.copyOf(state.schema().tables().values()));
        TableName name = table.name();
        Column column = pick(table.columns());
        boolean plain = column.computed() == null && column.identity() == null;
        return switch (random.nextInt(20)) {
            case 0 -> List.of(new AddColumn(name, columns.named(freeName(table))));
            case 1 ->
                plain && !state.isInForeignKey(table, column)
                        ? columns.computed(name, column, freeName(table))
                        : List.of();
            case 2 -> state.canBeDropped(table, column) ? List.of(new DropColumn(name, column.name())) : List.of();
            case 3 -> plain ? changeType(table, column) : List.of();
            case 4 ->
                plain && state.canChangeNullability(table, column)
                        ? List.of(AlterColumn.of(name, column.name()).withNullable(!column.nullable()))
                        : List.of();
            case 5 ->
                plain
                        ? List.of(AlterColumn.of(name, column.name())
                                .withDefault(random.nextInt(3) == 0 ? null : columns.defaultValue(column.type())))
                        : List.of();
            case 6 -> List.of(AlterColumn.of(name, column.name()).withRename(freeName(table)));
            case 7 -> commentOrCollation(table, column);
            case 8 -> identity(table, column);
            case 9, 10 -> index(table, column);
            case 11 ->
                table.indexes().isEmpty()
                        ? List.of()
                        : List.of(new DropIndex(
                                name, String.valueOf(pick(table.indexes()).name()), false));
            case 12 ->
                columns.isIndexable(column) && !state.withId(table, column).isEmpty()
                        ? List.of(new CreateUniqueConstraint(
                                name, new UniqueConstraint(fresh("uq "), state.withId(table, column))))
                        : List.of();
            case 13 ->
                plain
                        ? List.of(new CreateCheckConstraint(name, new Check(fresh("ck "), columns.condition(column))))
                        : List.of();
            case 14 -> foreignKey(table);
            case 15 -> primaryKey(table, column);
            case 16 -> dropConstraint(table);
            case 17 ->
                random.nextBoolean() ? createOrDropTable(table) : List.of(new RenameTable(name, freeTableName()));
            case 18 -> enumeration(column);
            default ->
                random.nextInt(4) == 0
                        ? List.of(new DropTableComment(name))
                        : List.of(new CreateTableComment(name, pick(AnyColumn.TEXTS)));
        };
    }

    // ---- columns ----

    private String freeName(Table table) {
        String wanted = pick(AnyColumn.NAMES);
        return table.columnNames().stream().anyMatch(wanted::equalsIgnoreCase) ? fresh("n") : wanted;
    }

    private List<Operation> changeType(Table table, Column column) {
        if (state.isInForeignKey(table, column)) {
            return List.of();
        }
        boolean needsAlikeType =
                AnySchema.isIndexed(table, column) || state.isMentioned(table, column) || column.collation() != null;
        ColumnType type = needsAlikeType ? columns.similarType(column.type()) : columns.type();
        // PostgreSQL and H2 keep the casts that a condition gets when the type of its column changes.
        boolean inCondition = state.isMentioned(table, column) && dialect.name().matches("postgresql|h2");
        boolean losesIndex = AnySchema.isIndexed(table, column) && !columns.isIndexable(column.withType(type));
        if (inCondition || losesIndex || !columns.canBecome(column.type(), type)) {
            return List.of();
        }
        AlterColumn alter = AlterColumn.of(table.name(), column.name())
                .withType(type)
                .withUsing(columns.using(column.name(), type));
        if (column.defaultValue() != null || random.nextInt(4) == 0) {
            alter = alter.withDefault(random.nextBoolean() ? null : columns.defaultValue(type));
        }
        if (random.nextInt(4) == 0 && state.canChangeNullability(table, column)) {
            alter = alter.withNullable(!column.nullable());
        }
        return List.of(random.nextInt(4) == 0 ? alter.withRename(freeName(table)) : alter);
    }

    private List<Operation> commentOrCollation(Table table, Column column) {
        AlterColumn alter = AlterColumn.of(table.name(), column.name());
        boolean collate = random.nextBoolean() && columns.isText(column.type()) && column.computed() == null;
        if (!collate) {
            return List.of(alter.withComment(random.nextInt(3) == 0 ? null : pick(AnyColumn.TEXTS)));
        }
        return state.isInForeignKey(table, column) || state.isMentioned(table, column)
                ? List.of()
                : List.of(alter.withCollation(column.collation() == null ? columns.collation() : null));
    }

    private List<Operation> identity(Table table, Column column) {
        PrimaryKey key = table.primaryKey();
        if (key == null && random.nextInt(3) == 0 && !state.hasRows(table)) {
            String added = freeName(table);
            return List.of(
                    new AddColumn(
                            table.name(),
                            Column.of(added, ColumnType.parse("bigint"))
                                    .withNullable(false)
                                    .withIdentity(Identity.BY_DEFAULT)),
                    new CreatePrimaryKey(table.name(), new PrimaryKey(fresh("pk "), List.of(added))));
        }
        if (key == null
                || !key.columns().equals(List.of(column.name()))
                || !column.type().toString().equals("integer")
                || state.isInForeignKey(table, column)
                || state.isMentioned(table, column)) {
            return List.of();
        }
        Identity to = pick(List.of(Identity.BY_DEFAULT, new Identity(true, null, null), new Identity(false, 7L, 3L)));
        AlterColumn alter = AlterColumn.of(table.name(), column.name());
        return List.of(
                column.identity() != null && random.nextBoolean()
                        ? alter.withIdentity(null)
                        : alter.withDefault(null).withIdentity(to));
    }

    // ---- indexes and constraints ----

    private List<Operation> index(Table table, Column column) {
        if (!columns.isIndexable(column)) {
            return List.of();
        }
        Index.Part first = Index.Part.column(column.name());
        Index.Part part = new Index.Part(
                first.column(),
                null,
                random.nextInt(3) == 0,
                random.nextInt(6) == 0 ? random.nextBoolean() : null,
                null,
                columns.isText(column.type()) && random.nextInt(3) == 0 ? 2 : null);
        List<Index.Part> parts = new ArrayList<>();
        if (table.column("id").isPresent() && !column.name().equals("id")) {
            parts.add(Index.Part.column("id"));
        } else if (state.hasRows(table) && !column.name().equals("id")) {
            return List.of();
        }
        parts.add(
                columns.isText(column.type()) && random.nextInt(4) == 0
                        ? Index.Part.expression(SqlText.of("lower(" + dialect.quote(column.name()) + ")"))
                        : part);
        SqlText where = random.nextInt(4) == 0 ? SqlText.of(dialect.quote(column.name()) + " is not null") : null;
        Column other = pick(table.columns());
        List<String> include = random.nextInt(6) == 0
                        && other.computed() == null
                        && parts.stream().noneMatch(each -> other.name().equals(each.column()))
                ? List.of(other.name())
                : List.of();
        boolean unique = random.nextInt(3) == 0;
        String using = random.nextInt(6) == 0 ? pick(List.of("btree", "hash")) : null;
        Index index = new Index(fresh("ix "), parts, unique, where, include, using, unique && random.nextInt(4) == 0);
        return "hash".equals(using) && (unique || parts.size() > 1 || part.descending() || part.nullsFirst() != null)
                ? List.of()
                : List.of(new CreateIndex(table.name(), index, false));
    }

    private List<Operation> foreignKey(Table table) {
        Table referred = state.schema().table(AnyOperationSequence.REFERRED).orElse(null);
        if (referred == null
                || referred.equals(table)
                || referred.primaryKey() == null
                || !referred.primaryKey()
                        .columns()
                        .equals(List.of(referred.columns().get(0).name()))) {
            return List.of();
        }
        List<Column> candidates = table.columns().stream()
                .filter(each -> each.type().equals(referred.columns().get(0).type())
                        && each.computed() == null
                        && each.identity() == null
                        && !state.isMentioned(table, each)
                        && !(state.hasRows(table) && state.mayViolate(table, each)))
                .toList();
        if (candidates.isEmpty()) {
            return List.of();
        }
        Column column = pick(candidates);
        List<ReferentialAction> actions = column.nullable() && !table.inPrimaryKey(column.name())
                ? List.of(ReferentialAction.values())
                : List.of(ReferentialAction.NO_ACTION, ReferentialAction.CASCADE, ReferentialAction.RESTRICT);
        boolean deferrable = random.nextInt(4) == 0;
        return List.of(new CreateForeignKey(
                table.name(),
                new ForeignKey(
                        fresh("fk "),
                        List.of(column.name()),
                        AnyOperationSequence.REFERRED,
                        referred.primaryKey().columns(),
                        pick(actions),
                        pick(actions),
                        random.nextInt(8) == 0 ? ForeignKey.Match.FULL : null,
                        deferrable,
                        deferrable && random.nextBoolean())));
    }

    private List<Operation> primaryKey(Table table, Column column) {
        PrimaryKey key = table.primaryKey();
        if (key != null) {
            return state.isReferred(table, key.columns())
                            || table.columns().stream().anyMatch(each -> each.identity() != null)
                    ? List.of()
                    : List.of(new DropConstraint(
                            table.name(), String.valueOf(key.name()), DropConstraint.Type.PRIMARY_KEY));
        }
        boolean fits = columns.isIndexable(column)
                && column.computed() == null
                && !state.isInForeignKey(table, column)
                && !state.withId(table, column).isEmpty()
                && !state.mayViolate(table, column);
        return fits
                ? List.of(new CreatePrimaryKey(table.name(), new PrimaryKey(fresh("pk "), state.withId(table, column))))
                : List.of();
    }

    private List<Operation> dropConstraint(Table table) {
        List<Operation> drops = new ArrayList<>();
        for (UniqueConstraint unique : table.uniques()) {
            if (!state.isReferred(table, unique.columns())) {
                drops.add(new DropConstraint(table.name(), String.valueOf(unique.name()), DropConstraint.Type.UNIQUE));
            }
        }
        table.checks()
                .forEach(check -> drops.add(
                        new DropConstraint(table.name(), String.valueOf(check.name()), DropConstraint.Type.CHECK)));
        table.foreignKeys()
                .forEach(key -> drops.add(
                        new DropConstraint(table.name(), String.valueOf(key.name()), DropConstraint.Type.FOREIGN_KEY)));
        return drops.isEmpty() ? List.of() : List.of(pick(drops));
    }

    // ---- tables and enumerations ----

    private String freeTableName() {
        return random.nextBoolean() ? fresh("T ") : pick(AnyColumn.NAMES) + fresh(" ");
    }

    private List<Operation> createOrDropTable(Table table) {
        if (!state.hasRows(table) && random.nextBoolean()) {
            boolean referred = state.schema().tables().values().stream()
                    .flatMap(other -> other.foreignKeys().stream())
                    .anyMatch(key -> key.referredTable().equals(table.name()));
            return referred ? List.of() : List.of(new DropTable(table.name()));
        }
        List<Column> columnList = new ArrayList<>();
        columnList.add(Column.of("id", ColumnType.parse("integer")).withNullable(false));
        columnList.add(columns.named("a"));
        columnList.add(columns.named(pick(AnyColumn.NAMES.subList(1, AnyColumn.NAMES.size()))));
        Table next = Table.of(new TableName(table.name().schema(), freeTableName()), columnList);
        Column column = columnList.get(1);
        if (columns.isIndexable(column)) {
            next = next.withUniques(List.of(new UniqueConstraint(fresh("uq "), state.withId(next, column))))
                    .withIndexes(List.of(Index.of(fresh("ix "), List.of(column.name()), false)));
        }
        next = next.withChecks(List.of(new Check(fresh("ck "), columns.condition(columnList.get(2)))))
                .withComment(dialect.capabilities().comments() ? pick(AnyColumn.TEXTS) : null)
                .withPrimaryKey(new PrimaryKey(fresh("pk "), List.of("id")));
        return List.of(new CreateTable(next));
    }

    private List<Operation> enumeration(Column column) {
        List<Enumeration> unused = state.schema().enums().values().stream()
                .filter(type -> state.schema().columnsOf(type.name()).isEmpty())
                .toList();
        if (!(column.type() instanceof Enumeration type)) {
            return unused.isEmpty()
                    ? List.of(new CreateEnum(new Enumeration(TableName.of(fresh("Kind ")), List.of("x", "it's"))))
                    : List.of(new DropEnum(pick(unused).name()));
        }
        Enumeration wanted = columns.changedEnumeration(type);
        List<Operation> operations = new ArrayList<>(List.of(new AlterEnum(wanted)));
        state.schema()
                .columnsOf(type.name())
                .forEach((table, names) -> names.forEach(
                        name -> operations.add(AlterColumn.of(table, name).withType(wanted))));
        return operations;
    }
}
