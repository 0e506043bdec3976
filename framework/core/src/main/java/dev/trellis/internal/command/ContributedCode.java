package dev.trellis.internal.command;

import dev.trellis.AutogenerateHook;
import dev.trellis.UsageException;
import dev.trellis.error.TrellisException;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.lint.RevisionContext;
import dev.trellis.schema.TableName;
import dev.trellis.script.DraftBody;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Calls code of plugins, and reports a failure of that code as an error that names the class and its jar. */
final class ContributedCode {
    private ContributedCode() {}

    /** Returns a hook whose failures are errors of the plugin. */
    static AutogenerateHook of(AutogenerateHook hook) {
        return new AutogenerateHook() {
            @Override
            public boolean includes(TableName table) {
                return call(hook, "includes", () -> hook.includes(table));
            }

            @Override
            public DraftBody edit(String branch, DraftBody draft) {
                return call(hook, "edit", () -> hook.edit(branch, draft));
            }
        };
    }

    /** Returns a lint rule whose failures are errors of the plugin. */
    static LintRule of(LintRule rule) {
        return new LintRule() {
            @Override
            public String name() {
                return call(rule, "name", rule::name);
            }

            @Override
            public String describe() {
                return call(rule, "describe", rule::describe);
            }

            @Override
            public boolean readsSql() {
                return call(rule, "readsSql", rule::readsSql);
            }

            @Override
            public List<Finding> check(OperationContext context) {
                return call(rule, "check", () -> List.copyOf(rule.check(context)));
            }

            @Override
            public List<Finding> check(RevisionContext context) {
                return call(rule, "check", () -> List.copyOf(rule.check(context)));
            }
        };
    }

    /**
     * Returns the result of the code.
     *
     * @throws UsageException {@code broken_plugin} if the code throws an exception that is not Trellis's own, or returns null
     */
    static <T> T call(Object contributed, String method, Supplier<T> code) {
        try {
            return Objects.requireNonNull(code.get(), "the method returns null");
        } catch (TrellisException e) {
            throw e;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            throw UsageException.contributionFailed(contributed.getClass(), method, e);
        }
    }
}
