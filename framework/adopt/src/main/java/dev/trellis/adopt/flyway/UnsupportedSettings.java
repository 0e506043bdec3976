package dev.trellis.adopt.flyway;

import dev.trellis.adopt.source.Gap;
import dev.trellis.adopt.source.Note;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reports the settings of a project that have no counterpart, or that Trellis treats differently. */
final class UnsupportedSettings {
    private static final Map<String, String> GAPS = gaps();
    private static final Map<String, String> CHANGES = changes();

    private UnsupportedSettings() {}

    private static Map<String, String> gaps() {
        Map<String, String> gaps = new LinkedHashMap<>();
        gaps.put(
                "initSql",
                "Trellis runs no SQL when it connects; put the statements into the URL or the user's settings");
        gaps.put("callbacks", "callbacks have no counterpart; run the code before or after Trellis");
        gaps.put("resolvers", "migrations of a resolver are not files and were not converted");
        gaps.put("javaMigrationClassProvider", "Java migrations of a class provider were not converted");
        return gaps;
    }

    private static Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put(
                "target",
                "'upgrade heads' also runs the migrations after the target; name a revision instead of heads");
        changes.put(
                "outOfOrder",
                "revisions have no order by number: 'upgrade' also runs a head that is older than the applied revisions");
        changes.put("group", "set 'transactions: all' in trellis.yaml");
        changes.put(
                "baselineOnMigrate", "a database that Trellis does not know is refused until it is adopted or stamped");
        changes.put("cherryPick", "'upgrade' also runs all ancestors of its target");
        changes.put("skipExecutingMigrations", "use 'trellis stamp'");
        return changes;
    }

    static void report(FlywaySettings settings, ScriptConverter converter) {
        GAPS.forEach((name, reason) -> {
            if (settings.get(name) != null) {
                converter.addGap(Gap.of(settings.origin(), "the setting '" + name + "': " + reason));
            }
        });
        CHANGES.forEach((name, change) -> {
            String value = settings.get(name);
            if (value != null && !value.equals("false") && !value.equals("latest")) {
                converter.addNote(new Note(settings.origin(), "the setting '" + name + "': " + change, null));
            }
        });
        if (settings.list("schemas").size() > 1) {
            converter.addNote(new Note(
                    settings.origin(), "the setting 'schemas': Trellis creates no schemas before it runs", null));
        }
    }
}
