package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.RejectedExpression;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.InheritedParts;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server how it spells definitions: creates them with the tables and types that they mention in schemas of its own,
 * reads them and rolls back. The schemas of the database are searched after these schemas, so that everything else that a
 * definition mentions is found, and is printed as inspection prints it. Nothing in the schemas of the database is locked
 * against readers or writers.
 *
 * <p>The tables consist of columns and primary keys, on which a view that groups by a key depends. The bodies of functions are
 * not checked, and materialized views are not filled, so no code of an author runs.
 */
final class PostgresqlDefinitionProbe {
    private static final String NO_SUCH_TABLE = "there is no table ";

    /**
     * The number of locks that one group of objects may take. A table takes up to four, and a server has at least 6,400 by
     * default for all its sessions.
     */
    private static final int MAX_LOCKS = 2_000;

    private static final int LOCKS_OF_TABLE = 4;

    /**
     * An object that the probe creates.
     *
     * @param name the name with the real schema; null as the schema for the default schema
     * @param statement the statement as its author wrote it, without the schemas of the probe
     * @param mentioned the names in the statement
     * @param definition null for a table or an enumeration
     */
    private record Item(
            TableName name,
            String statement,
            Set<String> mentioned,
            @Nullable Definition definition,
            int locks) {}

    private final Connection connection;
    private final String defaultSchema;
    private final List<String> extensions;
    private final PostgresqlDdl ddl;

    /**
     * Creates a probe.
     *
     * @param extensions the statements that create extensions that do not exist yet and that the definitions may use
     */
    PostgresqlDefinitionProbe(Connection connection, String defaultSchema, List<String> extensions, PostgresqlDdl ddl) {
        this.connection = connection;
        this.defaultSchema = defaultSchema;
        this.extensions = extensions;
        this.ddl = ddl;
    }

    /**
     * Returns the definitions as the server spells them; a definition that the server rejects is returned as it is.
     *
     * @param statements the statements that create the definitions
     * @param further the statements of definitions that need no answer, but that the others may mention
     * @param desired a schema with canonical tables
     */
    List<Definition> spell(
            Map<Definition, String> statements,
            Map<Definition, String> further,
            Schema desired,
            Schema actual,
            Consumer<RejectedExpression> rejected)
            throws SQLException {
        Map<String, List<Item>> items = new HashMap<>();
        tables(desired, actual).forEach(item -> add(items, item));
        List<Item> wanted = new ArrayList<>();
        statements.forEach((definition, statement) -> wanted.add(item(definition, statement)));
        wanted.forEach(item -> add(items, item));
        further.forEach((definition, statement) -> add(items, item(definition, statement)));
        requireSchemas();
        PostgresqlProbeSchemas schemas = new PostgresqlProbeSchemas(connection, defaultSchema, names(items));
        Map<DefinitionName, Definition> answers = new HashMap<>();
        boolean autoCommit = connection.getAutoCommit();
        if (autoCommit) {
            connection.setAutoCommit(false);
        }
        try {
            Set<Item> group = new LinkedHashSet<>();
            for (Item item : wanted) {
                Set<Item> required = new LinkedHashSet<>();
                require(item, items, group, new HashSet<>(), required);
                if (!group.isEmpty() && locks(group) + locks(required) > MAX_LOCKS) {
                    spellGroup(group, schemas, answers, rejected);
                    group.clear();
                    required.clear();
                    require(item, items, group, new HashSet<>(), required);
                }
                group.addAll(required);
            }
            spellGroup(group, schemas, answers, rejected);
        } finally {
            if (autoCommit) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        return statements.keySet().stream()
                .map(definition -> answers.getOrDefault(definition.name(), definition))
                .toList();
    }

    private static int locks(Collection<Item> group) {
        return group.stream().mapToInt(Item::locks).sum();
    }

    private void requireSchemas() throws SQLException {
        if (!PostgresqlProbeSchemas.mayCreate(connection)) {
            throw DialectException.missingPrivilege(
                    PostgresqlDialect.NAME, "CREATE", "find out the server's spelling of a model's definitions");
        }
    }

    // ---- the objects to create ----

    private List<Item> tables(Schema desired, Schema actual) {
        Map<TableName, Enumeration> types = new LinkedHashMap<>(actual.enums());
        types.putAll(desired.enums());
        Map<TableName, Table> tables = new LinkedHashMap<>(actual.tables());
        tables.putAll(desired.tables());
        List<Item> items = new ArrayList<>();
        types.values().forEach(type -> items.add(item(type)));
        Schema all = new Schema(tables, Map.of(), Map.of());
        tables.values()
                .forEach(table ->
                        items.add(item(table.options().hasParents() ? InheritedParts.complete(table, all) : table)));
        return items;
    }

    private Item item(Enumeration type) {
        String values = type.values().stream().map(PostgresqlDialect::text).collect(Collectors.joining(", "));
        return new Item(
                type.name(),
                "CREATE TYPE " + PostgresqlDefinitionText.quoted(type.name()) + " AS ENUM (" + values + ")",
                Set.of(),
                null,
                1);
    }

    private Item item(Table table) {
        List<String> parts = new ArrayList<>();
        table.columns()
                .forEach(column ->
                        parts.add(PostgresqlDefinitionText.quoted(column.name()) + " " + ddl.type(column.type())
                                + (column.collation() == null
                                        ? ""
                                        : " COLLATE " + PostgresqlDefinitionText.quoted(column.collation()))));
        if (table.primaryKey() != null) {
            parts.add("PRIMARY KEY ("
                    + table.primaryKey().columns().stream()
                            .map(PostgresqlDefinitionText::quoted)
                            .collect(Collectors.joining(", "))
                    + ")");
        }
        String statement =
                "CREATE TABLE " + PostgresqlDefinitionText.quoted(table.name()) + " (" + String.join(", ", parts) + ")";
        Set<String> types = new TreeSet<>();
        table.columns().forEach(column -> types.addAll(PostgresqlDefinitionText.mentioned(ddl.type(column.type()))));
        return new Item(table.name(), statement, types, null, LOCKS_OF_TABLE);
    }

    private static Item item(Definition definition, String statement) {
        String created = definition.kind() == DefinitionKind.MATERIALIZED_VIEW
                ? PostgresqlDefinitionText.withNoData(statement)
                : statement;
        return new Item(definition.name().name(), created, PostgresqlDefinitionText.mentioned(created), definition, 1);
    }

    private static void add(Map<String, List<Item>> items, Item item) {
        items.computeIfAbsent(item.name().name(), name -> new ArrayList<>()).add(item);
    }

    private static Set<TableName> names(Map<String, List<Item>> items) {
        return items.values().stream().flatMap(List::stream).map(Item::name).collect(Collectors.toSet());
    }

    /**
     * Adds an item after the items that it mentions. A name may also be that of a column, so that an item may seem to
     * depend on itself through others; the order then does not matter, because {@link #createEach} tries again.
     */
    private static void require(
            Item item, Map<String, List<Item>> items, Set<Item> present, Set<Item> open, Set<Item> required) {
        if (present.contains(item) || required.contains(item) || !open.add(item)) {
            return;
        }
        for (String name : item.mentioned()) {
            for (Item mentioned : items.getOrDefault(name, List.of())) {
                if (!isPartOfTable(mentioned)) {
                    require(mentioned, items, present, open, required);
                }
            }
        }
        required.add(item);
    }

    private static boolean isPartOfTable(Item item) {
        return item.definition() != null && item.definition().kind().isOnTable();
    }

    // ---- creating and reading them ----

    private void spellGroup(
            Set<Item> group,
            PostgresqlProbeSchemas schemas,
            Map<DefinitionName, Definition> answers,
            Consumer<RejectedExpression> rejected)
            throws SQLException {
        Savepoint start = connection.setSavepoint();
        try {
            schemas.create();
            for (String extension : extensions) {
                PostgresqlTrial.refusal(connection, extension);
            }
            List<Item> created = create(group, schemas, rejected);
            Map<DefinitionName, List<Definition>> read = new HashMap<>();
            for (Definition definition : schemas.read()) {
                read.computeIfAbsent(withoutArguments(definition.name()), name -> new ArrayList<>())
                        .add(definition);
            }
            for (Item item : created) {
                Definition definition = item.definition();
                List<Definition> same = definition == null ? null : read.get(withoutArguments(definition.name()));
                if (definition != null && same != null && !same.isEmpty()) {
                    Definition answer = same.remove(0);
                    answers.put(definition.name(), new Definition(answer.name(), answer.sql(), definition.comment()));
                }
            }
        } finally {
            connection.rollback(start);
            connection.releaseSavepoint(start);
        }
    }

    /** Returns a name that overloaded functions share; the server returns these functions in the order of their creation. */
    private static DefinitionName withoutArguments(DefinitionName name) {
        return name.withArguments(null);
    }

    /** Creates all items at once; if the server refuses, one by one. Returns the created items in the order of creation. */
    private List<Item> create(Set<Item> group, PostgresqlProbeSchemas schemas, Consumer<RejectedExpression> rejected)
            throws SQLException {
        List<Item> valid = new ArrayList<>();
        for (Item item : group) {
            Definition definition = item.definition();
            if (definition == null || isOneStatement(item.statement())) {
                valid.add(item);
            } else {
                report(item, "not exactly one statement", rejected);
            }
        }
        Set<TableName> tables = valid.stream()
                .filter(item -> !isPartOfTable(item))
                .map(Item::name)
                .collect(Collectors.toSet());
        valid.removeIf(item -> isPartOfTable(item) && !tables.contains(tableOf(item)));
        String all =
                valid.stream().map(item -> schemas.rewritten(item.statement())).collect(Collectors.joining(";\n"));
        return PostgresqlTrial.refusal(connection, all) == null ? valid : createEach(valid, schemas, rejected);
    }

    /** Creates items one by one, until the server refuses all that are left. */
    private List<Item> createEach(
            List<Item> items, PostgresqlProbeSchemas schemas, Consumer<RejectedExpression> rejected)
            throws SQLException {
        List<Item> created = new ArrayList<>();
        Set<TableName> names = new HashSet<>();
        Map<Item, String> refused = new LinkedHashMap<>();
        items.forEach(item -> refused.put(item, NO_SUCH_TABLE + tableOf(item)));
        boolean progress = true;
        while (progress) {
            progress = false;
            for (Item item : List.copyOf(refused.keySet())) {
                // Otherwise the statement would find, and lock, the table of that name in the real schema.
                if (isPartOfTable(item) && !names.contains(tableOf(item))) {
                    continue;
                }
                String message = PostgresqlTrial.refusal(connection, schemas.rewritten(item.statement()));
                if (message == null) {
                    refused.remove(item);
                    created.add(item);
                    names.add(item.name());
                    progress = true;
                } else {
                    refused.put(item, message);
                }
            }
        }
        refused.forEach((item, message) -> report(item, message, rejected));
        return created;
    }

    private static @Nullable TableName tableOf(Item item) {
        return item.definition() == null ? null : item.definition().name().table();
    }

    private static void report(Item item, String message, Consumer<RejectedExpression> rejected) {
        Definition definition = item.definition();
        if (definition != null) {
            rejected.accept(new RejectedExpression(
                    definition.name().name(),
                    RejectedExpression.Part.DEFINITION,
                    definition.name().describe(),
                    definition.sql().toString(),
                    message));
        }
    }

    private static boolean isOneStatement(String statement) {
        return SqlSplitter.statements(statement, SqlSyntax.POSTGRESQL).size() == 1
                && PostgresqlExpressions.tokens(statement).get(0).is("create");
    }
}
