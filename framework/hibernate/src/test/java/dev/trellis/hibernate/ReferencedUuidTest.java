package dev.trellis.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.SeedValues;
import dev.trellis.Trellis;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.model.JavaModel;
import dev.trellis.model.ModelSource;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An entity of an app that refers to a base's table with a key of the type {@code uuid}, which is {@code char(36)} on MySQL. */
class ReferencedUuidTest {
    private static final String SETTING = "hibernate.type.preferred_uuid_jdbc_type";

    private static final ModelSource BASE = JavaModel.tables(
            "retail",
            schema -> schema.table("member", table -> table.column("id", "uuid").primaryKey("id")));

    @Entity(name = "Member")
    @Table(name = "member")
    static class Member {
        @Id
        UUID id;
    }

    @Entity(name = "Visit")
    @Table(name = "visit")
    static class Visit {
        @Id
        long id;

        @ManyToOne
        @JoinColumn(name = "member_id")
        Member member;
    }

    private static final EntityModel APP = EntityModel.of(Visit.class).referringTo(Member.class);

    @TempDir
    Path folder = Path.of("");

    @Test
    void without_the_setting_the_error_names_both_columns_and_the_setting() {
        try (TestDatabase database = TestDatabase.open(Kind.MYSQL);
                Trellis trellis = trellis(database, APP)) {
            List<Executable> commands = List.of(
                    () -> trellis.check("app"), () -> trellis.createDatabase(existing -> false, SeedValues.NONE));
            for (Executable command : commands) {
                Problem problem = assertThrows(TrellisException.class, command).problem();
                assertEquals("mismatched_types", problem.name());
                assertEquals(
                        "the foreign key of visit.member_id (binary(16)) refers to member.id (char(36)): mysql requires the"
                                + " same type",
                        problem.message());
                assertTrue(String.valueOf(problem.advice()).contains(SETTING), problem.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void with_the_setting_the_key_has_the_type_of_the_base_on_every_database(Kind kind) {
        try (TestDatabase database = TestDatabase.open(kind);
                Trellis trellis = trellis(database, APP.setting("mysql", SETTING, "CHAR"))) {
            trellis.createDatabase(existing -> false, SeedValues.NONE);
            assertEquals(List.of(), trellis.check("app").get(0).operations());
        }
    }

    private Trellis trellis(TestDatabase database, EntityModel app) {
        return Trellis.builder()
                .database(database.url(), database.user(), database.password())
                .findPlugins(false)
                .branch("retail", branch -> branch.scripts(scripts("retail")).model(BASE))
                .branch("app", branch -> branch.scripts(scripts("app")).model(app))
                .build();
    }

    private String scripts(String branch) {
        try {
            return Files.createDirectories(folder.resolve(branch)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
