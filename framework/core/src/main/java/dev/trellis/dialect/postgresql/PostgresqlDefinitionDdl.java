package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.CreateStatement;
import dev.trellis.dialect.DependentDefinition;
import dev.trellis.dialect.StandardDdl;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of PostgreSQL: replaces a definition in place where the server permits it, and otherwise drops and
 * recreates it together with the definitions that depend on it.
 */
abstract class PostgresqlDefinitionDdl extends StandardDdl {
    PostgresqlDefinitionDdl(PostgresqlDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
    }

    /** Gives the canonical form access to the inherited method. */
    @Override
    protected String createStatement(Definition definition) {
        return super.createStatement(definition);
    }

    @Override
    public void visit(ReplaceDefinition operation) {
        Definition definition = operation.definition();
        if (definition.sql().in(PostgresqlDialect.NAME) == null) {
            return;
        }
        switch (definition.kind()) {
            case VIEW, FUNCTION, PROCEDURE -> replaceOrRecreate(operation);
            case SEQUENCE -> alterSequence(operation);
            case DOMAIN -> alterDomain(operation);
            case EXTENSION -> alterExtension(definition);
            default -> recreate(operation);
        }
    }

    /**
     * Replaces an object in place, which keeps its privileges and dependents. The server refuses this if a view loses a
     * column, or a function gets another result. Without a connection, the statement itself decides.
     */
    private void replaceOrRecreate(ReplaceDefinition operation) {
        String create = createStatement(operation.definition());
        String replace = CreateStatement.orReplace(create, SqlSyntax.POSTGRESQL);
        Optional<Boolean> accepted = catalog().accepts(replace);
        if (accepted.orElse(true) && (accepted.isPresent() || hasSameInterface(operation, create))) {
            emit(replace);
            changeComment(operation);
        } else if (accepted.isPresent()) {
            recreate(operation);
        } else {
            replaceInBlock(operation, replace);
            changeComment(operation);
        }
    }

    private boolean hasSameInterface(ReplaceDefinition operation, String create) {
        Definition definition = operation.definition();
        Optional<Definition> previous = operation.previous() != null
                ? Optional.of(operation.previous())
                : catalog().definitions().stream()
                        .filter(each -> each.name().equals(definition.name()))
                        .findFirst();
        return previous.map(each -> PostgresqlDefinitionText.interfaceOf(createStatement(each)))
                .filter(PostgresqlDefinitionText.interfaceOf(create)::equals)
                .isPresent();
    }

    /** Emits a block that replaces the object in place, and otherwise creates it and its known dependents again. */
    private void replaceInBlock(ReplaceDefinition operation, String replace) {
        Definition definition = operation.definition();
        List<DependentDefinition> dependents = catalog().dependents(definition.name());
        List<String> otherwise = new ArrayList<>();
        for (int i = dependents.size() - 1; i >= 0; i--) {
            otherwise.add(dependents.get(i).drop());
        }
        String arguments = definition.name().arguments();
        otherwise.add("DROP " + definition.kind().words().toUpperCase(Locale.ROOT) + " "
                + quote(definition.name().name()) + (arguments == null ? "" : "(" + arguments + ")"));
        otherwise.add(createStatement(definition));
        dependents.forEach(dependent -> otherwise.addAll(dependent.create()));
        emit("DO $trellis$\nBEGIN\n" + replace
                + ";\nEXCEPTION WHEN invalid_table_definition OR invalid_function_definition THEN\n"
                + String.join(";\n", otherwise) + ";\nEND $trellis$");
    }

    /** Drops the object with its dependents, and creates them again with the same privileges, comments and states. */
    private void recreate(ReplaceDefinition operation) {
        Definition definition = operation.definition();
        List<DependentDefinition> dependents = catalog().dependents(definition.name());
        DependentDefinition own = catalog().definition(definition.name()).orElse(null);
        drop(dependents);
        if (own == null) {
            drop(definition.name(), false);
        } else {
            emit(own.drop());
        }
        emit(createStatement(definition));
        if (own != null) {
            own.create().stream()
                    .skip(1)
                    .filter(property -> !property.startsWith(PostgresqlDependencyQueries.REFRESH))
                    .filter(property -> catalog().accepts(property).orElse(true))
                    .forEach(this::emit);
        }
        changeComment(operation);
        dependents.forEach(this::create);
    }

    private void changeComment(ReplaceDefinition operation) {
        Definition previous = operation.previous();
        String comment = operation.definition().comment();
        if (previous == null || !Objects.equals(previous.comment(), comment)) {
            comment(operation.definition().name(), comment);
        }
    }

    /** Drops definitions, beginning with the last one. */
    private void drop(List<DependentDefinition> definitions) {
        for (int i = definitions.size() - 1; i >= 0; i--) {
            emit(definitions.get(i).drop());
        }
    }

    private void create(DependentDefinition definition) {
        definition.create().forEach(this::emit);
    }

    /**
     * Runs a change that the server refuses while definitions depend on the columns: drops these definitions before it and
     * creates them again after it.
     *
     * @param type the name of a type that is replaced; null if none is
     */
    final void withoutDependents(Map<TableName, List<String>> columns, @Nullable TableName type, Runnable change) {
        Set<DefinitionName> dropped = new HashSet<>();
        Deque<List<DependentDefinition>> groups = new ArrayDeque<>();
        columns.forEach(
                (table, names) -> dropGroup(catalog().dependents(table, new LinkedHashSet<>(names)), dropped, groups));
        if (type != null) {
            dropGroup(catalog().dependents(DefinitionName.of(DefinitionKind.DOMAIN, type)), dropped, groups);
        }
        change.run();
        groups.forEach(group -> group.forEach(this::create));
    }

    /** Drops the definitions of a list that are not dropped yet, and puts them in front of the other groups. */
    private void dropGroup(
            List<DependentDefinition> dependents,
            Set<DefinitionName> dropped,
            Deque<List<DependentDefinition>> groups) {
        List<DependentDefinition> group = dependents.stream()
                .filter(dependent -> dropped.add(dependent.name()))
                .toList();
        drop(group);
        groups.addFirst(group);
    }

    /** Changes the options of a sequence, which keeps its current value. */
    private void alterSequence(ReplaceDefinition operation) {
        Definition definition = operation.definition();
        PostgresqlSequenceOptions options = PostgresqlSequenceOptions.of(createStatement(definition));
        String sequence = quote(definition.name().name());
        emit(options.alter(sequence));
        boolean wasUnlogged = operation.previous() != null
                && PostgresqlSequenceOptions.of(createStatement(operation.previous()))
                        .unlogged();
        if (options.unlogged() != wasUnlogged) {
            emit("ALTER SEQUENCE " + sequence + " SET " + (wasUnlogged ? "LOGGED" : "UNLOGGED"));
        }
        changeComment(operation);
    }

    /** Changes a domain in place, because columns use it; a domain of another type is created again. */
    private void alterDomain(ReplaceDefinition operation) {
        Definition definition = operation.definition();
        TableName name = definition.name().name();
        Definition previous = operation.previous();
        Optional<String> before = catalog()
                .definition(definition.name())
                .map(present -> present.create().get(0))
                .or(() -> Optional.ofNullable(previous).map(this::createStatement));
        Optional<List<String>> changes =
                before.flatMap(statement -> PostgresqlDomain.of(createStatement(definition), name.name())
                        .changesFrom(PostgresqlDomain.of(statement, name.name())));
        if (changes.isEmpty()) {
            recreate(operation);
            return;
        }
        changes.get().forEach(change -> emit("ALTER DOMAIN " + quote(name) + " " + change));
        changeComment(operation);
    }

    /**
     * Changes the version and the schema of an extension, which keeps the objects that depend on it. An extension that has no
     * update to the version is dropped and created.
     */
    private void alterExtension(Definition definition) {
        PostgresqlExtension extension = PostgresqlExtension.of(createStatement(definition));
        String alter = "ALTER EXTENSION " + quote(definition.name().name().name());
        String update = alter + " UPDATE" + (extension.version() == null ? "" : " TO " + literal(extension.version()));
        if (!catalog().accepts(update).orElse(true)) {
            drop(definition.name(), false);
            create(definition);
            return;
        }
        emit(update);
        if (extension.schema() != null) {
            emit(alter + " SET SCHEMA " + quote(extension.schema()));
        }
        if (definition.comment() != null) {
            comment(definition.name(), definition.comment());
        }
    }
}
