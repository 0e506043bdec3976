package dev.trellis.adopt.liquibase;

import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Evaluates the preconditions of a change set for a new database, as far as the converted changes decide them. */
final class Preconditions {
    private static final Set<String> SETTINGS =
            Set.of("onFail", "onError", "onFailMessage", "onErrorMessage", "onSqlOutput", "onUpdateSQL");

    private final SchemaState state;
    private final LiquibaseNames names;
    private final ChangeFilter filter;

    Preconditions(SchemaState state, LiquibaseNames names, ChangeFilter filter) {
        this.state = state;
        this.names = names;
        this.filter = filter;
    }

    /** The value of a condition. */
    enum Truth {
        TRUE,
        FALSE,
        UNKNOWN;

        Truth negated() {
            return this == UNKNOWN ? UNKNOWN : this == TRUE ? FALSE : TRUE;
        }

        static Truth of(boolean value) {
            return value ? TRUE : FALSE;
        }
    }

    /** Returns the value of the conditions within an element. */
    Truth evaluate(ChangeNode node) {
        return all(node);
    }

    /** Returns the names of the conditions, for messages. */
    static String describe(ChangeNode node) {
        List<String> words = node.children().stream()
                .filter(child -> !SETTINGS.contains(child.name()))
                .map(child -> Set.of("and", "or", "not").contains(child.name())
                        ? child.name() + " (" + describe(child) + ")"
                        : child.name())
                .toList();
        return String.join(", ", words);
    }

    private Truth all(ChangeNode node) {
        Truth result = Truth.TRUE;
        for (ChangeNode child : node.children()) {
            Truth truth = SETTINGS.contains(child.name()) ? Truth.TRUE : one(child);
            if (truth == Truth.FALSE) {
                return Truth.FALSE;
            }
            result = truth == Truth.UNKNOWN ? Truth.UNKNOWN : result;
        }
        return result;
    }

    private Truth any(ChangeNode node) {
        Truth result = Truth.FALSE;
        for (ChangeNode child : node.children()) {
            Truth truth = one(child);
            if (truth == Truth.TRUE) {
                return Truth.TRUE;
            }
            result = truth == Truth.UNKNOWN ? Truth.UNKNOWN : result;
        }
        return result;
    }

    private Truth one(ChangeNode condition) {
        return switch (condition.name()) {
            case "and" -> all(condition);
            case "or" -> any(condition);
            case "not" -> all(condition).negated();
            case "dbms" -> Truth.of(filter.runsOn(condition.get("type")));
            case "tableExists" -> table(condition, table -> true);
            case "columnExists" ->
                table(
                        condition,
                        table -> table.column(name(condition, "columnName")).isPresent());
            case "indexExists" ->
                table(
                        condition,
                        table -> table.indexes().stream()
                                .anyMatch(index -> name(condition, "indexName").equals(index.name())));
            case "foreignKeyConstraintExists" ->
                table(
                        condition,
                        table -> table.foreignKeys().stream()
                                .anyMatch(
                                        key -> name(condition, "foreignKeyName").equals(key.name())));
            case "uniqueConstraintExists" ->
                table(
                        condition,
                        table -> table.uniques().stream()
                                .anyMatch(
                                        key -> name(condition, "constraintName").equals(key.name())));
            case "primaryKeyExists" -> table(condition, table -> table.primaryKey() != null);
            case "viewExists" -> definition(condition, DefinitionKind.VIEW, "viewName");
            case "sequenceExists" -> definition(condition, DefinitionKind.SEQUENCE, "sequenceName");
            default -> Truth.UNKNOWN;
        };
    }

    private String name(ChangeNode condition, String attribute) {
        return names.name(condition.getOrEmpty(attribute));
    }

    private Truth table(ChangeNode condition, Predicate<Table> test) {
        String written = condition.getFirst("tableName", "foreignKeyTableName");
        @Nullable String schema = condition.getFirst("schemaName", "foreignKeyTableSchemaName");
        if (written == null) {
            return Truth.UNKNOWN;
        }
        TableName name = names.table(schema, written);
        if (state.isMentioned(name.name())) {
            return Truth.UNKNOWN;
        }
        return Truth.of(state.schema().table(name).filter(test).isPresent());
    }

    private Truth definition(ChangeNode condition, DefinitionKind kind, String attribute) {
        String written = condition.get(attribute);
        if (written == null) {
            return Truth.UNKNOWN;
        }
        TableName name = names.table(condition.get("schemaName"), written);
        if (state.isMentioned(name.name())) {
            return Truth.UNKNOWN;
        }
        return Truth.of(state.schema().definition(DefinitionName.of(kind, name)).isPresent());
    }
}
