package dev.trellis.fleet;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** An error in the targets of a fleet, before any target is begun. */
public final class FleetException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private FleetException(Problem problem) {
        super(problem);
    }

    static FleetException badSlice(String text) {
        return new FleetException(Problem.of(
                        ErrorName.UNEXPECTED_VALUE,
                        "'" + text + "' is not a slice: the number has to be from 1 to the count")
                .advice("Write --slice 3/8, --slice auto, or --slice auto/8."));
    }

    static FleetException noArrayTask(Collection<String> names) {
        return new FleetException(Problem.of(
                        ErrorName.UNSET_VARIABLE,
                        "--slice auto needs the number of an array task, but none of these variables is set: "
                                + String.join(", ", names))
                .advice("Run the command as an array task, or write the number: --slice 3/8"));
    }

    static FleetException noCount(String name) {
        return new FleetException(Problem.of(
                        ErrorName.UNSET_VARIABLE, "--slice auto needs the number of tasks, but " + name + " is not set")
                .advice("Write the number of tasks: --slice auto/8"));
    }

    static FleetException noFleet(String configuration) {
        return new FleetException(Problem.of(ErrorName.MISSING_KEY, "the configuration has no key 'fleet'")
                .at(Location.of(configuration))
                .advice("Add: fleet: {targets: [{id: first, url: \"jdbc:sqlite:first.db\"}]}"));
    }

    static FleetException noTargets(String reason) {
        return new FleetException(Problem.of(ErrorName.NO_TARGETS, reason)
                .advice("See the targets with their labels and waves: trellis fleet list"));
    }

    static FleetException noUrl(String id) {
        return new FleetException(Problem.of(ErrorName.MISSING_KEY, "target '" + id + "' has no 'url'")
                .advice("Add 'url' to the target, to its source, or to 'database'."));
    }

    static FleetException duplicate(String id) {
        return new FleetException(Problem.of(ErrorName.DUPLICATE_TARGET, "two targets have the id '" + id + "'")
                .advice("Give each target an id of its own."));
    }

    static FleetException badId(String id, String reason) {
        return new FleetException(
                Problem.of(ErrorName.ILLEGAL_IDENTIFIER, "'" + id + "' cannot be the id of a target: " + reason)
                        .advice("Use printable characters, at most 200."));
    }

    static FleetException badPlaceholder(String id, String name, String value) {
        return new FleetException(Problem.of(
                        ErrorName.ILLEGAL_IDENTIFIER,
                        "target '" + id + "' fills {" + name + "} of the URL with '" + value + "'")
                .advice("Use letters, digits, '_', '-' and '.', or state the whole 'url' of the target."));
    }

    static FleetException unknownPlaceholder(String id, String name, Collection<String> known) {
        return new FleetException(Problem.of(
                        ErrorName.UNEXPECTED_VALUE,
                        "target '" + id + "' has no value for the placeholder {" + name + "}")
                .advice("Use one of: " + String.join(", ", known) + "."));
    }

    static FleetException passwordColumn() {
        return new FleetException(
                Problem.of(ErrorName.UNEXPECTED_VALUE, "the query of targets returns a column 'password'")
                        .advice(
                                "Remove the column, and name the place of the password next to 'query': password: {env: NAME}"));
    }

    static FleetException sourceFailed(String source, String reason) {
        return new FleetException(Problem.of(ErrorName.SOURCE_FAILED, source + ": " + reason)
                .advice("Run the command or the query alone, and check its result."));
    }

    static FleetException noSecret(String place, @Nullable String reason) {
        return new FleetException(Problem.of(
                        ErrorName.NO_SECRET,
                        "cannot read the password from " + place + (reason == null ? "" : ": " + reason))
                .advice("Check that the process can read it."));
    }
}
