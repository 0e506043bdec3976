package dev.trellis.internal.diff;

import dev.trellis.dialect.Dialect;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateExcludeConstraint;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds recreations among operations: objects that are dropped for a change and created again unchanged. */
final class Scaffolding {
    private Scaffolding() {}

    /**
     * Returns the positions of the recreations.
     *
     * @param earlier the desired schema as inspection would read it back if no column changed its type: a condition that is
     *     equal in it is recreated only because the database spells it by the types of its columns
     */
    static Set<Integer> in(List<Operation> operations, Schema before, Schema earlier, Dialect dialect) {
        Set<Integer> found = new HashSet<>();
        Schema schema = before;
        for (int i = 0; i < operations.size(); i++) {
            Operation drop = operations.get(i);
            for (int j = i + 1; j < operations.size(); j++) {
                Operation create = operations.get(j);
                if (drop.tables().equals(create.tables())
                        && !found.contains(j)
                        && isRemade(drop, create, schema, earlier, dialect)) {
                    found.add(i);
                    found.add(j);
                    break;
                }
            }
            schema = drop.apply(schema);
        }
        return found;
    }

    private static boolean isRemade(Operation drop, Operation create, Schema schema, Schema earlier, Dialect dialect) {
        TableName name = drop.tables().iterator().next();
        Table table = schema.table(name).orElse(null);
        if (table == null) {
            return false;
        }
        Table bare = Table.of(name, table.columns());
        Table spelled = earlier.table(name).orElse(bare);
        if (drop instanceof DropConstraint constraint) {
            return switch (constraint.type()) {
                case FOREIGN_KEY ->
                    create instanceof CreateForeignKey again
                            && named(table.foreignKeys().stream(), constraint.name(), key -> key.name())
                                    .anyMatch(key -> ForeignKeyComparer.isSame(
                                            key,
                                            dialect.canonical(bare.withForeignKeys(List.of(again.key())))
                                                    .foreignKeys()
                                                    .get(0)));
                case UNIQUE ->
                    create instanceof CreateUniqueConstraint again
                            && table.uniques().contains(again.constraint())
                            && constraint.name().equals(again.constraint().name());
                case CHECK ->
                    create instanceof CreateCheckConstraint again
                            && constraint.name().equals(again.check().name())
                            && spelled.checks().stream()
                                    .filter(check -> constraint.name().equals(check.name()))
                                    .anyMatch(table.checks()::contains);
                case EXCLUDE ->
                    create instanceof CreateExcludeConstraint again
                            && table.options().excludes().stream()
                                    .filter(exclude -> exclude.name().equals(constraint.name()))
                                    .anyMatch(spelled.options().excludes()::contains)
                            && constraint.name().equals(again.exclude().name());
                case PRIMARY_KEY ->
                    create instanceof CreatePrimaryKey again
                            && table.primaryKey() != null
                            && again.key().columns().equals(table.primaryKey().columns());
            };
        }
        if (drop instanceof DropIndex index) {
            return create instanceof CreateIndex again
                    && index.name().equals(again.index().name())
                    && spelled.indexes().stream()
                            .filter(each -> index.name().equals(each.name()))
                            .anyMatch(table.indexes()::contains);
        }
        return drop instanceof DropColumn column
                && create instanceof AddColumn again
                && again.column().computed() != null
                && column.column().equals(again.column().name())
                && table.columns()
                        .contains(dialect.canonical(Table.of(name, List.of(again.column())))
                                .columns()
                                .get(0));
    }

    private interface NameOf<T> {
        @Nullable
        String of(T each);
    }

    private static <T> Stream<T> named(Stream<T> all, String name, NameOf<T> nameOf) {
        return all.filter(each -> name.equals(nameOf.of(each)));
    }
}
