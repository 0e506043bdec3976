package dev.trellis.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trellis.error.TrellisException;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.script.OperationReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.schema.Naming;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The errors of models that a new user writes, with their advice. */
class ModelErrorsTest {
    private static TrellisException model(String table) {
        return assertThrows(
                TrellisException.class,
                () -> new ModelReader(Naming.DEFAULT, name -> Optional.empty())
                        .read(YamlReader.read("model.yaml", "tables:\n  t: " + table)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bool | Did you mean 'boolean'?
            int | Did you mean 'integer'?
            int(11) | Did you mean 'integer'?
            tinyint(1) | Did you mean 'smallint'?
            varchar(40) | Did you mean 'string(40)'?
            varchar | Did you mean 'string(255)'?
            character varying(7) | Did you mean 'string(7)'?
            decimal(10,2) | Did you mean 'numeric(10,2)'?
            datetime | Did you mean 'timestamp'?
            timestamp with time zone | Did you mean 'timestamptz'?
            longtext | Did you mean 'text'?
            intger | Did you mean 'integer'?
            INTEGER | Did you mean 'integer'?
            """)
    void an_unknown_type_is_answered_with_the_right_one(String type, String advice) {
        TrellisException e = model("{columns: {a: {type: \"" + type + "\"}}}");
        assertEquals("unknown_type", e.name());
        assertEquals(advice, e.problem().advice());
    }

    @Test
    void a_type_with_a_comma_without_quotes_asks_for_quotes() {
        TrellisException e = model("{columns: {a: {type: numeric(10,2)}}}");
        assertEquals("unknown_type", e.name());
        assertEquals(
                "In braces a comma ends the value. Write the type in quotes: type: \"numeric(10, ...)\"",
                e.problem().advice());
        assertEquals("unknown_type", model("{columns: {a: {type: enum(a, b)}}}").name());
    }

    @Test
    void an_enumeration_with_values_in_quotes_asks_to_leave_them_out() {
        TrellisException e = model("{columns: {a: {type: \"enum(state: 'on', 'off')\"}}}");
        assertEquals(
                "'enum(state: 'on', 'off')' is not a type: the quotes would belong to the values",
                e.problem().message());
        assertEquals(
                "Write the values without quotes, or, for values with quotes or commas:"
                        + " {enum: {name: color, values: [\"it's red\", green]}}",
                e.problem().advice());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: 'enum(mood: sad, ok)', default: sat} | sat | Did you mean 'sad'?
            {type: 'enum(mood: sad, ok)', default: 17} | 17 | Use one of: sad, ok.
            {type: {enum: {name: mood, values: [sad, ok]}}, default: okk} | okk | Did you mean 'ok'?
            """)
    void a_default_that_is_no_value_of_its_enumeration_is_refused(String column, String value, String advice) {
        TrellisException e = model("{columns: {a: " + column + "}}");
        assertEquals("unexpected_value", e.name());
        assertEquals(
                "the default of column 'a' must be a value of its enum, not '" + value + "'",
                e.problem().message());
        assertEquals(advice, e.problem().advice());
    }

    @ParameterizedTest
    @CsvSource({"[a], Write keys with values", "{columns: {a: {type: [x]}}}, Write one value"})
    void a_value_of_another_kind_is_answered_with_its_form(String table, String advice) {
        TrellisException e = model(table);
        assertEquals("unexpected_value", e.name());
        assertEquals(
                true,
                String.valueOf(e.problem().advice()).startsWith(advice),
                e.problem().advice());
    }

    @Test
    void string_without_a_length_says_that_it_needs_one() {
        assertEquals(
                "'string' is not a type: it needs a length, such as string(255)",
                model("{columns: {a: string}}").problem().message());
    }

    @Test
    void two_unique_constraints_that_the_convention_names_equally_are_refused() {
        TrellisException e = model(
                "{columns: {a: integer, a_b: integer, b_c: integer, c: integer}," + " unique: [[a_b, c], [a, b_c]]}");
        assertEquals("already_exists", e.name());
        assertEquals(
                "table 't' has two objects of the kind 'unique constraint' with the name 'uq_t_a_b_c', on (a_b, c) and on"
                        + " (a, b_c)",
                e.problem().message());
        assertEquals(
                "Give one of them another name: {name: ..., columns: [a, b_c]}",
                e.problem().advice());
        assertEquals(
                "already_exists",
                model("{columns: {a: integer, a_b: integer, b_c: integer, c: integer},"
                                + " indexes: [[a_b, c], [a, b_c]]}")
                        .name());
        assertEquals(
                "already_exists",
                model("{columns: {a: integer}, checks: [{name: ck, sql: a > 0}, {name: ck, sql: a > 1}]}")
                        .name());
    }

    @ParameterizedTest
    @CsvSource({"nullable", "type", "rename", "using"})
    void a_key_of_alter_column_without_a_value_is_refused(String key) {
        TrellisException e = assertThrows(
                TrellisException.class,
                () -> new OperationReader(Naming.DEFAULT)
                        .operations(
                                YamlReader.read(
                                        "script.yaml",
                                        "- alter_column: {table: t, name: a, comment: x, " + key + ": null}"),
                                "operations"));
        assertEquals(true, String.valueOf(e.getMessage()).contains("'" + key + "'"), e.getMessage());
    }
}
