package dev.trellis.fleet;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import dev.trellis.report.PlanReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the results as one JSON document with the keys {@code command}, {@code targets}, {@code plans} and {@code summary},
 * each result as soon as it is known and on a line of its own. Plans are kept until the end.
 */
public final class JsonReport implements FleetListener {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultVisibility(checker -> checker.withVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                    .withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                    .withVisibility(PropertyAccessor.GETTER, Visibility.NONE))
            .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .build();

    private final Consumer<String> out;
    private final List<Map<String, Object>> plans = new ArrayList<>();
    private boolean isFirst = true;

    /**
     * Creates the report.
     *
     * @param out receives the document in parts
     */
    public JsonReport(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void begun(String command, int targets) {
        out.accept("{\n\"command\": " + MAPPER.writeValueAsString(command) + ",\n\"targets\": [");
    }

    @Override
    public void planned(int number, PlanReport plan) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("plan", number);
        document.put("from", plan.from());
        document.put("steps", plan.steps());
        document.put("heads", plan.heads());
        plans.add(document);
    }

    @Override
    public void result(TargetResult result) {
        out.accept((isFirst ? "\n" : ",\n") + MAPPER.writeValueAsString(result));
        isFirst = false;
    }

    @Override
    public void finished(FleetSummary summary) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("targets", summary.targets());
        for (TargetStatus status : TargetStatus.values()) {
            counts.put(status.toString(), summary.count(status));
        }
        counts.put("duration_millis", summary.durationMillis());
        out.accept("\n],\n\"plans\": " + MAPPER.writeValueAsString(plans) + ",\n\"summary\": "
                + MAPPER.writeValueAsString(counts) + "\n}\n");
    }
}
