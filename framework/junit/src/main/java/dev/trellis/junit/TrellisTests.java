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
 * <p>To leave out one of them, override its method without the annotation {@code @TestFactory}.
 */
public interface TrellisTests {
    /** Generates a test for each branch: it has one head, so that {@code label@head} is one revision. */
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

    /** Generates a test for each branch with a model: the model describes the tables that the scripts create. */
    @TestFactory
    default Stream<DynamicTest> models_match(TrellisProject project) throws SQLException {
        return new MigrationTests(project).modelsMatch();
    }

    /** Generates tests of upgrade and downgrade: the SQL script of offline mode does what the command does. */
    @TestFactory
    default Stream<DynamicTest> offline_equals_online(TrellisProject project) throws SQLException {
        return new OfflineTests(project).generate();
    }

    /**
     * Generates a test for each set of branches that can be installed together: an upgrade with only these branches creates the
     * same tables as one with all, and the others can be added later. If more than 32 sets are possible, each branch is tested with
     * nothing but its dependencies, and everything is tested without each branch.
     */
    @TestFactory
    default Stream<DynamicTest> each_subset_of_plugins(TrellisProject project) throws SQLException {
        return new SubsetTests(project).generate();
    }

    /** Generates a test for each protected branch: the other branches leave its tables as they are, and so do their downgrades. */
    @TestFactory
    default Stream<DynamicTest> base_untouched(TrellisProject project) throws SQLException {
        return new MigrationTests(project).baseUntouched();
    }
}
