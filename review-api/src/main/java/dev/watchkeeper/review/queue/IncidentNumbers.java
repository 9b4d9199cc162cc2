package dev.watchkeeper.review.queue;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What people call incidents: INC-7. A number is given once, in the order in which incidents become known here, and
 * never changes. Reviews have no numbers of their own: review 7 is the one that INC-7 waits for.
 */
public final class IncidentNumbers {

    /** Ids are longer than any number: 16 hex digits and more. */
    private static final Pattern NUMBER = Pattern.compile("(?i)(?:INC-)?([0-9]{1,15})");

    private final JdbcClient jdbc;
    private final Map<String, Long> known = new ConcurrentHashMap<>();

    /** Reads and writes through this client. */
    public IncidentNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The incident's number, where it has one. */
    public OptionalLong number(String incidentId) {
        Long cached = known.get(incidentId);
        if (cached != null) {
            return OptionalLong.of(cached);
        }
        Optional<Long> found = jdbc.sql("select number from incident_number where incident_id = ?")
                .param(incidentId)
                .query(Long.class)
                .optional();
        found.ifPresent(number -> known.put(incidentId, number));
        return found.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** The id of the incident with this number. */
    public Optional<String> incidentId(long number) {
        return jdbc.sql("select incident_id from incident_number where number = ?")
                .param(number)
                .query(String.class)
                .optional();
    }

    /** The id that {@code 7}, {@code INC-7} or an id means; empty for a number that nobody has. */
    public Optional<String> resolve(String reference) {
        OptionalLong number = parse(reference);
        return number.isPresent() ? incidentId(number.getAsLong()) : Optional.of(reference);
    }

    /** The number in {@code 7} or {@code INC-7}; empty where it is an id. */
    static OptionalLong parse(@Nullable String reference) {
        if (reference == null) {
            return OptionalLong.empty();
        }
        Matcher number = NUMBER.matcher(reference);
        return number.matches() ? OptionalLong.of(Long.parseLong(number.group(1))) : OptionalLong.empty();
    }

    /** Gives the incident a number where it has none. Not cached: the transaction may yet roll back. */
    void assign(String incidentId) {
        if (known.containsKey(incidentId)) {
            return;
        }
        jdbc.sql("insert into incident_number (incident_id) select :id"
                        + " where not exists (select from incident_number where incident_id = :id)"
                        + " on conflict do nothing")
                .param("id", incidentId)
                .update();
    }
}
