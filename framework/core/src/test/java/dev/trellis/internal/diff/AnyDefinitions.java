package dev.trellis.internal.diff;

import dev.trellis.schema.DefinitionKind;
import dev.trellis.testbed.TestDatabase.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Generates random definitions on the tables of a random model, in the notation of YAML: every kind that the database has. Two
 * calls yield definitions with the same names and often with other texts, so that one model replaces those of the other.
 */
final class AnyDefinitions {
    private static final List<String> NAMES = List.of("all of them", "Some", "few");
    private static final List<String> COMMENTS = List.of("plain", "it's \"quoted\"", "a\\b");
    /** The function of triggers on PostgreSQL. */
    private static final String STAMP = "() returns trigger language plpgsql as 'begin return new; end'";

    private static final List<String> EVENTS = List.of("insert", "update", "delete");

    private final Kind kind;
    private final Random random;

    AnyDefinitions(long seed, Kind kind) {
        this.kind = kind;
        this.random = new Random(seed);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> among) {
        return among.get(random.nextInt(among.size()));
    }

    private boolean isMysql() {
        return kind == Kind.MARIADB || kind == Kind.MYSQL;
    }

    private String quote(String name) {
        return isMysql() ? "`" + name + "`" : "\"" + name + "\"";
    }

    /** Returns a model with the tables and with definitions on them. */
    Map<String, Object> with(Map<String, Object> tables) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("tables", tables);
        put(model, "views", views(tables));
        put(model, "triggers", triggers(model, tables));
        if (kind != Kind.SQLITE && kind != Kind.MYSQL) {
            put(model, "sequences", numbered("ticket", "start with 5 increment by %s"));
        }
        if (kind == Kind.POSTGRESQL || kind == Kind.H2) {
            put(
                    model,
                    "domains",
                    numbered("positive", one(List.of("as integer check (value > %s)", "as numeric(10,2) default %s"))));
        }
        if (isMysql()) {
            put(model, "functions", numbered("plus", "(a integer) returns integer deterministic return a + %s"));
            put(model, "procedures", numbered("note", "(in a integer) begin set @noted = a + %s; end"));
        }
        if (kind == Kind.POSTGRESQL) {
            onPostgresql(model, tables);
        }
        return model;
    }

    /**
     * Returns a model with the tables and one definition of each kind that the database has.
     *
     * @param kinds the kinds of the database
     * @param changed the kind whose definition has another text than otherwise; null for none
     */
    Map<String, Object> oneOfEach(
            Map<String, Object> tables, Collection<DefinitionKind> kinds, @Nullable DefinitionKind changed) {
        String table = tables.keySet().iterator().next();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("tables", tables);
        for (DefinitionKind each : kinds) {
            Map<String, Object> definition = definition(text(each, table, tables, each == changed ? 8 : 7), false);
            Map<String, Object> definitions = new LinkedHashMap<>();
            definitions.put(name(each), each.isOnTable() ? onTable(definition, table, tables) : definition);
            model.put(each.plural(), definitions);
            if (each == DefinitionKind.FUNCTION && kind == Kind.POSTGRESQL) {
                definitions.put("stamp", definition(STAMP, false));
            }
        }
        return model;
    }

    /** Returns the name of an example; H2 names a class after a trigger. */
    private String name(DefinitionKind of) {
        return switch (of) {
            case EXTENSION -> "hstore";
            case TRIGGER -> kind == Kind.H2 ? "one_trigger" : "one trigger";
            default -> "one " + of.key();
        };
    }

    private String text(DefinitionKind of, String table, Map<String, Object> tables, int number) {
        String on = qualified(table, tables);
        String id = quote("id");
        return switch (of) {
            case VIEW, MATERIALIZED_VIEW -> "select " + id + " from " + on + " where " + id + " > " + number;
            case SEQUENCE -> "start with 5 increment by " + number;
            case DOMAIN -> "as integer check (value > " + number + ")";
            case EXTENSION -> "create extension hstore version '1." + number + "'";
            case POLICY -> "on " + on + " for select using (" + id + " > " + number + ")";
            case FUNCTION ->
                "(a integer) returns integer "
                        + (isMysql() ? "deterministic return " + number : "language sql as 'select " + number + "'");
            case PROCEDURE ->
                isMysql() ? "() begin set @noted = " + number + "; end" : "() language sql as 'select " + number + "'";
            case TRIGGER ->
                switch (kind) {
                    case SQLITE -> "after insert on " + on + " begin select " + number + "; end";
                    case H2 ->
                        (number == 7 ? "after" : "before") + " insert on " + on
                                + " for each row as 'org.h2.api.Trigger create() { return (c, o, n) -> {}; }'";
                    case POSTGRESQL ->
                        "before insert on " + on + " for each row when (new." + id + " > " + number
                                + ") execute function " + quote("stamp") + "()";
                    case MARIADB, MYSQL -> "before insert on " + on + " for each row set @seen = " + number;
                };
        };
    }

    private static void put(Map<String, Object> model, String key, Map<String, Object> definitions) {
        if (!definitions.isEmpty()) {
            model.put(key, definitions);
        }
    }

    private Map<String, Object> views(Map<String, Object> tables) {
        Map<String, Object> views = new LinkedHashMap<>();
        @Nullable String before = null;
        for (String name : NAMES) {
            if (chance(60)) {
                String sql = before != null && chance(40)
                        ? "select " + quote("id") + " from " + quote(before)
                        : query(tables);
                views.put(name, definition(sql, kind == Kind.POSTGRESQL || kind == Kind.H2));
                before = name;
            }
        }
        return views;
    }

    /** Returns a query with a column {@code id} on random tables. */
    private String query(Map<String, Object> tables) {
        String table = one(List.copyOf(tables.keySet()));
        String from = qualified(table, tables);
        String id = quote("id");
        String column = quote(one(columns(tables, table)));
        return switch (random.nextInt(4)) {
            case 0 -> "select " + id + ", " + column + " as " + quote("other") + " from " + from;
            case 1 -> "select " + id + ", count(*) as " + quote("n") + " from " + from + " group by " + id;
            case 2 ->
                "select x." + id + ", y." + column + " as " + quote("other") + " from " + from + " x join " + from
                        + " y on x." + id + " = y." + id + " where x." + id + " > " + random.nextInt(3);
            default ->
                "select " + id + " from " + from + " where " + column + " is not null or " + id + " = "
                        + random.nextInt(3);
        };
    }

    private Map<String, Object> triggers(Map<String, Object> model, Map<String, Object> tables) {
        Map<String, Object> triggers = new LinkedHashMap<>();
        for (String name : List.of("audit", kind == Kind.H2 ? "stamp_it" : "Stamp it")) {
            if (!chance(40)) {
                continue;
            }
            String table = one(List.copyOf(tables.keySet()));
            String on = qualified(table, tables);
            String event = one(EVENTS);
            String row = event.equals("delete") ? "old" : "new";
            String sql = switch (kind) {
                case SQLITE ->
                    "after " + event + " on " + on + " begin select " + row + "." + quote(one(columns(tables, table)))
                            + "; end";
                case H2 ->
                    "after " + event + " on " + on
                            + " for each row as 'org.h2.api.Trigger create() { return (c, o, n) -> {}; }'";
                case POSTGRESQL ->
                    "before " + event + " on " + on + " for each row execute function " + quote("stamp") + "()";
                case MARIADB, MYSQL ->
                    "before " + event + " on " + on + " for each row set @seen = " + row + "."
                            + quote(one(columns(tables, table)));
            };
            triggers.put(name, onTable(definition(sql, kind == Kind.POSTGRESQL), table, tables));
        }
        if (kind == Kind.POSTGRESQL && !triggers.isEmpty()) {
            model.put("functions", new LinkedHashMap<>(Map.of("stamp", definition(STAMP, false))));
        }
        return triggers;
    }

    private void onPostgresql(Map<String, Object> model, Map<String, Object> tables) {
        Map<String, Object> functions = new LinkedHashMap<>();
        if (model.get("functions") instanceof Map<?, ?> known) {
            known.forEach((name, function) -> functions.put(String.valueOf(name), function));
        }
        functions.putAll(numbered("plus", "(a integer) returns integer language sql as 'select a + %s'"));
        put(model, "functions", functions);
        put(model, "procedures", numbered("note", "(a integer) language sql as 'select %s'"));
        if (chance(40)) {
            put(model, "materialized_views", new LinkedHashMap<>(Map.of("Kept rows", definition(query(tables), true))));
        }
        if (chance(40)) {
            String table = one(List.copyOf(tables.keySet()));
            String sql = "on " + qualified(table, tables) + " for select using (" + quote("id") + " > "
                    + random.nextInt(3) + ")";
            put(model, "policies", new LinkedHashMap<>(Map.of("own", onTable(definition(sql, true), table, tables))));
        }
        if (chance(10)) {
            put(model, "extensions", new LinkedHashMap<>(Map.of("hstore", Map.of())));
        }
    }

    /** Returns at most one definition, whose text contains a random number. */
    private Map<String, Object> numbered(String name, String pattern) {
        Map<String, Object> definitions = new LinkedHashMap<>();
        if (chance(50)) {
            definitions.put(name, definition(pattern.replace("%s", String.valueOf(2 + random.nextInt(3))), true));
        }
        return definitions;
    }

    private Map<String, Object> definition(String sql, boolean hasComment) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("sql", sql);
        if (hasComment && chance(25)) {
            definition.put("comment", one(COMMENTS));
        }
        return definition;
    }

    private static Map<String, Object> onTable(
            Map<String, Object> definition, String table, Map<String, Object> tables) {
        definition.put("table", table);
        Object schema = schema(table, tables);
        if (schema != null) {
            definition.put("schema", schema);
        }
        return definition;
    }

    private String qualified(String table, Map<String, Object> tables) {
        Object schema = schema(table, tables);
        return (schema == null ? "" : quote(schema.toString()) + ".") + quote(table);
    }

    private static @Nullable Object schema(String table, Map<String, Object> tables) {
        return tables.get(table) instanceof Map<?, ?> map ? map.get("schema") : null;
    }

    private static List<String> columns(Map<String, Object> tables, String table) {
        List<String> names = new ArrayList<>();
        if (tables.get(table) instanceof Map<?, ?> map && map.get("columns") instanceof Map<?, ?> columns) {
            columns.keySet().forEach(name -> names.add(name.toString()));
        }
        return names;
    }
}
