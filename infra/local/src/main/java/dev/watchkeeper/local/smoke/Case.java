package dev.watchkeeper.local.smoke;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One fault to try.
 *
 * @param fault its kind
 * @param service where it happens
 */
record Case(String fault, String service) {

    private static final List<String> FAULTS = List.of("errors", "down", "slow-db", "cpu", "memory-leak", "log-storm");
    private static final List<String> SERVICES = List.of("payment", "inventory", "order");

    Case {
        if (!FAULTS.contains(fault)) {
            throw new IllegalArgumentException("no fault " + fault + "; there are " + FAULTS);
        }
        if (!SERVICES.contains(service)) {
            throw new IllegalArgumentException("no service " + service + "; there are " + SERVICES);
        }
    }

    /** {@code fault@service,…}; a fault without a service is tried on each. */
    static List<Case> parsed(List<String> texts) {
        List<Case> cases = new ArrayList<>();
        for (String text : texts.stream().filter(text -> !text.isBlank()).toList()) {
            String[] parts = text.strip().toLowerCase(Locale.ROOT).split("@", 2);
            List<String> services = parts.length == 2 ? List.of(parts[1]) : SERVICES;
            services.forEach(service -> cases.add(new Case(parts[0], service)));
        }
        return cases;
    }

    /** Every fault on every service. */
    static List<Case> all() {
        return parsed(FAULTS);
    }
}
