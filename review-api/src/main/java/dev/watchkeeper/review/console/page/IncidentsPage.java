package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import java.util.List;

/**
 * All incidents that the console knows.
 *
 * @param filter which are listed
 * @param counts how many there are under each filter, in the filters' order
 * @param rows those under the filter, newest first (open ones by impact)
 */
public record IncidentsPage(Filter filter, List<Integer> counts, List<IncidentRow> rows) {

    private static final int MAX_ROWS = 200;

    /** Which incidents. */
    public enum Filter {
        /** Open ones. */
        OPEN("open", "Open"),
        /** Those that are over. */
        CLOSED("closed", "Closed"),
        /** Those that became part of another. */
        MERGED("merged", "Merged"),
        /** All. */
        ALL("all", "All");

        private final String value;
        private final String label;

        Filter(String value, String label) {
            this.value = value;
            this.label = label;
        }

        /** As in the address. */
        public String value() {
            return value;
        }

        /** As people read it. */
        public String label() {
            return label;
        }

        boolean takes(Incident incident) {
            return switch (this) {
                case OPEN -> incident.getState() == IncidentState.OPEN;
                case CLOSED -> incident.getState() == IncidentState.CLOSED;
                case MERGED -> incident.getState() == IncidentState.MERGED;
                case ALL -> true;
            };
        }

        /** The filter of this name; all where there is none. */
        public static Filter of(String value) {
            for (Filter filter : values()) {
                if (filter.value.equals(value)) {
                    return filter;
                }
            }
            return ALL;
        }
    }

    /** The page as of now. */
    public static IncidentsPage of(Evidence evidence, Numbering numbering, Filter filter, long nowMillis) {
        List<Incident> all = evidence.incidents().all();
        List<Incident> listed = filter == Filter.OPEN
                ? evidence.incidents().open()
                : all.stream().filter(filter::takes).toList();
        return new IncidentsPage(
                filter,
                List.of(Filter.values()).stream()
                        .map(each -> (int) all.stream().filter(each::takes).count())
                        .toList(),
                IncidentRows.of(listed.stream().limit(MAX_ROWS).toList(), evidence, numbering, nowMillis));
    }
}
