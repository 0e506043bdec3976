package dev.trellis.internal.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Generates random models in the notation of YAML: every type with all its options, names that are hard to quote, and SQL
 * in many spellings. Features that a database lacks are left out.
 */
final class AnyModel {
    /** The features that a database may lack. */
    enum Feature {
        EXPRESSION_INDEX,
        PARTIAL_INDEX,
        COLLATION,
        DEFERRABLE,
        INCLUDE,
        TEXT_KEY,
        NULLS_ORDER,
        VIRTUAL,
        NO_NULL_COMPUTED,
        SET_DEFAULT,
        SCHEMA
    }

    /** The schema of some tables. */
    static final String OTHER_SCHEMA = "trellis_phantoms";

    private static final List<String> TABLES = List.of(
            "thing",
            "Order",
            "group",
            "select",
            "Kunden Konto",
            "it's",
            "t_1",
            "café",
            "UPPER",
            "a_rather_long_name_for_a_table_that_nobody_would_like_to_write");
    private static final List<String> COLUMNS = List.of(
            "a",
            "b",
            "c",
            "user",
            "Name",
            "from",
            "order",
            "x y",
            "d'Or",
            "größe",
            "A1",
            "value",
            "key",
            "default",
            "a_rather_long_name_for_a_column_that_nobody_would_like_to_read");

    private static final Map<String, List<String>> TYPES = types();

    private static Map<String, List<String>> types() {
        Map<String, List<String>> types = new LinkedHashMap<>();
        types.put(
                "number",
                List.of("smallint", "integer", "bigint", "numeric(10,2)", "numeric(5)", "numeric", "numeric(30,10)"));
        types.put("float", List.of("real", "double"));
        types.put("text", List.of("string(20)", "string(255)", "char(4)", "string(1)"));
        types.put("long", List.of("text"));
        types.put("bytes", List.of("binary(16)", "blob"));
        types.put("date", List.of("date"));
        types.put("time", List.of("time"));
        types.put("moment", List.of("timestamp", "timestamptz", "timestamp(0)", "timestamp(3)", "timestamptz(6)"));
        types.put("uuid", List.of("uuid"));
        types.put("json", List.of("json"));
        types.put("flag", List.of("boolean"));
        types.put("enum", List.of("enum(mood: sad, ok, glad)", "enum(Size: S, M, L)"));
        return types;
    }

    private static final Map<String, List<Object>> DEFAULTS = Map.of(
            "number", List.of(0, 1, -7, 42, "12"),
            "float", List.of(0, 1.5, -2.25),
            "text", List.of("", "x", "it's", "0", "a\\b", "null", "%", "--", "true"),
            "date", List.of("2024-02-29"),
            "moment", List.of("2024-02-29 12:30:00"),
            "flag", List.of(true, false),
            "uuid", List.of("11111111-2222-3333-4444-555555555555"));

    private static final Map<String, List<String>> DEFAULT_SQL = Map.of(
            "number",
                    List.of(
                            "1 + 1",
                            "(3)",
                            "-(4)",
                            "2 * (3 + 4)",
                            "abs(-5)",
                            "cast('7' as integer)",
                            "coalesce(null, 3)",
                            "case when 1 = 1 then 5 else 6 end"),
            "text",
                    List.of(
                            "upper('x')",
                            "concat('a', 'b')",
                            "'it''s'",
                            "lower('ABC')",
                            "coalesce(null, 'y')",
                            "case when 1 > 2 then 'p' else 'q' end"),
            "date", List.of("current_date", "CURRENT_DATE"),
            "moment", List.of("current_timestamp", "CURRENT_TIMESTAMP"));

    private static final Map<String, List<String>> CONDITIONS = Map.of(
            "number",
            List.of(
                    "%s > 0",
                    "%s>=0",
                    "(%s) <> 5",
                    "%s between 1 and 10",
                    "%s not between 3 and 4",
                    "%s in (1, 2, 3)",
                    "%s in (1)",
                    "%s not in (7, 8)",
                    "%s is null or %s > 0",
                    "not (%s = 3)",
                    "not %s = 3",
                    "%s + 1 > 2 * (%s - 3)",
                    "coalesce(%s, 0) >= 0",
                    "abs(%s) < 100",
                    "case when %s > 5 then 1 else 0 end = 1",
                    "%s is not null",
                    "%s > -1",
                    "%s < 1000 and (%s > 0 or %s = -5)",
                    "cast(%s as integer) > 0",
                    "mod(%s, 2) = 0",
                    "%s != 9",
                    "(%s > 0 and %s < 5) or %s = 7 and %s <> 8",
                    "%s > 1.50",
                    "%s = 1 or (%s = 2 or %s = 3)",
                    "-%s < 5"),
            "text",
            List.of(
                    "%s <> ''",
                    "%s like 'a%%'",
                    "%s not like '%%b_'",
                    "%s in ('a', 'b')",
                    "length(%s) > 1",
                    "lower(%s) = %s",
                    "upper(%s) <> 'X' or %s is null",
                    "%s = 'it''s'",
                    "coalesce(%s, 'x') <> 'y'",
                    "concat(%s, 'z') <> 'z'",
                    "%s between 'a' and 'f'",
                    "trim(%s) <> ''",
                    "%s > 'A' and %s < 'b'",
                    "%s in ('true', '1', 'A  B')"),
            "date",
            List.of("%s > '2000-01-01'", "%s between '2000-01-01' and '2100-12-31'", "%s >= DATE '1999-12-31'"),
            "moment",
            List.of("%s > '2000-01-01 00:00:00'", "%s is not null"),
            "flag",
            List.of("%s = true", "%s", "not %s", "%s is not null", "%s or %s is null"),
            "enum",
            List.of("%s is not null", "%s <> 'none' or %s is null"));

    private static final Map<String, List<String>> COMPUTED = Map.of(
            "number",
                    List.of(
                            "%s + 1",
                            "%s * (2 + %s)",
                            "coalesce(%s, 0) - 3",
                            "case when %s > 0 then 1 else 2 end",
                            "-%s",
                            "abs(%s)"),
            "text", List.of("lower(%s)", "upper(trim(%s))", "coalesce(%s, 'none')", "replace(%s, 'a', 'b')"));

    private final Random random;
    /** Chooses the schemas of tables, independently of everything else. */
    private final Random schemas;

    private final Set<Feature> without;
    private final String quote;

    AnyModel(long seed, Set<Feature> without, String quote) {
        this.random = new Random(seed);
        this.schemas = new Random(seed);
        this.without = without;
        this.quote = quote;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> among) {
        return among.get(random.nextInt(among.size()));
    }

    private boolean can(Feature feature, int percent) {
        return chance(percent) && !without.contains(feature);
    }

    /** Returns the tables of a model by name. */
    Map<String, Object> tables() {
        Map<String, Object> tables = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(new LinkedHashSet<>(Arrays.asList(one(TABLES), one(TABLES), one(TABLES))));
        for (String name : names) {
            tables.put(name, table(name, names));
        }
        return tables;
    }

    /** Returns a changed copy of the model: some tables and columns are altered, dropped or new. */
    Map<String, Object> changed(Map<String, Object> tables) {
        Map<String, Object> others = tables();
        Map<String, Object> changed = new LinkedHashMap<>();
        tables.forEach((name, table) -> {
            if (chance(70)) {
                changed.put(name, others.getOrDefault(name, table));
            }
        });
        others.forEach((name, table) -> {
            if (chance(60)) {
                changed.putIfAbsent(name, table);
            }
        });
        changed.values().forEach(table -> withoutKeysTo(table, changed.keySet()));
        return changed;
    }

    private static void withoutKeysTo(Object table, Set<String> known) {
        if (table instanceof Map<?, ?> map && map.get("foreign_keys") instanceof List<?> keys) {
            keys.removeIf(key -> key instanceof Map<?, ?> each
                    && each.get("references") instanceof Map<?, ?> to
                    && !known.contains(String.valueOf(to.get("table"))));
        }
    }

    private Map<String, Object> table(String name, List<String> names) {
        Map<String, Object> columns = new LinkedHashMap<>();
        Map<String, String> kindOf = new LinkedHashMap<>();
        boolean counted = chance(40);
        columns.put("id", counted ? new LinkedHashMap<>(Map.of("type", "integer", "identity", true)) : "integer");
        int count = 2 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String column = one(COLUMNS);
            if (!columns.containsKey(column) && columns.keySet().stream().noneMatch(column::equalsIgnoreCase)) {
                String kind = one(List.copyOf(TYPES.keySet()));
                columns.put(column, column(kind));
                kindOf.put(column, kind);
            }
        }
        Map<String, Object> table = new LinkedHashMap<>();
        if (!without.contains(Feature.SCHEMA) && schemas.nextInt(100) < 25) {
            table.put("schema", OTHER_SCHEMA);
        }
        computed(columns, kindOf);
        if (chance(30)) {
            table.put("comment", one(List.of("plain", "it's \"quoted\"", "a\\b", "zwei\nZeilen", "ä; -- $$ %")));
        }
        table.put("columns", columns);
        table.put("primary_key", List.of("id"));
        constraints(name, table, kindOf, names);
        return table;
    }

    private Map<String, Object> column(String kind) {
        Map<String, Object> column = new LinkedHashMap<>();
        column.put("type", one(TYPES.getOrDefault(kind, List.of())));
        if (chance(35)) {
            column.put("nullable", false);
        }
        if (chance(35) && DEFAULTS.containsKey(kind)) {
            Object value = one(DEFAULTS.getOrDefault(kind, List.of()));
            boolean fits = !"string(1)".equals(column.get("type"))
                    || String.valueOf(value).length() <= 1;
            if (fits
                    && !(String.valueOf(column.get("type")).startsWith("char")
                            && String.valueOf(value).length() > 4)) {
                column.put("default", value);
            }
        } else if (chance(35) && DEFAULT_SQL.containsKey(kind) && !"string(1)".equals(column.get("type"))) {
            column.put("default_sql", one(DEFAULT_SQL.getOrDefault(kind, List.of())));
        } else if (kind.equals("enum") && chance(50)) {
            column.put("default", String.valueOf(column.get("type")).contains("mood") ? "ok" : "L");
        }
        if (chance(20)) {
            column.put("comment", one(List.of("c", "it's", "a \"b\" `c`", "\\", "line\nline")));
        }
        return column;
    }

    private void computed(Map<String, Object> columns, Map<String, String> kindOf) {
        for (Map.Entry<String, String> each : List.copyOf(kindOf.entrySet())) {
            if (COMPUTED.containsKey(each.getValue()) && chance(12)) {
                String name = "calc" + columns.size();
                Map<String, Object> column = new LinkedHashMap<>();
                column.put("type", each.getValue().equals("number") ? "numeric(20,4)" : "string(255)");
                boolean stored = !can(Feature.VIRTUAL, 40);
                column.put(
                        "computed",
                        new LinkedHashMap<>(Map.of(
                                "sql",
                                filled(one(COMPUTED.getOrDefault(each.getValue(), List.of())), each.getKey()),
                                "stored",
                                stored)));
                columns.put(name, column);
            }
        }
    }

    private String filled(String pattern, String column) {
        String quoted = quote + column + quote;
        String name = column.matches("[abc]") && chance(70) ? column : quoted;
        return pattern.replace("%s", name).replace("%%", "%");
    }

    private void constraints(String name, Map<String, Object> table, Map<String, String> kindOf, List<String> names) {
        List<Object> uniques = new ArrayList<>();
        List<Object> indexes = new ArrayList<>();
        List<Object> checks = new ArrayList<>();
        List<Object> keys = new ArrayList<>();
        Set<Object> taken = new LinkedHashSet<>();
        List<String> plain = kindOf.entrySet().stream()
                .filter(each -> Set.of("number", "text", "date", "moment", "uuid", "flag", "enum")
                        .contains(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        for (String column : plain) {
            if (chance(15) && taken.add(List.of(column))) {
                uniques.add(
                        chance(50)
                                ? List.of(column)
                                : new LinkedHashMap<>(Map.of(
                                        "name",
                                        "uq_" + TABLES.indexOf(name) + "_" + uniques.size(),
                                        "columns",
                                        List.of(column))));
            } else if (chance(30) && taken.add(List.of(column))) {
                indexes.add(index(name, column, kindOf, indexes.size()));
            }
            if (chance(30) && CONDITIONS.containsKey(kindOf.get(column))) {
                checks.add(new LinkedHashMap<>(Map.of(
                        "name",
                        "ck_" + TABLES.indexOf(name) + "_" + checks.size(),
                        "sql",
                        filled(one(CONDITIONS.getOrDefault(kindOf.get(column), List.of())), column))));
            }
        }
        if (chance(40)) {
            Map<String, Object> columns = columns(table);
            columns.put("ref", "integer");
            Map<String, Object> key = new LinkedHashMap<>();
            key.put("columns", List.of("ref"));
            key.put("references", new LinkedHashMap<>(Map.of("table", one(names), "columns", List.of("id"))));
            if (chance(50)) {
                key.put("on_delete", one(List.of("cascade", "set null", "restrict", "no action")));
            }
            if (chance(20)) {
                key.put("on_update", one(List.of("cascade", "restrict", "no action")));
            }
            if (can(Feature.DEFERRABLE, 20)) {
                key.put("deferrable", true);
                key.put("initially", one(List.of("deferred", "immediate")));
            }
            keys.add(key);
        }
        put(table, "unique", uniques);
        put(table, "indexes", indexes);
        put(table, "checks", checks);
        put(table, "foreign_keys", keys);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> columns(Map<String, Object> table) {
        return (Map<String, Object>) java.util.Objects.requireNonNull(table.get("columns"));
    }

    private static void put(Map<String, Object> table, String key, List<Object> list) {
        if (!list.isEmpty()) {
            table.put(key, list);
        }
    }

    private Object index(String table, String column, Map<String, String> kindOf, int number) {
        Map<String, Object> index = new LinkedHashMap<>();
        String kind = kindOf.getOrDefault(column, "");
        if (can(Feature.EXPRESSION_INDEX, 25) && COMPUTED.containsKey(kind)) {
            index.put("name", "ix_" + TABLES.indexOf(table) + "_" + number);
            index.put("expressions", List.of(filled(one(COMPUTED.getOrDefault(kind, List.of())), column)));
        } else {
            Map<String, Object> part = new LinkedHashMap<>(Map.of("column", column));
            if (chance(30)) {
                part.put("order", "desc");
            }
            if (can(Feature.NULLS_ORDER, 15)) {
                part.put("nulls", one(List.of("first", "last")));
            }
            index.put("columns", List.of(part));
        }
        if (chance(25)) {
            index.put("unique", true);
        }
        if (can(Feature.PARTIAL_INDEX, 25) && CONDITIONS.containsKey(kind)) {
            index.put("where", filled(one(CONDITIONS.getOrDefault(kind, List.of())), column));
        }
        if (can(Feature.INCLUDE, 15)) {
            index.put("include", List.of("id"));
        }
        return index;
    }
}
