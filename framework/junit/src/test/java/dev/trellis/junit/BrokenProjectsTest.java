package dev.trellis.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.TrellisBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The generated tests find the defects of projects, and name the branch, the revision and what is wrong. */
class BrokenProjectsTest {
    private static @Nullable Path scripts;

    @TempDir
    Path folder = Path.of("");

    /**
     * A project with one defect.
     *
     * @param files the scripts: a path, and the YAML after its header
     * @param failures the names of the tests that fail, each with a part of its message
     */
    private record Case(String name, Map<String, String> files, Map<String, String> failures) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String TABLE =
            "upgrade: [create_table: {name: T, columns: {id: integer}}]\ndowngrade: [drop_table: T]\n";

    private static String revision(String id, String parents, String body) {
        return "revision: " + id + "\ndown_revision: " + parents + "\nmessage: m\n" + body;
    }

    private static String first(String id, String label, String body) {
        return revision(id, "null", "branch_labels: [" + label + "]\n" + body);
    }

    private static String table(String name) {
        return TABLE.replace("T", name);
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "several heads",
                        Map.of(
                                "app/1.yaml", first("00000000aaa1", "app", table("a")),
                                "app/2.yaml", revision("00000000aaa2", "00000000aaa1", table("b")),
                                "app/3.yaml", revision("00000000aaa3", "00000000aaa1", table("c"))),
                        Map.of("app", "branch 'app' has several heads: 00000000aaa2, 00000000aaa3")),
                new Case(
                        "a downgrade that forgets a table",
                        Map.of(
                                "app/1.yaml",
                                first("00000000aaa1", "app", table("a")),
                                "app/2.yaml",
                                revision(
                                        "00000000aaa2",
                                        "00000000aaa1",
                                        "upgrade: [create_table: {name: b, columns: {id: integer}}]\ndowngrade: []\n")),
                        Map.of("00000000aaa2", "second_upgrade_fails")),
                new Case(
                        "no downgrade",
                        Map.of(
                                "app/1.yaml",
                                first(
                                        "00000000aaa1",
                                        "app",
                                        "upgrade: [create_table: {name: a, columns: {id: integer}}]\n")),
                        Map.of("00000000aaa1", "ABORTED: revision 00000000aaa1 has no downgrade")),
                new Case(
                        "a model without a revision",
                        Map.of(
                                "app/1.yaml",
                                first("00000000aaa1", "app", table("a")),
                                "app/model.yaml",
                                "tables: {a: {columns: {id: integer, added: integer}}}"),
                        Map.of("app", "the model of branch 'app' differs from its scripts")),
                new Case(
                        "a forgotten dependency",
                        Map.of(
                                "app/1.yaml",
                                first("00000000aaa1", "app", table("a")),
                                "extra/1.yaml",
                                first(
                                        "00000000eee1",
                                        "extra",
                                        "upgrade: [execute: insert into a values (1)]\ndowngrade: [execute: delete from a]\n")),
                        Map.of("extra", "no such table: a")),
                new Case(
                        "a plugin that changes the table of another one",
                        Map.of(
                                "app/1.yaml",
                                first("00000000aaa1", "app", table("a")),
                                "extra/1.yaml",
                                first(
                                        "00000000eee1",
                                        "extra",
                                        "depends_on: [app]\nupgrade: [execute: alter table a add x integer]\n"
                                                + "downgrade: [execute: alter table a drop x]\n")),
                        Map.of("app", "name=x")),
                new Case(
                        "a plugin that changes the protected base",
                        Map.of(
                                "base_shop/1.yaml",
                                first("00000000bbb1", "base_shop", table("a")),
                                "extra/1.yaml",
                                first(
                                        "00000000eee1",
                                        "extra",
                                        "depends_on: [base_shop]\nupgrade: [execute: alter table a add x integer]\n"
                                                + "downgrade: [execute: alter table a drop x]\n")),
                        Map.of("base_shop", "protected")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_defect_is_found(Case broken) throws IOException {
        scripts = folder;
        for (Map.Entry<String, String> file : broken.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.getValue());
        }
        Map<String, String> results = InnerRun.of(Broken.class);
        broken.failures()
                .forEach((test, message) ->
                        assertTrue(results.getOrDefault(test, "").contains(message), () -> test + " in " + results));
    }

    @TrellisTest(url = "jdbc:sqlite:", setup = BrokenSetup.class)
    static class Broken implements TrellisTests {}

    static final class BrokenSetup implements TrellisTestSetup {
        @Override
        public void configure(TrellisBuilder trellis) {
            Path folder = Objects.requireNonNull(scripts);
            for (String label : List.of("base_shop", "app", "extra")) {
                Path of = folder.resolve(label);
                if (Files.isDirectory(of)) {
                    trellis.branch(
                            label, branch -> branch.scripts(of.toString()).isProtected(label.equals("base_shop")));
                }
            }
        }
    }

    /** Settings that cannot work are refused with a text that says what to write. */
    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_says_what_to_write(Class<?> test, String message) {
        Map<String, String> results = InnerRun.of(test);
        assertEquals(1, results.size(), results::toString);
        assertTrue(results.toString().contains(message), results::toString);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(NoServer.class, "set url, configuration or setup"),
                Arguments.of(NoBranch.class, "set configuration, for example to trellis.yaml"),
                Arguments.of(BeforeAll.class, "@TrellisTest(lifetime = CLASS)"),
                Arguments.of(NoConstructor.class, "a constructor without parameters"),
                Arguments.of(GivenSource.class, "call database(url, user, password) instead"),
                Arguments.of(NoFile.class, "none.yaml"));
    }

    @TrellisTest
    static class NoServer {
        @Test
        void fails(@DatabaseUrl String url) {}
    }

    @TrellisTest(url = "jdbc:sqlite:")
    static class NoBranch {
        @Test
        void fails(@DatabaseUrl String url) {}
    }

    @TrellisTest(configuration = "none.yaml")
    static class NoFile {
        @Test
        void fails(@DatabaseUrl String url) {}
    }

    @TrellisTest(url = "jdbc:sqlite:", target = "base")
    static class BeforeAll {
        @org.junit.jupiter.api.BeforeAll
        static void fails(@DatabaseUrl String url) {}

        @Test
        void is_not_run() {}
    }

    @TrellisTest(url = "jdbc:sqlite:", setup = SetupWithParameter.class)
    static class NoConstructor {
        @Test
        void fails(@DatabaseUrl String url) {}
    }

    record SetupWithParameter(String value) implements TrellisTestSetup {
        @Override
        public void configure(TrellisBuilder trellis) {}
    }

    @TrellisTest(setup = SetupWithSource.class)
    static class GivenSource {
        @Test
        void fails(@DatabaseUrl String url) {}
    }

    static final class SetupWithSource implements TrellisTestSetup {
        @Override
        public void configure(TrellisBuilder trellis) {
            trellis.dataSource(new DriverDataSource(
                    new dev.trellis.config.Configuration.DatabaseSettings("jdbc:h2:mem:given", "sa", null, null)));
            Sample.branches(trellis);
        }
    }
}
