package dev.trellis.operation;

import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Drops a constraint by its name. */
public record DropConstraint(TableName table, String name, Type type) implements Operation {

    /** The kinds of constraint, in the words that scripts use in lower case. */
    public enum Type {
        PRIMARY_KEY,
        UNIQUE,
        FOREIGN_KEY,
        CHECK;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Type> of(String word) {
            return Arrays.stream(values())
                    .filter(type -> type.word().equals(word))
                    .findFirst();
        }
    }

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table found = before.require(table);
        return before.with(
                switch (type) {
                    case PRIMARY_KEY -> {
                        primaryKey(found);
                        yield found.withPrimaryKey(null);
                    }
                    case UNIQUE ->
                        found.withUniques(Lists.without(found.uniques(), named(found, found.uniques(), u -> u.name())));
                    case FOREIGN_KEY ->
                        found.withForeignKeys(Lists.without(
                                found.foreignKeys(), named(found, found.foreignKeys(), key -> key.name())));
                    case CHECK ->
                        found.withChecks(
                                Lists.without(found.checks(), named(found, found.checks(), check -> check.name())));
                });
    }

    @Override
    public List<Operation> reverse(Schema before) {
        Table found = before.require(table);
        return List.of(
                switch (type) {
                    case PRIMARY_KEY -> new CreatePrimaryKey(table, primaryKey(found));
                    case UNIQUE ->
                        new CreateUniqueConstraint(table, named(found, found.uniques(), unique -> unique.name()));
                    case FOREIGN_KEY ->
                        new CreateForeignKey(table, named(found, found.foreignKeys(), key -> key.name()));
                    case CHECK -> new CreateCheckConstraint(table, named(found, found.checks(), check -> check.name()));
                });
    }

    private PrimaryKey primaryKey(Table found) {
        PrimaryKey key = found.primaryKey();
        if (key == null) {
            throw SchemaException.noSuchObject(table, "primary key", name);
        }
        return key;
    }

    private <T> T named(Table found, List<T> among, Lists.NameOf<T> nameOf) {
        return among.stream()
                .filter(each -> name.equals(nameOf.name(each)))
                .findFirst()
                .orElseThrow(() -> SchemaException.noSuchObject(
                        found.name(), type.word().replace('_', ' ') + " constraint", name));
    }

    @Override
    public String describe() {
        return "drop " + type.word().replace('_', ' ') + " " + name + " of " + table;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
