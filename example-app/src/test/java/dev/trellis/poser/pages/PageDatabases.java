package dev.trellis.poser.pages;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The databases of a page as environment variables. There are none on SQLite, where the page names its files. */
final class PageDatabases implements AutoCloseable {
    private final Map<String, String> variables = new HashMap<>();
    private final List<TestDatabase> open = new ArrayList<>();

    /**
     * Creates one database per name.
     *
     * @param names the beginnings of the variables: {@code SHOP} for {@code SHOP_URL}
     */
    PageDatabases(Kind kind, String... names) {
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
