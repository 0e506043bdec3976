package dev.trellis.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;
import dev.trellis.report.RunReport;
import dev.trellis.script.JavaMigration;
import dev.trellis.script.JavaStep;
import dev.trellis.script.Migration;
import dev.trellis.script.MigrationContext;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Plugins, steps, migrations, listeners and customizers that are beans of the application. */
@ExtendWith(OutputCaptureExtension.class)
class ContributedBeansTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DataSourceAutoConfiguration.class, TrellisAutoConfiguration.class));

    /** A plugin without a service file. */
    static final class AuditPlugin extends TrellisPlugin {
        @Override
        protected void configure(TrellisBinder trellis) {
            trellis.branch("audit").scripts("db/audit");
        }
    }

    /** A step with a dependency that Spring injects. */
    static final class Fill implements JavaStep {
        private final Integer number;

        Fill(Integer number) {
            this.number = number;
        }

        @Override
        public void run(MigrationContext context) {
            context.handle().execute("insert into audit_entry values (?)", number);
        }
    }

    /** A revision in Java. */
    @Migration(revision = "c2", downRevision = "c1", message = "double the entries")
    static final class DoubleEntries implements JavaMigration {
        @Override
        public void upgrade(MigrationContext context) {
            context.handle().execute("insert into audit_entry select id * 2 from audit_entry");
        }
    }

    @Test
    void plugins_steps_and_migrations_are_beans(CapturedOutput output) {
        List<String> events = new ArrayList<>();
        Listener one = new Listener() {
            @Override
            public void finished(RunReport report) {
                events.add("one " + report.heads());
            }
        };
        Listener other = new Listener() {
            @Override
            public void finished(RunReport report) {
                events.add("other " + report.heads());
            }
        };
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            runner.withPropertyValues(TrellisAutoConfigurationTest.properties(database))
                    .withBean(AuditPlugin.class)
                    .withBean(Integer.class, () -> 21)
                    .withBean("audit.fill", Fill.class)
                    .withBean("audit.doubleEntries", DoubleEntries.class)
                    .withBean("one", Listener.class, () -> one)
                    .withBean("other", Listener.class, () -> other)
                    .withBean(
                            TrellisBuilderCustomizer.class,
                            () -> (name, builder) -> builder.versionTable(name + "_version"))
                    .run(context -> assertThat(context).hasNotFailed());
            assertThat(database.query("select id from audit_entry order by id")).containsExactly("21", "42");
            assertThat(database.query("select version_num from trellis_version"))
                    .containsExactly("c2");
        }
        assertThat(events).containsExactly("one [c2]", "other [c2]");
        assertThat(TrellisAutoConfigurationTest.lines(output))
                .containsExactly("trellis: 2 revisions run, the database is at c2 in N ms; found branch audit");
    }

    @Test
    void a_step_is_created_only_when_a_script_runs_it() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            runner.withPropertyValues(TrellisAutoConfigurationTest.properties(database))
                    .withPropertyValues("trellis.branches.shop.table-prefix=shop_")
                    .withBean(
                            "shop.broken",
                            Fill.class,
                            () -> {
                                throw new IllegalStateException("created");
                            },
                            definition -> definition.setLazyInit(true))
                    .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Trellis.class));
        }
    }

    @Test
    void a_migration_whose_branch_is_not_known_is_refused() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            runner.withPropertyValues(TrellisAutoConfigurationTest.properties(database))
                    .withBean("doubleEntries", DoubleEntries.class)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining("no_branch: the bean 'doubleEntries' is a Java migration"));
        }
    }
}
