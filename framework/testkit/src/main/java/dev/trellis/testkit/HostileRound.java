package dev.trellis.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.Dialect;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropSchema;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.Reversal;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One round of hostile names: creates tables with such names, in a schema of their own where the database has schemas, fills
 * them, reads them back, changes them, reverses the changes and drops them. After each step the database must equal the
 * schema that the operations describe, and an unrelated table must be unchanged.
 */
final class HostileRound {
    static final ColumnType TEXT = ColumnType.parse("string(120)");
    /** The unrelated table. */
    static final Table CANARY = Table.of(TableName.of("canary"), List.of(Column.of("song", TEXT)));

    private final Dialect dialect;
    private final ContractDatabase live;
    private final HostileNames names;

    HostileRound(Dialect dialect, ContractDatabase live, HostileNames names) {
        this.dialect = dialect;
        this.live = live;
        this.names = names;
    }

    private String name() {
        return names.name();
    }

    private String text() {
        return names.text();
    }

    /**
     * Runs the round.
     *
     * @param inSchema whether the tables are in a schema of their own
     */
    void run(boolean inSchema) throws SQLException {
        String schema = inSchema ? name() : null;
        if (schema != null) {
            live.run(List.of(new CreateSchema(schema)));
        }
        String key = name();
        String text = name();
        Table first = first(new TableName(schema, name()), key, text);
        Table second = second(first, key);
        Schema start = Schema.of(List.of(CANARY));
        Schema created = step(start, List.of(new CreateTable(first), new CreateTable(second)), "created");
        checkRows(first, key, text);
        List<Operation> changes = changes(first, second, key, text);
        Schema changed = step(created, changes, "changed");
        assertEquals(3, changed.tables().size());
        live.run(Reversal.of(changes, created, dialect.quoting()));
        live.assertSchema(created, "reversed");
        step(created, List.of(new DropTable(second.name()), new DropTable(first.name())), "dropped");
        if (schema != null) {
            live.run(List.of(new DropSchema(schema)));
        }
        assertEquals(
                List.of("tweet"), live.strings("SELECT " + dialect.quote("song") + " FROM " + dialect.quote("canary")));
    }

    /**
     * Returns the first table of the round. The values of its enumeration do not end with a blank, because MariaDB removes
     * trailing blanks.
     */
    private Table first(TableName name, String key, String text) {
        String quoted = dialect.quote(text);
        String kind = name();
        Enumeration mood = new Enumeration(
                new TableName(name.schema(), name()), List.of("x" + text() + ".", "y" + text() + ".", "ok"));
        SqlText condition = new SqlText(Map.of(dialect.name(), quoted + " <> " + dialect.literal("never" + text())));
        return new Table(
                name,
                List.of(
                        Column.of(key, ColumnType.parse("integer")).withNullable(false),
                        Column.of(text, TEXT)
                                .withDefault(DefaultValue.literal(text()))
                                .withComment(comment()),
                        Column.of(kind, mood)
                                .withDefault(DefaultValue.literal(mood.values().get(1)))),
                new PrimaryKey(name(), List.of(key)),
                List.of(new UniqueConstraint(name(), List.of(text, key))),
                List.of(),
                List.of(new Check(name(), condition)),
                List.of(Index.of(name(), List.of(text), false)),
                comment(),
                null);
    }

    private @Nullable String comment() {
        return dialect.capabilities().comments() ? "c" + text() : null;
    }

    private Table second(Table first, String key) {
        String column = name();
        return Table.of(
                        new TableName(first.name().schema(), name()),
                        List.of(Column.of(column, ColumnType.parse("integer"))))
                .withForeignKeys(List.of(ForeignKey.of(name(), List.of(column), first.name(), List.of(key))));
    }

    private List<Operation> changes(Table first, Table second, String key, String text) {
        TableName renamed = first.name().renamed(name());
        String added = name();
        return List.of(
                new RenameTable(first.name(), renamed.name()),
                AlterColumn.of(renamed, text).withRename(name()),
                new AddColumn(
                        renamed,
                        Column.of(added, TEXT)
                                .withDefault(DefaultValue.literal(text()))
                                .withComment(comment())),
                AlterColumn.of(renamed, added).withDefault(DefaultValue.literal(text())),
                new CreateIndex(renamed, Index.of(name(), List.of(added, key), true), false),
                new AddColumn(second.name(), Column.of(added, ColumnType.parse("integer"))),
                new CreateForeignKey(second.name(), ForeignKey.of(name(), List.of(added), renamed, List.of(key))));
    }

    private Schema step(Schema before, List<Operation> operations, String step) throws SQLException {
        Schema after = before;
        for (Operation operation : operations) {
            after = operation.apply(after, dialect.quoting());
        }
        live.run(operations);
        live.assertSchema(after, step);
        return after;
    }

    /** Writes rows with hostile values and reads them back. */
    private void checkRows(Table table, String key, String text) throws SQLException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            values.add(names.value());
            row.put(key, BigDecimal.valueOf(i));
            row.put(text, values.get(i));
            rows.add(row);
        }
        live.run(List.of(new BulkInsert(table.name(), rows)));
        String schema = table.name().schema();
        String from = (schema == null ? "" : dialect.quote(schema) + ".")
                + dialect.quote(table.name().name());
        assertEquals(
                values,
                live.strings("SELECT " + dialect.quote(text) + " FROM " + from + " ORDER BY " + dialect.quote(key)));
    }
}
