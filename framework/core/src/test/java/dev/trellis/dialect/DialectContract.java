package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
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
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a dialect has to keep, on its real database. A dialect adopts it in a few lines: a class that extends it and says
 * how an empty database is come by.
 *
 * <p>Whatever a name, a default, a comment, a value or a condition holds, it is that and nothing else, and a table beside it
 * stays as it is. More rounds than the build takes: {@code -Dtrellis.hostile.rounds=200}.
 */
public abstract class DialectContract {
    private static final int ROUNDS = Integer.getInteger("trellis.hostile.rounds", 12);
    /** Rows of one operation. */
    private static final int ROWS = 1234;

    private static final int FEW = 5;
    private static final int MANY = 100;
    /** More questions to the catalogue than any dialect needs, and far fewer than one a table. */
    private static final int QUESTIONS = 16;

    private final Dialect dialect;

    protected DialectContract(Dialect dialect) {
        this.dialect = dialect;
    }

    /** An empty database. */
    public interface Place extends AutoCloseable {
        Connection connect() throws SQLException;

        /** Removes it. */
        @Override
        void close() throws SQLException;
    }

    protected abstract Place open() throws SQLException;

    /** Whether a test may make schemas in the database. */
    protected boolean mayMakeSchemas() {
        return dialect.capabilities().schemas();
    }

    /** Whether the catalogue keeps characters beyond U+FFFF. */
    protected boolean keepsAstral() {
        return true;
    }

    /** Names that the database does not take, beside those that are too long or that nobody takes. */
    protected List<String> illegalNames() {
        return List.of();
    }

    /** The longest name. */
    protected String longestName() {
        return "x".repeat(Math.min(dialect.capabilities().identifierLimit(), 1000));
    }

    @Property(tries = 5, seed = "4021", shrinking = ShrinkingMode.OFF)
    final void quoting_cannot_be_got_around(@ForAll long seed) throws SQLException {
        try (Place place = open();
                Connection connection = place.connect()) {
            LiveDatabase live = new LiveDatabase(dialect, connection);
            live.create(Schema.of(List.of(HostileRoundTrip.CANARY)));
            live.run(List.of(new BulkInsert(HostileRoundTrip.CANARY.name(), List.of(Map.of("song", "tweet")))));
            for (int round = 0; round < ROUNDS; round++) {
                HostileNames hostile = new HostileNames(new Random(seed + round));
                new HostileRoundTrip(dialect, mayMakeSchemas(), keepsAstral(), connection, live, hostile).run();
            }
        }
    }

    @Test
    final void what_is_no_name_is_told_before_anything_runs() {
        List<String> illegal = new ArrayList<>(List.of("", "a\0b", "half \ud83d"));
        illegal.addAll(illegalNames());
        int limit = dialect.capabilities().identifierLimit();
        if (limit < Integer.MAX_VALUE) {
            illegal.add("x".repeat(limit + 1));
        }
        for (String name : illegal) {
            List<CompiledStatement> said = new ArrayList<>();
            SchemaException refused = assertThrows(
                    SchemaException.class,
                    () -> dialect.compile(twoTables(name), Catalog.replayed(Schema.EMPTY), said::add),
                    name);
            assertEquals("illegal_identifier", refused.name());
            assertEquals(List.of(), said, name);
        }
    }

    @Test
    final void the_longest_name_is_taken() throws SQLException {
        try (Place place = open();
                Connection connection = place.connect()) {
            LiveDatabase live = new LiveDatabase(dialect, connection);
            live.run(twoTables(longestName()));
            Table second = live.inspect(Schema.EMPTY).require(TableName.of("second"));
            assertTrue(second.column(longestName()).isPresent(), second::toString);
        }
    }

    /** The name is that of a column of the second. */
    private static List<Operation> twoTables(String name) {
        return List.of(
                new CreateTable(Table.of(TableName.of("first"), List.of(Column.of("a", HostileRoundTrip.TEXT)))),
                new CreateTable(Table.of(TableName.of("second"), List.of(Column.of(name, HostileRoundTrip.TEXT)))));
    }

    @Test
    final void a_schema_is_read_in_a_few_questions_however_many_tables_it_has() throws SQLException {
        try (Place place = open();
                Connection connection = place.connect()) {
            List<String> few = asked(connection, 0, FEW);
            List<String> many = asked(connection, FEW, MANY);
            assertEquals(few, many);
            assertTrue(few.size() <= QUESTIONS, few::toString);
        }
    }

    /** One statement a row would be slow, and one for all too long for some servers. */
    @Test
    final void many_rows_are_written_in_a_few_statements() throws SQLException {
        try (Place place = open();
                Connection connection = place.connect()) {
            LiveDatabase live = new LiveDatabase(dialect, connection);
            TableName rows = TableName.of("rows");
            live.run(List.of(new CreateTable(Table.of(
                    rows,
                    List.of(
                            Column.of("id", ColumnType.parse("integer")),
                            Column.of("a", ColumnType.parse("string(20)")))))));
            List<Map<String, @Nullable Object>> written = new ArrayList<>();
            IntStream.range(0, ROWS).forEach(i -> written.add(Map.of("id", BigDecimal.valueOf(i), "a", "it's " + i)));
            List<String> said = live.run(List.of(new BulkInsert(rows, written)));
            assertTrue(said.size() > 1 && said.size() < ROWS / 10, () -> said.size() + " statements");
            String all = "SELECT count(*) FROM " + dialect.quote("rows") + " WHERE " + dialect.quote("a")
                    + " LIKE 'it''s %'";
            assertEquals(ROWS, live.count(all));
            assertEquals(
                    ROWS * (ROWS - 1) / 2,
                    live.count("SELECT sum(" + dialect.quote("id") + ") FROM " + dialect.quote("rows")));
        }
    }

    /** What is asked once the tables up to a number are there. */
    private List<String> asked(Connection connection, int from, int to) throws SQLException {
        List<Operation> creation = new ArrayList<>();
        IntStream.range(from, to).forEach(i -> creation.add(new CreateTable(table(i))));
        new LiveDatabase(dialect, connection).run(creation);
        CountedConnection counted = new CountedConnection(connection);
        Schema schema = dialect.inspect(counted.connection(), List.of());
        assertEquals(to, schema.tables().size());
        assertEquals(
                1, schema.require(TableName.of("t" + (to - 1))).foreignKeys().size());
        return counted.statements();
    }

    /** One of everything, and a foreign key to the table before. */
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
