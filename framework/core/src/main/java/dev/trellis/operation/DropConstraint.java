package dev.trellis.operation;

import dev.trellis.schema.Exclude;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Drops a constraint by its name. */
public record DropConstraint(TableName table, String name, Type type) implements Operation {

    /** The kinds of constraint. */
    public enum Type {
        PRIMARY_KEY,
        UNIQUE,
        FOREIGN_KEY,
        CHECK,
        EXCLUDE;

        /** Returns the name of the kind in scripts: {@code foreign_key}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns the name of the kind in messages: {@code foreign key}. */
        public String noun() {
            return word().replace('_', ' ');
        }

        /** Returns the kind with this name in scripts, or empty. */
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
        Table existing = before.require(table);
        return before.with(
                switch (type) {
                    case PRIMARY_KEY -> {
                        primaryKey(existing);
                        yield existing.withPrimaryKey(null);
                    }
                    case UNIQUE -> existing.withUniques(without(existing.uniques(), u -> u.name()));
                    case FOREIGN_KEY -> existing.withForeignKeys(without(existing.foreignKeys(), key -> key.name()));
                    case CHECK -> existing.withChecks(without(existing.checks(), check -> check.name()));
                    case EXCLUDE ->
                        existing.withOptions(existing.options()
                                .withExcludes(without(existing.options().excludes(), Exclude::name)));
                });
    }

    @Override
    public List<Operation> reverse(Schema before) {
        Table existing = before.require(table);
        return List.of(
                switch (type) {
                    case PRIMARY_KEY -> new CreatePrimaryKey(table, primaryKey(existing));
                    case UNIQUE ->
                        new CreateUniqueConstraint(table, named(existing.uniques(), unique -> unique.name()));
                    case FOREIGN_KEY -> new CreateForeignKey(table, named(existing.foreignKeys(), key -> key.name()));
                    case CHECK -> new CreateCheckConstraint(table, named(existing.checks(), check -> check.name()));
                    case EXCLUDE ->
                        new CreateExcludeConstraint(
                                table, named(existing.options().excludes(), Exclude::name));
                });
    }

    private PrimaryKey primaryKey(Table existing) {
        PrimaryKey key = existing.primaryKey();
        if (key == null) {
            throw SchemaException.noSuchObject(table, "primary key", name);
        }
        return key;
    }

    private <T> T named(List<T> constraints, Function<T, @Nullable String> nameOf) {
        return constraints.stream()
                .filter(constraint -> name.equals(nameOf.apply(constraint)))
                .findFirst()
                .orElseThrow(() -> SchemaException.noSuchObject(table, type.noun() + " constraint", name));
    }

    private <T> List<T> without(List<T> constraints, Function<T, @Nullable String> nameOf) {
        named(constraints, nameOf);
        return constraints.stream()
                .filter(constraint -> !name.equals(nameOf.apply(constraint)))
                .toList();
    }

    @Override
    public String describe() {
        return "drop " + type.noun() + " " + name + " of " + table;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
