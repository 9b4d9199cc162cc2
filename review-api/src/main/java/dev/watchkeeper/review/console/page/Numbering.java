package dev.watchkeeper.review.console.page;

/** How incidents are called: INC-7 for an id. */
@FunctionalInterface
public interface Numbering {

    /** The number of the incident; 0 where it has none yet. */
    long number(String incidentId);

    /** {@code INC-7}; the beginning of the id where there is no number. */
    default String name(String incidentId) {
        long number = number(incidentId);
        return number > 0 ? "INC-" + number : incidentId.substring(0, Math.min(8, incidentId.length()));
    }

    /** The incident's page. */
    default String href(String incidentId) {
        long number = number(incidentId);
        return "/incidents/" + (number > 0 ? Long.toString(number) : incidentId);
    }
}
