package dev.trellis.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.DialectException;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.DropSchema;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of a {@link Dialect}, tested on its real database. A dialect adopts it with a test class that extends this
 * class and opens an empty database; the package description contains an example.
 *
 * <p>The system property {@code trellis.hostile.rounds} sets how many rounds of hostile names each seed runs, 12 by default.
 */
public abstract class DialectContract {
    private static final int ROUNDS = Integer.getInteger("trellis.hostile.rounds", 12);

    private static final int ROWS = 1234;
    private static final int FEW_TABLES = 5;
    private static final int MANY_TABLES = 100;
    /**
     * The largest number of queries for reading a schema: more than any dialect needs, and far fewer than one for each
     * table.
     */
    private static final int MOST_QUERIES = 24;
    /** The longest name that is tried on a database without a limit. */
    private static final int LONG_NAME = 1000;

    private final Dialect dialect;

    /** Creates the contract of a dialect. */
    protected DialectContract(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Opens a new empty database; each test closes its own.
     *
     * @throws SQLException if the database cannot be opened
     */
    protected abstract EmptyDatabase open() throws SQLException;

    /** Returns whether a test may create schemas in the database; by default, true if the dialect has schemas. */
    protected boolean mayCreateSchemas() {
        return dialect.capabilities().schemas();
    }

    /** Returns whether the catalogue stores characters beyond U+FFFF; true by default. */
    protected boolean storesSupplementaryCharacters() {
        return true;
    }

    /** Returns further names that the database rejects, in addition to those that are too long or illegal everywhere. */
    protected List<String> illegalNames() {
        return List.of();
    }

    /** Returns the longest name that the database accepts. */
    protected String longestName() {
        return "x".repeat(Math.min(dialect.capabilities().identifierLimit(), LONG_NAME));
    }

    /**
     * Returns two different texts of a definition for each kind that the test creates, replaces and drops: by default of a
     * view and of a sequence. A dialect with further kinds adds their texts; the test requires all kinds but extensions, which
     * have no text of their own.
     *
     * @param table a table with the columns {@code id} and {@code a}
     */
    protected List<List<Definition>> definitionExamples(TableName table) {
        String query = "SELECT " + dialect.quote("id") + " FROM " + dialect.quote(table.name());
        DefinitionName view = DefinitionName.of(DefinitionKind.VIEW, TableName.of("numbers"));
        DefinitionName sequence = DefinitionName.of(DefinitionKind.SEQUENCE, TableName.of("ticket"));
        return List.of(
                List.of(
                        Definition.of(view, query),
                        Definition.of(view, query + " WHERE " + dialect.quote("a") + " <> 'it''s'")),
                List.of(
                        Definition.of(sequence, "START WITH 5 INCREMENT BY 2"),
                        Definition.of(sequence, "START WITH 5 INCREMENT BY 3")));
    }

    /**
     * Tests that a definition is read back in its canonical form, that another text of it is a difference, and that replacing
     * and dropping it take effect.
     */
    @Test
    final void definitions_are_created_compared_replaced_and_dropped() throws SQLException {
        try (EmptyDatabase database = open();
                Connection connection = database.connect()) {
            ContractDatabase live = new ContractDatabase(dialect, connection);
            TableName table = TableName.of("t0");
            assertTrue(
                    definitionExamples(table).stream()
                            .map(texts -> texts.get(0).kind())
                            .collect(Collectors.toSet())
                            .containsAll(dialect.definitionKinds().stream()
                                    .filter(kind -> kind != DefinitionKind.EXTENSION)
                                    .toList()),
                    "definitionExamples lacks a kind of the dialect");
            live.run(List.of(new CreateTable(table(0).withForeignKeys(List.of()))));
            for (List<Definition> texts : definitionExamples(table)) {
                Definition first = texts.get(0);
                Definition second = texts.get(1);
                if (dialect.definitionKinds().contains(first.kind())) {
                    live.run(List.of(new CreateDefinition(first)));
                    assertComparison(live, first, second);
                    live.run(List.of(new ReplaceDefinition(second, first)));
                    assertComparison(live, second, first);
                    live.run(List.of(new DropDefinition(first.name())));
                    assertEquals(Map.of(), live.inspect(Schema.EMPTY).definitions());
                }
            }
        }
    }

    /** Asserts that the database equals a schema with one text of a definition, and differs from one with the other. */
    private static void assertComparison(ContractDatabase live, Definition present, Definition other)
            throws SQLException {
        Schema actual = live.inspect(Schema.EMPTY);
        Schema same = live.canonical(actual.withDefinition(present), actual);
        assertEquals(actual.definitions(), same.definitions(), present::toString);
        Schema different = live.canonical(actual.withDefinition(other), actual);
        assertNotEquals(actual.definitions(), different.definitions(), other::toString);
        assertEquals(actual, live.inspect(Schema.EMPTY), "the comparison leaves no trace");
    }

    /** Tests that an inspection shows which of the requested schemas exist, and that only an empty schema is dropped. */
    @Test
    final void schemas_are_created_inspected_and_dropped_when_they_are_empty() throws SQLException {
        String name = "trellis_contract";
        if (!dialect.capabilities().schemas()) {
            for (Operation operation : List.of(new CreateSchema(name), new DropSchema(name))) {
                DialectException refused = assertThrows(
                        DialectException.class,
                        () -> dialect.compile(List.of(operation), Catalog.ofSchema(Schema.EMPTY), statement -> {}));
                assertEquals("unsupported", refused.name());
            }
            return;
        }
        try (EmptyDatabase database = open();
                Connection connection = database.connect()) {
            ContractDatabase live = new ContractDatabase(dialect, connection);
            Table inside = table(0).withName(new TableName(name, "t0")).withForeignKeys(List.of());
            List<String> requested = List.of(name, "trellis_missing");
            assertEquals(Set.of(), dialect.inspect(connection, requested).schemas());
            live.run(List.of(new CreateSchema(name), new CreateTable(inside)));
            live.run(List.of(new CreateSchema(name, true)));
            Schema present = dialect.inspect(connection, requested);
            assertEquals(Set.of(name), present.schemas());
            assertEquals(Set.of(inside.name()), present.tables().keySet());
            assertThrows(AssertionError.class, () -> live.run(List.of(new DropSchema(name))));
            assertEquals(present, dialect.inspect(connection, requested));
            live.run(List.of(new DropTable(inside.name()), new DropSchema(name)));
            assertEquals(Set.of(), dialect.inspect(connection, requested).schemas());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4021, 14_021, 24_021, 34_021, 44_021})
    final void names_and_texts_cannot_break_out_of_their_quotes(long seed) throws SQLException {
        try (EmptyDatabase database = open();
                Connection connection = database.connect()) {
            ContractDatabase live = new ContractDatabase(dialect, connection);
            live.run(List.of(
                    new CreateTable(HostileRound.CANARY),
                    new BulkInsert(HostileRound.CANARY.name(), List.of(Map.of("song", "tweet")))));
            for (int round = 0; round < ROUNDS; round++) {
                HostileNames names =
                        new HostileNames(dialect, new Random(seed + round), storesSupplementaryCharacters());
                new HostileRound(dialect, live, names).run(mayCreateSchemas());
            }
        }
    }

    @Test
    final void illegal_names_are_rejected_before_anything_runs() {
        List<String> illegal = new ArrayList<>(List.of("", "a\0b", "half \ud83d"));
        illegal.addAll(illegalNames());
        int limit = dialect.capabilities().identifierLimit();
        if (limit < Integer.MAX_VALUE) {
            illegal.add("x".repeat(limit + 1));
        }
        for (String name : illegal) {
            List<CompiledStatement> statements = new ArrayList<>();
            SchemaException rejected = assertThrows(
                    SchemaException.class,
                    () -> dialect.compile(twoTables(name), Catalog.ofSchema(Schema.EMPTY), statements::add),
                    name);
            assertEquals("illegal_identifier", rejected.name());
            assertEquals(List.of(), statements, name);
        }
    }

    @Test
    final void the_longest_name_is_accepted() throws SQLException {
        try (EmptyDatabase database = open();
                Connection connection = database.connect()) {
            ContractDatabase live = new ContractDatabase(dialect, connection);
            live.run(twoTables(longestName()));
            Table second = live.inspect(Schema.EMPTY).require(TableName.of("second"));
            assertTrue(second.column(longestName()).isPresent(), second::toString);
        }
    }

    /** Returns two tables, of which the second has a column of the given name. */
    private static List<Operation> twoTables(String column) {
        return List.of(
                new CreateTable(Table.of(TableName.of("first"), List.of(Column.of("a", HostileRound.TEXT)))),
                new CreateTable(Table.of(TableName.of("second"), List.of(Column.of(column, HostileRound.TEXT)))));
    }

    @Test
    final void reading_a_schema_takes_few_queries_however_many_tables_it_has() throws SQLException {
        try (EmptyDatabase database = open();
                Connection connection = database.connect()) {
            List<String> few = queries(connection, 0, FEW_TABLES);
            List<String> many = queries(connection, FEW_TABLES, MANY_TABLES);
            assertEquals(few, many);
            assertTrue(few.size() <= MOST_QUERIES, few::toString);
        }
    }

    /**
     * Tests that rows are grouped: one statement for each row would be slow, and one for all rows too long for some servers.
     */
    @Test
    final void many_rows_are_written_in_few_statements() throws SQLException {
        try (EmptyDatabase database = open();
                Connection connection = database.connect()) {
            ContractDatabase live = new ContractDatabase(dialect, connection);
            TableName name = TableName.of("rows");
            live.run(List.of(new CreateTable(Table.of(
                    name,
                    List.of(
                            Column.of("id", ColumnType.parse("integer")),
                            Column.of("a", ColumnType.parse("string(20)")))))));
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            IntStream.range(0, ROWS).forEach(i -> rows.add(Map.of("id", BigDecimal.valueOf(i), "a", "it's " + i)));
            List<String> statements = live.run(List.of(new BulkInsert(name, rows)));
            assertTrue(statements.size() > 1 && statements.size() < ROWS / 10, () -> statements.size() + " statements");
            String all = "SELECT count(*) FROM " + dialect.quote("rows") + " WHERE " + dialect.quote("a")
                    + " LIKE 'it''s %'";
            assertEquals(List.of(String.valueOf(ROWS)), live.strings(all));
            assertEquals(
                    List.of(String.valueOf(ROWS * (ROWS - 1) / 2)),
                    live.strings("SELECT sum(" + dialect.quote("id") + ") FROM " + dialect.quote("rows")));
        }
    }

    /**
     * Creates the tables with the numbers of a range, and returns the queries with which the dialect then reads the schema.
     */
    private List<String> queries(Connection connection, int from, int to) throws SQLException {
        List<Operation> creation = new ArrayList<>();
        IntStream.range(from, to).forEach(i -> creation.add(new CreateTable(table(i))));
        boolean hasViews = dialect.definitionKinds().contains(DefinitionKind.VIEW);
        IntStream.range(from, hasViews ? to : from).forEach(i -> creation.add(new CreateDefinition(view(i))));
        new ContractDatabase(dialect, connection).run(creation);
        QueryCounter counter = new QueryCounter(connection);
        Schema schema = dialect.inspect(counter.connection(), List.of());
        assertEquals(to, schema.tables().size());
        assertEquals(hasViews ? to : 0, schema.definitions().size());
        assertEquals(
                1, schema.require(TableName.of("t" + (to - 1))).foreignKeys().size());
        return counter.queries();
    }

    /** Returns a view of the table with the same number. */
    private Definition view(int number) {
        return Definition.of(
                DefinitionName.of(DefinitionKind.VIEW, TableName.of("v" + number)),
                "SELECT " + dialect.quote("a") + " FROM " + dialect.quote("t" + number));
    }

    /** Returns a table with a part of each kind and a foreign key to the table before it. */
    private Table table(int number) {
        String name = "t" + number;
        return Table.of(
                        TableName.of(name),
                        List.of(
                                Column.of("id", ColumnType.parse("integer")).withNullable(false),
                                Column.of("a", ColumnType.parse("string(20)")).withDefault(DefaultValue.literal("x")),
                                Column.of("b", ColumnType.parse("integer"))))
                .withPrimaryKey(new PrimaryKey("pk_" + name, List.of("id")))
                .withUniques(List.of(new UniqueConstraint("uq_" + name, List.of("a", "b"))))
                .withChecks(List.of(new Check("ck_" + name, SqlText.of(dialect.quote("b") + " > 0"))))
                .withIndexes(List.of(Index.of("ix_" + name, List.of("a"), false)))
                .withForeignKeys(List.of(ForeignKey.of(
                        "fk_" + name, List.of("b"), TableName.of("t" + Math.max(0, number - 1)), List.of("id"))));
    }
}
