package dev.trellis.poser.walk;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The databases of a page, as environment variables; on SQLite there are none, because the page names its own files. */
final class Databases implements AutoCloseable {
    private final Map<String, String> variables = new HashMap<>();
    private final List<TestDatabase> open = new ArrayList<>();

    /** @param names what the variables begin with */
    Databases(Kind kind, String... names) {
        if (kind == Kind.SQLITE) {
            return;
        }
        for (String name : names) {
            TestDatabase database = TestDatabase.open(kind);
            open.add(database);
            variables.put(name + "_URL", database.url());
            put(name + "_USER", database.user());
            put(name + "_PASSWORD", database.password());
        }
    }

    private void put(String name, @Nullable String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }

    Map<String, String> variables() {
        return variables;
    }

    @Override
    public void close() {
        open.forEach(TestDatabase::close);
    }
}
