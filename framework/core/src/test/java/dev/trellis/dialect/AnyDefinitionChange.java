package dev.trellis.dialect;

import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.Operation;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Chooses operations on definitions for random sequences: each kind that exists without a table is created, replaced and
 * dropped. Definitions on tables are part of the random models of {@code NoPhantomsTest}.
 */
final class AnyDefinitionChange {
    private static final List<DefinitionKind> KINDS = List.of(
            DefinitionKind.VIEW,
            DefinitionKind.MATERIALIZED_VIEW,
            DefinitionKind.FUNCTION,
            DefinitionKind.PROCEDURE,
            DefinitionKind.SEQUENCE,
            DefinitionKind.DOMAIN);
    private static final int MOST = 4;

    private final Dialect dialect;
    private final Random random;
    private final List<DefinitionKind> kinds;
    private final Map<DefinitionName, Definition> present = new TreeMap<>();

    AnyDefinitionChange(Dialect dialect, Random random) {
        this.dialect = dialect;
        this.random = random;
        this.kinds = KINDS.stream().filter(dialect.definitionKinds()::contains).toList();
    }

    /** Returns the operations with up to four operations on definitions among them. */
    List<Operation> among(List<Operation> operations) {
        List<Operation> all = new ArrayList<>(operations);
        int index = 0;
        for (int i = random.nextInt(MOST + 1); i > 0; i--) {
            index += random.nextInt(all.size() - index + 1);
            all.add(index++, next());
        }
        return all;
    }

    private Operation next() {
        DefinitionKind kind = kinds.get(random.nextInt(kinds.size()));
        Definition definition = Definition.of(name(kind), text(kind, 5 + random.nextInt(3)));
        DefinitionName name = definition.name();
        if (!present.containsKey(name)) {
            present.put(name, definition);
            return new CreateDefinition(definition);
        }
        if (random.nextInt(3) == 0) {
            present.remove(name);
            return new DropDefinition(name);
        }
        present.put(name, definition);
        return new ReplaceDefinition(definition, null);
    }

    private DefinitionName name(DefinitionKind kind) {
        DefinitionName name = DefinitionName.of(kind, TableName.of("any " + kind.key()));
        if (!isPostgresql()) {
            return name;
        }
        return switch (kind) {
            case FUNCTION -> name.withArguments("integer");
            case PROCEDURE -> name.withArguments("");
            default -> name;
        };
    }

    private boolean isPostgresql() {
        return dialect.name().equals("postgresql");
    }

    private String text(DefinitionKind kind, int number) {
        String id = dialect.quote("id");
        return switch (kind) {
            case VIEW, MATERIALIZED_VIEW ->
                "select " + number + " as " + id + (number == 5 ? "" : ", 'it''s' as " + dialect.quote("x y"));
            case FUNCTION ->
                "(a integer) returns integer "
                        + (isPostgresql()
                                ? "language sql as 'select " + number + "'"
                                : "deterministic return " + number);
            case PROCEDURE ->
                isPostgresql()
                        ? "() language sql as 'select " + number + "'"
                        : "() begin set @noted = " + number + "; end";
            case SEQUENCE -> "start with 5 increment by " + number;
            case DOMAIN -> "as integer check (value > " + number + ")";
            case TRIGGER, EXTENSION, POLICY -> throw new IllegalArgumentException(kind.toString());
        };
    }
}
