package dev.watchkeeper.review.console.page;

import dev.watchkeeper.schemas.record.Entity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ways out of the console into other tools, from templates with {@code {name}} places: {@code service}, {@code
 * namespace}, {@code environment}, {@code fromMillis}, {@code toMillis}, {@code fromIso}, {@code toIso}, {@code
 * traceId}, {@code incident}. Values are hostile and put in percent-encoded; a template that is no http or https
 * address is refused at the start.
 *
 * @param grafana a dashboard for a service and a time range; empty where there is none
 * @param tempo a trace; empty where there is none
 * @param loki logs of a service and a time range; empty where there is none
 * @param runbook a service's runbook, where the incident brings none; empty where there is none
 */
public record Links(String grafana, String tempo, String loki, String runbook) {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)\\}");

    /** No ways out. */
    public static final Links NONE = new Links("", "", "", "");

    /** One way out. */
    public record Out(String label, String href) {}

    /** A stretch of time. */
    record Range(long fromMillis, long toMillis) {}

    public Links {
        List.of(grafana, tempo, loki, runbook).forEach(Links::check);
    }

    private static void check(String template) {
        if (!template.isEmpty() && !template.startsWith("http://") && !template.startsWith("https://")) {
            throw new IllegalArgumentException("http:// or https:// expected, found " + template);
        }
    }

    List<Out> of(Entity service, String incident, Range range) {
        List<Out> outs = new ArrayList<>();
        Function<String, String> values = values(service, incident, range);
        if (!grafana.isEmpty()) {
            outs.add(new Out("Dashboards", fill(grafana, values)));
        }
        if (!loki.isEmpty()) {
            outs.add(new Out("Logs", fill(loki, values)));
        }
        return outs;
    }

    Optional<Out> runbook(Entity service, String incident, Range range) {
        return runbook.isEmpty()
                ? Optional.empty()
                : Optional.of(new Out("Runbook", fill(runbook, values(service, incident, range))));
    }

    Optional<String> trace(String traceId, Range range) {
        return tempo.isEmpty()
                ? Optional.empty()
                : Optional.of(fill(
                        tempo,
                        name -> name.equals("traceId") ? traceId : times(range).getOrDefault(name, "")));
    }

    private static Function<String, String> values(Entity service, String incident, Range range) {
        Map<String, String> values = new HashMap<>(times(range));
        values.put("service", service.getName());
        values.put("namespace", service.getNamespace());
        values.put("environment", service.getEnvironment());
        values.put("incident", incident);
        return name -> values.getOrDefault(name, "");
    }

    private static Map<String, String> times(Range range) {
        return Map.of(
                "fromMillis", Long.toString(range.fromMillis()),
                "toMillis", Long.toString(range.toMillis()),
                "fromIso", Instant.ofEpochMilli(range.fromMillis()).toString(),
                "toIso", Instant.ofEpochMilli(range.toMillis()).toString());
    }

    private static String fill(String template, Function<String, String> values) {
        Matcher place = PLACE.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            String value = URLEncoder.encode(values.apply(place.group(1)), StandardCharsets.UTF_8)
                    .replace("+", "%20");
            place.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return place.appendTail(filled).toString();
    }
}
