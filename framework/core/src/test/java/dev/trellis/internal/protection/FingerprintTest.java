package dev.trellis.internal.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.trellis.schema.TableName;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final String HASH = "0123456789abcdef";
    private static final TableName ODD = new TableName("a\\b.c", "t\tu\nv'\"`\\n\u2028 ");

    @Test
    void is_read_as_it_was_written_whatever_things_are_called() {
        for (Map<TableName, Map<String, String>> tables : java.util.List.of(
                Map.<TableName, Map<String, String>>of(),
                Map.of(TableName.of("gone"), Map.<String, String>of()),
                Map.of(
                        ODD,
                        Map.of(HASH, "column \\ \n\t\r", HASH.replace('0', '9'), ""),
                        TableName.of("\u00e9"),
                        Map.of(HASH, "\ud83d\ude00")))) {
            Fingerprint print = new Fingerprint(tables);
            assertEquals(print, Fingerprint.parse(print.format()));
        }
        assertNull(Fingerprint.parse(null));
    }

    @Test
    void tells_which_parts_of_which_tables_differ_and_passes_over_what_only_one_knows() {
        TableName table = TableName.of("t");
        Fingerprint before = new Fingerprint(Map.of(
                table,
                Map.of("1", "column a", "2", "column b", "3", "identity"),
                TableName.of("old"),
                Map.of("1", "x")));
        Fingerprint after = new Fingerprint(Map.of(
                table, Map.of("1", "column a", "4", "column b", "5", "column c", "6", "identity"),
                ODD, Map.of("1", "y")));
        assertEquals(Map.of(table, Set.of("column b", "column c", "identity")), before.changedIn(after));
        assertEquals(
                Map.of(table, Set.of("column b", "column c")),
                before.withoutIdentities().changedIn(after.withoutIdentities()));
        assertEquals(Map.of(), after.changedIn(after));
    }
}
