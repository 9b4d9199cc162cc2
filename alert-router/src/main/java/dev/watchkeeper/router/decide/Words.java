package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.Evidence;
import dev.watchkeeper.schemas.record.Incident;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What people read. Telemetry's own words are shortened: they are hostile input and go into every entry of the log. */
final class Words {

    private static final int LONGEST = 400;
    private static final int EVIDENCE_LINES = 3;

    private Words() {}

    /** The service that is told about: the likeliest cause, else who alerted first. */
    static String service(Incident incident) {
        if (!incident.getCauses().isEmpty()) {
            return shortened(incident.getCauses().get(0).getEntity().getName());
        }
        return incident.getAlerts().isEmpty()
                ? "unknown"
                : shortened(incident.getAlerts().get(0).getEntity().getName());
    }

    /** At most three lines: the first cause, then its strongest evidence. */
    static List<String> evidence(Incident incident) {
        if (incident.getCauses().isEmpty()) {
            return List.of(shortened(incident.getSentence()));
        }
        var first = incident.getCauses().get(0);
        return Stream.concat(
                        Stream.of(first.getSentence()),
                        first.getEvidence().stream().map(Evidence::getSentence))
                .filter(line -> !line.isBlank())
                .map(Words::shortened)
                .distinct()
                .limit(EVIDENCE_LINES)
                .toList();
    }

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    /** '15 minutes'. */
    static String lasting(Duration time) {
        if (time.toSeconds() % 86_400 == 0) {
            return counted(time.toDays(), "day");
        }
        if (time.toSeconds() % 3600 == 0) {
            return counted(time.toHours(), "hour");
        }
        return time.toSeconds() % 60 == 0 ? counted(time.toMinutes(), "minute") : counted(time.toSeconds(), "second");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
