package dev.trellis.internal.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final String HASH = "0123456789abcdef";
    private static final TableName ODD = new TableName("a\\b.c", "t\tu\nv'\"`\\n\u2028 ");

    @Test
    void formatting_and_parsing_preserves_every_name() {
        for (Map<TableName, Map<String, String>> tables : List.of(
                Map.<TableName, Map<String, String>>of(),
                Map.of(TableName.of("gone"), Map.<String, String>of()),
                Map.of(
                        ODD,
                        Map.of(HASH, "column \\ \n\t\r", HASH.replace('0', '9'), ""),
                        TableName.of("\u00e9"),
                        Map.of(HASH, "\ud83d\ude00")))) {
            Fingerprint fingerprint = new Fingerprint(tables);
            assertEquals(fingerprint, Fingerprint.parse(fingerprint.format()));
        }
        assertNull(Fingerprint.parse(null));
    }

    @Test
    void the_parts_that_differ_are_listed_for_tables_in_both_fingerprints() {
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
