package dev.trellis.runtime;

import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The structure of protected tables at one moment: what inspection tells, and the triggers on them.
 *
 * @param tables those of the protected tables that are there
 * @param triggers by the table that they are on: trigger name to definition
 */
record Fingerprint(Map<TableName, Table> tables, Map<TableName, Map<String, String>> triggers) {

    static Fingerprint take(Session session, Set<TableName> protectedTables) throws SQLException {
        Schema schema = session.dialect().inspect(session.connection(), List.of());
        Map<TableName, Map<String, String>> triggers =
                new LinkedHashMap<>(session.dialect().triggers(session.connection()));
        triggers.keySet().retainAll(protectedTables);
        return new Fingerprint(schema.only(protectedTables::contains).tables(), triggers);
    }

    /** The tables whose structure is not what it was, sorted. */
    Set<TableName> changedIn(Fingerprint later) {
        Set<TableName> all = new TreeSet<>(tables.keySet());
        all.addAll(later.tables.keySet());
        all.addAll(triggers.keySet());
        all.addAll(later.triggers.keySet());
        all.removeIf(name -> Objects.equals(tables.get(name), later.tables.get(name))
                && triggers.getOrDefault(name, Map.of()).equals(later.triggers.getOrDefault(name, Map.of())));
        return all;
    }
}
