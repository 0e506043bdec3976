package dev.trellis.spring.boot;

import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Describes the errors of Trellis that end the start of an application, and what to do about each. */
final class TrellisFailureAnalyzer extends AbstractFailureAnalyzer<TrellisException> {
    TrellisFailureAnalyzer() {}

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TrellisException cause) {
        List<Problem> problems = cause.problems();
        String description = problems.stream()
                .map(problem -> problem.advice(null).toString())
                .collect(Collectors.joining("\n", "Trellis cannot migrate the database:\n\n", ""));
        String action = problems.stream()
                .map(FailureAction::of)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("\n"));
        return new FailureAnalysis(
                description, action.isEmpty() ? "See the page \"errors\" of the documentation." : action, cause);
    }
}
