package dev.trellis.internal.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.trellis.dialect.h2.H2Dialect;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.report.Diff;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.Naming;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.Tolerance;
import dev.trellis.schema.Tolerance.ToleratedCheck;
import dev.trellis.schema.UniqueConstraint;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The deviations from a model that a table tolerates are no differences; all others are. */
class ToleratedSchemaTest {
    private static final TableName NAME = TableName.of("invoice");
    private static final Column SHOP =
            Column.of("shop", ColumnType.of(Kind.INTEGER)).withNullable(false);
    private static final Column NUMBER =
            Column.of("number", ColumnType.of(Kind.INTEGER)).withNullable(false);
    private static final Column CREATED = Column.of("created", ColumnType.of(Kind.TIMESTAMP));
    private static final Column CODE = Column.of("code", ColumnType.of(Kind.STRING, 36));
    private static final Check AUTHORS = new Check("positive", SqlText.of("number > 0"));
    private static final String JOINED = "(number > 0) and (number in (1, 2))";
    private static final ForeignKey KEY =
            ForeignKey.of("fk_invoice_shop", List.of("shop"), TableName.of("shop"), List.of("id"));
    private static final Table MODEL = Table.of(NAME, List.of(SHOP, NUMBER, CREATED, CODE))
            .withPrimaryKey(new PrimaryKey("pk_invoice", List.of("shop", "number")))
            .withIndexes(List.of(index("ix_invoice_code", "code"), index("by_created", "created")))
            .withForeignKeys(List.of(KEY))
            .withChecks(List.of(AUTHORS));

    private static final Tolerance TOLERANCE = new Tolerance(
            List.of(CREATED.withNullable(false), CODE.withType(ColumnType.of(Kind.CHAR, 36))),
            new PrimaryKey(null, List.of("number", "shop")),
            List.of(new UniqueConstraint(null, List.of("code")), new UniqueConstraint(null, List.of("created"))),
            List.of(
                    new ToleratedCheck(SqlText.of("code in ('a', 'b')"), List.of()),
                    new ToleratedCheck(SqlText.of(JOINED), List.of("positive"))),
            List.of("fk_invoice_shop"));

    private static Index index(String name, String column) {
        return new Index(
                name,
                List.of(new Index.Part(column, null, false, null, null, null)),
                true,
                null,
                List.of(),
                null,
                false);
    }

    private static List<String> differences(Table actual) {
        return diff(MODEL.withTolerance(TOLERANCE), actual).operations().stream()
                .map(Operation::describe)
                .toList();
    }

    private static Diff diff(Table model, Table actual) {
        return SchemaDiff.of(
                Schema.of(List.of(model)),
                Schema.of(List.of(actual)),
                Scope.EVERYTHING,
                Naming.DEFAULT,
                new H2Dialect(),
                (desired, before, rejected) -> desired);
    }

    @Test
    void a_table_that_equals_the_model_does_not_differ_and_needs_one_canonical_form() {
        AtomicInteger forms = new AtomicInteger();
        Diff diff = SchemaDiff.of(
                Schema.of(List.of(MODEL.withTolerance(TOLERANCE))),
                Schema.of(List.of(MODEL)),
                Scope.EVERYTHING,
                Naming.DEFAULT,
                new H2Dialect(),
                (desired, before, rejected) -> {
                    forms.incrementAndGet();
                    return desired;
                });
        assertEquals(List.of(), diff.operations());
        assertEquals(1, forms.get());
    }

    @Test
    void all_tolerated_deviations_at_once_are_no_difference() {
        Table actual = MODEL.mapColumn("created", column -> column.withNullable(false))
                .mapColumn("code", column -> column.withType(ColumnType.of(Kind.CHAR, 36)))
                .withPrimaryKey(new PrimaryKey("invoice_pkey", List.of("number", "shop")))
                .withUniques(List.of(
                        new UniqueConstraint("uk123", List.of("code")),
                        new UniqueConstraint("by_created", List.of("created"))))
                .withIndexes(List.of())
                .withForeignKeys(List.of())
                .withChecks(List.of(
                        new Check("invoice_code_check", SqlText.of("code in ('a', 'b')")),
                        new Check("invoice_number_check", SqlText.of(JOINED))));
        assertEquals(List.of(), differences(actual));
    }

    @Test
    void a_column_with_a_third_type_differs() {
        assertEquals(
                List.of("alter column invoice.code: type string(36)"),
                differences(MODEL.mapColumn("code", column -> column.withType(ColumnType.of(Kind.TEXT)))));
    }

    @Test
    void a_column_without_tolerance_differs_in_not_null() {
        assertEquals(
                List.of("alter column invoice.number: not null"),
                differences(MODEL.withPrimaryKey(new PrimaryKey("p", List.of("number", "shop")))
                        .mapColumn("number", column -> column.withNullable(true))));
    }

    @Test
    void a_missing_check_of_the_model_differs_if_no_check_includes_it() {
        assertEquals(
                List.of("create check constraint positive on invoice"),
                differences(MODEL.withChecks(List.of(new Check("c", SqlText.of("code in ('a', 'b')"))))));
    }

    @Test
    void a_check_with_another_condition_differs() {
        assertEquals(
                List.of("drop check c of invoice"),
                differences(MODEL.withChecks(List.of(AUTHORS, new Check("c", SqlText.of("code in ('a')"))))));
    }

    @Test
    void a_unique_constraint_in_place_of_an_index_differs_if_the_author_named_the_index_otherwise() {
        assertEquals(
                List.of("drop unique by_other of invoice", "create unique index by_created on invoice"),
                differences(MODEL.withIndexes(List.of(index("ix_invoice_code", "code")))
                        .withUniques(List.of(new UniqueConstraint("by_other", List.of("created"))))));
    }

    @Test
    void a_missing_unique_index_differs() {
        assertEquals(
                List.of("create unique index by_created on invoice"),
                differences(MODEL.withIndexes(List.of(index("ix_invoice_code", "code")))));
    }

    @Test
    void a_table_is_created_as_the_model_describes_it() {
        Diff diff = diff(MODEL.withTolerance(TOLERANCE), Table.of(TableName.of("shop"), List.of(NUMBER)));
        Table created = diff.operations().stream()
                .filter(CreateTable.class::isInstance)
                .map(operation -> ((CreateTable) operation).table())
                .findFirst()
                .orElseThrow();
        assertNull(created.tolerance());
        assertEquals(MODEL.checks(), created.checks());
        assertEquals(MODEL.primaryKey(), created.primaryKey());
    }
}
