package dev.trellis.internal.diff;

import dev.trellis.internal.diff.SchemaDiff.Canonical;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A desired schema with those deviations that its tables {@linkplain dev.trellis.schema.Tolerance tolerate} and that the
 * actual tables have. The comparers need not know tolerances, and operations that recreate a part of a table recreate the
 * part as it was.
 *
 * @param desired the desired schema with the deviations
 * @param canonical the canonical form of {@code desired}
 */
record ToleratedSchema(Schema desired, Schema canonical) {

    /**
     * Adds the deviations of the actual schema. The method asks the database only if a table deviates in a part for which
     * the table has a tolerance.
     *
     * @param canonical the canonical form of {@code desired}
     * @param form converts further schemas to canonical form
     */
    static <E extends Exception> ToleratedSchema of(
            Schema desired, Schema canonical, Schema actual, Naming naming, Canonical<E> form) throws E {
        List<ToleratedTable> deviating = new ArrayList<>();
        for (Table table : desired.tables().values()) {
            Table spelled = SchemaDiff.canonicalTable(canonical, table.name());
            Optional.ofNullable(table.tolerance())
                    .flatMap(tolerance -> actual.table(spelled.name())
                            .map(found -> new ToleratedTable(table, tolerance, spelled, found, naming)))
                    .filter(ToleratedTable::deviates)
                    .ifPresent(deviating::add);
        }
        if (deviating.isEmpty()) {
            return new ToleratedSchema(desired, canonical);
        }
        // A rejected expression of the model has been reported with its canonical form.
        // A check that the database rejects is not in the database.
        Schema tolerated =
                form.of(schema(deviating.stream().map(ToleratedTable::deviation).toList()), actual, rejected -> {});
        Schema accepted = schema(deviating.stream()
                .map(table -> table.accepted(
                        SchemaDiff.canonicalTable(tolerated, table.desired().name())))
                .toList());
        return new ToleratedSchema(desired.with(accepted), canonical.with(form.of(accepted, actual, rejected -> {})));
    }

    private static Schema schema(List<Table> tables) {
        Schema schema = Schema.of(tables);
        for (Table table : tables) {
            for (Column column : table.columns()) {
                if (column.type() instanceof ColumnType.Enumeration type) {
                    schema = schema.withEnum(type);
                }
            }
        }
        return schema;
    }
}
