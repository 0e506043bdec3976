package dev.trellis.dialect;

import dev.trellis.operation.Operation;
import dev.trellis.operation.Reversal;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Identity;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Generates random sequences of operations, each of which the dialect supports and which no row prevents: a column that
 * something refers to is not dropped, a type within a condition changes within its family.
 */
final class AnyOperationSequence {
    static final TableName REFERRED = TableName.of("p");

    private final Dialect dialect;
    private final AnySchema state;
    private final List<Operation> operations = new ArrayList<>();

    private AnyOperationSequence(Dialect dialect, Schema start) {
        this.dialect = dialect;
        this.state = new AnySchema(start);
    }

    static OperationSequence of(Dialect dialect, long seed) {
        Random random = new Random(seed);
        AnyColumn columns = new AnyColumn(dialect, random);
        Schema start = start(dialect, random, columns);
        AnyOperationSequence sequence = new AnyOperationSequence(dialect, start);
        AnyChange changes = new AnyChange(dialect, random, columns, sequence.state);
        int length = 1 + random.nextInt(12);
        for (int tries = 0; sequence.operations.size() < length && tries < 40 * length; tries++) {
            sequence.tryAdd(changes.next());
        }
        if (sequence.operations.size() < length) {
            throw new AssertionError(dialect.name() + " refuses nearly every operation after " + sequence.operations);
        }
        return new OperationSequence(
                start, new AnyDefinitionChange(dialect, new Random(~seed)).among(sequence.operations));
    }

    private static Schema start(Dialect dialect, Random random, AnyColumn columns) {
        Column id = Column.of("id", ColumnType.parse("integer")).withNullable(false);
        Table referred = Table.of(REFERRED, List.of(id)).withPrimaryKey(new PrimaryKey("pk_p", List.of("id")));
        boolean hasKey = random.nextBoolean();
        List<Column> all = new ArrayList<>();
        all.add(hasKey && random.nextBoolean() ? id.withIdentity(Identity.BY_DEFAULT) : id);
        Stream.of("a", "b", "c", "Order", "it's", "x y").forEach(name -> all.add(columns.named(name)));
        TableName name = dialect.capabilities().schemas() && random.nextInt(3) == 0
                ? new TableName("other_" + Long.toHexString(random.nextLong()), "t")
                : TableName.of("t");
        Table table = Table.of(name, all);
        return Schema.EMPTY
                .with(referred)
                .with(Schema.withEnumsOf(
                        List.of(hasKey ? table.withPrimaryKey(new PrimaryKey("pk_t", List.of("id"))) : table)));
    }

    /** Adds the operations if the dialect supports them and their reversal. */
    private void tryAdd(List<Operation> candidates) {
        Schema schema = state.schema();
        try {
            Schema after = LiveDatabase.after(schema, candidates, dialect);
            if (dialect.name().equals("h2")
                    && after.tables().values().stream().anyMatch(AnyOperationSequence::sharesIndex)) {
                return;
            }
            List<Operation> reversal = Reversal.of(candidates, schema, dialect.quoting());
            dialect.compile(candidates, Catalog.ofSchema(schema), command -> {});
            dialect.compile(reversal, Catalog.ofSchema(after), command -> {});
            state.advance(after, candidates);
            operations.addAll(candidates);
        } catch (DialectException | SchemaException e) {
            // The dialect does not support the change, or the schema does not allow it: the caller tries another one.
        }
    }

    /** Returns whether a constraint may share an existing index: H2 then drops neither without the other. */
    private static boolean sharesIndex(Table table) {
        List<List<String>> constraints = new ArrayList<>();
        table.foreignKeys().forEach(key -> constraints.add(key.columns()));
        table.uniques().forEach(unique -> constraints.add(unique.columns()));
        return table.indexes().stream()
                .anyMatch(index -> constraints.stream().anyMatch(columns -> startsWith(index.columns(), columns)));
    }

    private static boolean startsWith(List<String> columns, List<String> prefix) {
        return columns.size() >= prefix.size()
                && columns.subList(0, prefix.size()).equals(prefix);
    }
}
