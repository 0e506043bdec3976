package dev.trellis.spring.boot;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;

/** A bean cannot extend Trellis. */
public final class ContributedBeanException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private ContributedBeanException(Problem problem) {
        super(problem);
    }

    /** Reports two beans of the same class, as {@code ambiguous_bean}. */
    static ContributedBeanException sameClass(Class<?> type, String one, String other) {
        return new ContributedBeanException(Problem.of(
                        ErrorName.AMBIGUOUS_BEAN,
                        "the beans '" + one + "' and '" + other + "' have the same class, " + type.getName())
                .advice("Give each a class of its own: Trellis finds a step by its class."));
    }

    /** Reports a migration whose branch is not known, as {@code no_branch}. */
    static ContributedBeanException noBranch(String bean, Collection<String> labels) {
        return new ContributedBeanException(Problem.of(
                        ErrorName.NO_BRANCH,
                        "the bean '" + bean
                                + "' is a Java migration, and its branch is not known; 'trellis.branches' has: "
                                + (labels.isEmpty() ? "none" : String.join(", ", labels)))
                .advice(
                        "Begin the name of the bean with the label of its branch and a dot, for example @Component(\"shop."
                                + bean + "\")."));
    }
}
