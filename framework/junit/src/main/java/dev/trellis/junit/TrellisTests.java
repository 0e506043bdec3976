package dev.trellis.junit;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The tests that every project with migrations needs, generated for its branches and revisions.
 *
 * <pre>{@code
 * @TrellisTest(url = "jdbc:sqlite:")
 * class MigrationsTest implements TrellisTests {}
 * }</pre>
 *
 * <p>To leave out one kind of tests, override its method without the annotation {@code @TestFactory}.
 */
public interface TrellisTests {
    /**
     * Generates a test for each branch, which checks that the branch has one head, so that {@code label@head} is one
     * revision.
     */
    @TestFactory
    default Stream<DynamicTest> one_head_per_branch(TrellisProject project) throws SQLException {
        return new MigrationTests(project).oneHeadPerBranch();
    }

    /**
     * Generates a test for each revision: after its upgrade, its downgrade restores the schema, and a second upgrade has the same
     * result. The test of a revision without a downgrade is aborted.
     */
    @TestFactory
    default Stream<DynamicTest> up_down_up(TrellisProject project) throws SQLException {
        return new MigrationTests(project).upDownUp();
    }

    /**
     * Generates a test for each branch with a model, which checks that the model describes the tables that the scripts
     * create.
     */
    @TestFactory
    default Stream<DynamicTest> models_match(TrellisProject project) throws SQLException {
        return new MigrationTests(project).modelsMatch();
    }

    /**
     * Generates tests of upgrade and downgrade, which check that the SQL script of offline mode has the same effect as the
     * command.
     */
    @TestFactory
    default Stream<DynamicTest> offline_equals_online(TrellisProject project) throws SQLException {
        return new OfflineTests(project).generate();
    }

    /**
     * Generates a test for each set of branches that can be installed together: an upgrade with only these branches creates
     * the same tables as an upgrade with all branches, and the other branches can be added later. With more than five
     * branches, only some sets are tested: for each branch, the branch with its dependencies, and all branches that do not
     * depend on it.
     */
    @TestFactory
    default Stream<DynamicTest> each_subset_of_plugins(TrellisProject project) throws SQLException {
        return new SubsetTests(project).generate();
    }

    /**
     * Generates a test for each protected branch, which checks that neither upgrades nor downgrades of other branches change
     * its tables.
     */
    @TestFactory
    default Stream<DynamicTest> base_untouched(TrellisProject project) throws SQLException {
        return new MigrationTests(project).baseUntouched();
    }
}
