package dev.trellis.hibernate;

import dev.trellis.schema.ForeignKey;
import java.util.Comparator;
import java.util.List;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/** Converts the foreign keys of a mapped table. */
final class ForeignKeyMapping {
    private final ConstraintNames names;
    private final ColumnOrder order;

    ForeignKeyMapping(ConstraintNames names, ColumnOrder order) {
        this.names = names;
        this.order = order;
    }

    /** Returns the foreign keys, sorted by their first column in the table. */
    List<ForeignKey> read(Table mapped) {
        List<String> columns = PhysicalNames.of(order.sorted(mapped));
        return mapped.getForeignKeyCollection().stream()
                .filter(org.hibernate.mapping.ForeignKey::isCreationEnabled)
                .filter(org.hibernate.mapping.ForeignKey::isPhysicalConstraint)
                .map(this::read)
                .sorted(Comparator.comparing(key ->
                        key.columns().stream().mapToInt(columns::indexOf).min().orElse(0)))
                .toList();
    }

    /** Returns the key with its pairs of columns in the order of the referenced key. */
    private ForeignKey read(org.hibernate.mapping.ForeignKey key) {
        Table referenced = key.getReferencedTable();
        List<Column> unsorted =
                key.isReferenceToPrimaryKey() ? referenced.getPrimaryKey().getColumns() : key.getReferencedColumns();
        List<Column> targets = order.sorted(referenced, unsorted);
        List<Column> sources = targets.stream()
                .map(target -> key.getColumns().get(unsorted.indexOf(target)))
                .toList();
        ForeignKey withoutOptions = ForeignKey.of(
                names.declaration(key.getName()).name(),
                PhysicalNames.of(sources),
                PhysicalNames.of(referenced),
                PhysicalNames.of(targets));
        return ForeignKeyOptions.apply(withoutOptions, key);
    }
}
